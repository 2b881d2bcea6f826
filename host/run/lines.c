#include "host/run/lines.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "host/base/os_process.h"

struct lines lines_open(struct arena *keep, int fd, size_t line_bytes_max)
{
	struct lines lines = { .fd = fd, .capacity = line_bytes_max };

	/* Room for LINES_CUT and a zero byte after the longest line. */
	lines.data = arena_push(keep, char, line_bytes_max + sizeof LINES_CUT);
	lines.ended = !os_dont_block(fd);
	lines.error = lines.ended ? errno : 0;
	return lines;
}

bool lines_is_end(int error)
{
	return error == ECONNRESET || error == EPIPE;
}

static bool read_more(struct lines *lines)
{
	ssize_t got;

	/* The owner may have closed it, and its number be another's. */
	if (lines->ended || lines->turn >= LINES_TURN_BYTES_MAX)
		return false;
	do {
		got = read(lines->fd, lines->data + lines->size, lines->capacity - lines->size);
	} while (got < 0 && errno == EINTR);
	if (got > 0) {
		lines->size += (size_t)got;
		lines->turn += (size_t)got;
	} else if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
		lines->ended = true;
		if (got < 0 && !lines_is_end(errno))
			lines->error = errno;
	}
	return got > 0;
}

static void drop(struct lines *lines, size_t count)
{
	lines->size -= count;
	memmove(lines->data, lines->data + count, lines->size);
}

/* A line of which the buffer is full: what is there stands for all of it. */
static char *cut(struct lines *lines)
{
	memcpy(lines->data + lines->size, LINES_CUT, sizeof LINES_CUT);
	lines->length = lines->size + sizeof LINES_CUT - 1;
	lines->taken = lines->size;
	lines->skipping = true;
	return lines->data;
}

static char *take_line(struct lines *lines)
{
	char *end = memchr(lines->data, '\n', lines->size);

	if (!end && lines->skipping)
		drop(lines, lines->size);
	if (!end)
		return lines->size == lines->capacity ? cut(lines) : NULL;
	lines->taken = (size_t)(end - lines->data) + 1;
	lines->length = lines->taken - 1;
	if (end > lines->data && end[-1] == '\r')
		lines->length--;
	lines->data[lines->length] = '\0';
	return lines->data;
}

char *lines_next(struct lines *lines)
{
	drop(lines, lines->taken);
	lines->taken = 0;
	for (;;) {
		bool was_skipping = lines->skipping;
		char *line = take_line(lines);

		if (line && !was_skipping)
			return line;
		if (line) {
			lines->skipping = false;
			drop(lines, lines->taken);
			lines->taken = 0;
		} else if (!read_more(lines)) {
			lines->turn = 0;
			return NULL;
		}
	}
}

char *lines_wait(struct lines *lines, int timeout_ms)
{
	int64_t end = os_clock_ms() + timeout_ms;

	for (;;) {
		char *line = lines_next(lines);
		int64_t left = end - os_clock_ms();
		struct pollfd ready = { .fd = lines->fd, .events = POLLIN };

		if (line || lines->ended || left <= 0)
			return line;
		poll(&ready, 1, (int)left);
	}
}
