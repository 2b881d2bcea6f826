#include "host/base/os_usage.h"

#if defined(__linux__)
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PROC_PATH_BYTES_MAX 64
#define LINE_BYTES_MAX      256
#define NS_PER_MS           1000000

/* A file of /proc about a process: "statm", or about one of its threads. NULL: it is
 * not told. */
static FILE *open_about(pid_t process, long thread, const char *what)
{
	char path[PROC_PATH_BYTES_MAX];

	if (thread)
		snprintf(path, sizeof path, "/proc/%ld/task/%ld/%s", (long)process, thread, what);
	else
		snprintf(path, sizeof path, "/proc/%ld/%s", (long)process, what);
	return fopen(path, "re");
}

static void add_thread(struct os_child_times *times, pid_t child, long thread)
{
	int64_t ran_ns, waited_ns;
	FILE *file = open_about(child, thread, "schedstat");

	if (!file)
		return;
	if (fscanf(file, "%" SCNd64 "%" SCNd64, &ran_ns, &waited_ns) == 2) {
		times->ran_ms += ran_ns / NS_PER_MS;
		if (waited_ns / NS_PER_MS > times->waited_ms)
			times->waited_ms = waited_ns / NS_PER_MS;
	}
	fclose(file);
}

struct os_child_times os_child_times(pid_t child)
{
	struct os_child_times times = { 0 };
	char path[PROC_PATH_BYTES_MAX];

	snprintf(path, sizeof path, "/proc/%ld/task", (long)child);
	DIR *threads = opendir(path);
	if (!threads)
		return times;
	for (struct dirent *entry; (entry = readdir(threads));) {
		long thread = strtol(entry->d_name, NULL, 10);

		if (thread > 0) /* "." and ".." are none */
			add_thread(&times, child, thread);
	}
	closedir(threads);
	return times;
}

uint64_t os_child_memory(pid_t child)
{
	uint64_t pages = 0;
	FILE *file = open_about(child, 0, "statm");

	if (!file)
		return 0;
	if (fscanf(file, "%*u %" SCNu64, &pages) != 1)
		pages = 0;
	fclose(file);
	return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* A command line has a zero byte behind each word. */
static void add_command(struct buffer *commands, long child)
{
	int c;
	FILE *file = open_about((pid_t)child, 0, "cmdline");

	if (!file)
		return;
	while ((c = getc(file)) != EOF)
		buffer_add(commands, c ? (char[]){ (char)c } : " ", 1);
	buffer_puts(commands, "\n");
	fclose(file);
}

char *os_child_commands(struct arena *keep, pid_t child)
{
	struct buffer commands = { .arena = keep };
	long number;

	buffer_puts(&commands, "");
	FILE *file = open_about(child, child, "children");
	while (file && fscanf(file, "%ld", &number) == 1)
		add_command(&commands, number);
	if (file)
		fclose(file);
	return commands.data;
}

/* The first line of a file that begins so; nothing if there is none. */
static void add_line(struct buffer *text, const char *path, const char *begin)
{
	char line[LINE_BYTES_MAX];
	FILE *file = fopen(path, "re");

	if (!file)
		return;
	while (fgets(line, sizeof line, file))
		if (text_starts_with(line, begin)) {
			buffer_puts(text, line);
			break;
		}
	fclose(file);
}

char *os_host_name(struct arena *keep)
{
	struct buffer text = { .arena = keep };

	buffer_puts(&text, "");
	add_line(&text, "/proc/sys/kernel/random/boot_id", "");
	add_line(&text, "/proc/cpuinfo", "model name");
	return text.data;
}
#else
struct os_child_times os_child_times(pid_t child)
{
	(void)child;
	return (struct os_child_times){ 0 };
}

uint64_t os_child_memory(pid_t child)
{
	(void)child;
	return 0;
}

char *os_child_commands(struct arena *keep, pid_t child)
{
	(void)child;
	return text_copy(keep, "", 0);
}

char *os_host_name(struct arena *keep)
{
	return text_copy(keep, "", 0);
}
#endif
