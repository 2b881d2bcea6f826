#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATH_SIZE 4096

/* A machine holds the write end of its slot's pipe: when it ends, however it
 * does, the read end says so. */
struct slot {
	pid_t child; /* 0: free */
	int alive;
	size_t job;
	long start_ms, limit_ms;
};

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static char *add_text(struct pool_arguments *arguments, const char *format, va_list values)
{
	size_t room = POOL_TEXT_MAX - arguments->text_size;
	char *text = arguments->text + arguments->text_size;
	int size = vsnprintf(text, room, format, values);

	if (size < 0 || (size_t)size >= room) {
		fprintf(stderr, "pool: arguments beyond POOL_TEXT_MAX\n");
		exit(2);
	}
	arguments->text_size += (size_t)size + 1;
	return text;
}

static void add(struct pool_arguments *arguments, char *text)
{
	if (arguments->count == POOL_ARGUMENTS_MAX) {
		fprintf(stderr, "pool: more than POOL_ARGUMENTS_MAX arguments\n");
		exit(2);
	}
	arguments->list[arguments->count++] = text;
	arguments->list[arguments->count] = NULL;
}

void pool_add(struct pool_arguments *arguments, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	add(arguments, add_text(arguments, format, values));
	va_end(values);
}

void pool_add_words(struct pool_arguments *arguments, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	char *text = add_text(arguments, format, values);
	va_end(values);
	for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
		add(arguments, word);
}

static void file_name(char name[PATH_SIZE], const struct pool *pool, const char *kind, int slot)
{
	snprintf(name, PATH_SIZE, "%s/%s-%d", pool->folder, kind, slot);
}

void pool_add_serial(struct pool_arguments *arguments, const struct pool *pool, int slot)
{
	pool_add_words(arguments, "-serial");
	pool_add(arguments, "file:%s/serial-%d", pool->folder, slot);
}

void pool_add_bios_log(struct pool_arguments *arguments, const struct pool *pool, int slot)
{
	pool_add_words(arguments, "-device isa-debugcon,iobase=0x402,chardev=bios -chardev");
	pool_add(arguments, "file,id=bios,path=%s/bios-%d", pool->folder, slot);
}

static void become(const struct pool *pool, int slot, const struct pool_arguments *arguments)
{
	char messages[PATH_SIZE];
	int nothing = open("/dev/null", O_RDONLY);

	file_name(messages, pool, "messages", slot);
	int output = open(messages, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (nothing < 0 || output < 0 || dup2(nothing, 0) < 0 || dup2(output, 1) < 0 ||
	    dup2(output, 2) < 0)
		_exit(126);
	execvp(arguments->list[0], arguments->list);
	dprintf(2, "%s: %s\n", arguments->list[0], strerror(errno));
	_exit(126);
}

static void remove_log(const struct pool *pool, const char *kind, int slot)
{
	char path[PATH_SIZE];

	file_name(path, pool, kind, slot);
	unlink(path);
}

static bool start(const struct pool *pool, struct slot *slot, int number, size_t job)
{
	static struct pool_arguments arguments;
	int ends[2];

	arguments.count = arguments.text_size = 0;
	slot->limit_ms = pool->prepare(pool->context, job, number, &arguments);
	if (!slot->limit_ms)
		return true;
	remove_log(pool, "serial", number);
	remove_log(pool, "bios", number);
	if (pipe(ends) < 0)
		return false;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	slot->job = job;
	slot->start_ms = now_ms();
	slot->alive = ends[0];
	slot->child = fork();
	if (slot->child == 0)
		become(pool, number, &arguments);
	close(ends[1]);
	return slot->child > 0;
}

/* Reads at most POOL_LOG_MAX bytes; zeros in them become dots. */
static void read_log(char text[POOL_LOG_MAX + 1], const struct pool *pool, const char *kind,
                     int slot)
{
	char path[PATH_SIZE];
	size_t size = 0;

	file_name(path, pool, kind, slot);
	FILE *file = fopen(path, "rb");

	if (file) {
		size = fread(text, 1, POOL_LOG_MAX, file);
		fclose(file);
	}
	for (size_t i = 0; i < size; i++)
		if (!text[i])
			text[i] = '.';
	text[size] = '\0';
}

static int wait_for(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return INT_MIN;
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static void end(const struct pool *pool, struct slot *slot, int number, bool timed_out)
{
	static char serial[POOL_LOG_MAX + 1], firmware[POOL_LOG_MAX + 1];
	struct pool_end end = { .timed_out = timed_out, .serial = serial, .firmware = firmware };

	if (timed_out)
		kill(slot->child, SIGKILL);
	end.status = wait_for(slot->child);
	end.time_ms = now_ms() - slot->start_ms;
	close(slot->alive);
	slot->child = 0;
	read_log(serial, pool, "serial", number);
	read_log(firmware, pool, "bios", number);
	pool->judge(pool->context, slot->job, number, &end);
}

/* Waits until one of the machines has ended or has no time left. */
static void attend(const struct pool *pool, struct slot *slots)
{
	struct pollfd waits[POOL_WIDTH_MAX];
	int numbers[POOL_WIDTH_MAX], count = 0;
	long left_ms = 3600 * 1000;

	for (int i = 0; i < pool->width; i++) {
		if (!slots[i].child)
			continue;
		long rest_ms = slots[i].start_ms + slots[i].limit_ms - now_ms();
		if (rest_ms < left_ms)
			left_ms = rest_ms;
		waits[count] = (struct pollfd){ .fd = slots[i].alive, .events = POLLIN };
		numbers[count++] = i;
	}
	poll(waits, (nfds_t)count, left_ms > 0 ? (int)left_ms : 0);
	for (int i = 0; i < count; i++) {
		struct slot *slot = &slots[numbers[i]];

		if (waits[i].revents)
			end(pool, slot, numbers[i], false);
		else if (now_ms() - slot->start_ms >= slot->limit_ms)
			end(pool, slot, numbers[i], true);
	}
}

static bool is_busy(const struct slot *slots, int width)
{
	for (int i = 0; i < width; i++)
		if (slots[i].child)
			return true;
	return false;
}

bool pool_run(const struct pool *pool, size_t first, size_t count)
{
	struct slot slots[POOL_WIDTH_MAX] = { 0 };
	size_t next = first, last = first + count;

	while (next < last || is_busy(slots, pool->width)) {
		for (int i = 0; i < pool->width; i++) {
			while (!slots[i].child && next < last) {
				if (!start(pool, &slots[i], i, next++)) {
					perror("pool: cannot start a machine");
					return false;
				}
			}
		}
		if (is_busy(slots, pool->width))
			attend(pool, slots);
	}
	return true;
}
