#include "host/run/guestlog.h"

#include <string.h>

struct guestlog guestlog_new(struct arena *keep)
{
	/* Twice the limit: the old half is given up only when the new is full. */
	return (struct guestlog){ .data = arena_push(keep, char, 2 * GUESTLOG_BYTES_MAX) };
}

void guestlog_clear(struct guestlog *log)
{
	log->size = log->dropped = 0;
}

static void add_piece(struct guestlog *log, const char *data, size_t size)
{
	if (log->size + size > 2 * GUESTLOG_BYTES_MAX) {
		size_t old = log->size - GUESTLOG_BYTES_MAX;

		memmove(log->data, log->data + old, GUESTLOG_BYTES_MAX);
		log->size -= old;
		log->dropped += old;
	}
	memcpy(log->data + log->size, data, size);
	log->size += size;
}

void guestlog_add(struct guestlog *log, const char *data, size_t size)
{
	while (size) {
		size_t piece = size < GUESTLOG_BYTES_MAX ? size : GUESTLOG_BYTES_MAX;

		add_piece(log, data, piece);
		data += piece;
		size -= piece;
	}
}

char *guestlog_text(const struct guestlog *log, struct arena *keep)
{
	struct buffer shown = { .arena = keep };

	buffer_puts(&shown, "");
	if (log->dropped)
		buffer_printf(&shown, "[%zu bytes before this are not kept]\n", log->dropped);

	/* A line's end is "\r\n"; what else a terminal obeys is shown. */
	for (size_t at = 0; at < log->size;) {
		const char *line = log->data + at, *end = memchr(line, '\n', log->size - at);
		size_t size = end ? (size_t)(end - line) + 1 : log->size - at;
		bool has_return = end && size > 1 && end[-1] == '\r';

		buffer_add_shown(&shown, line, size - (end ? 1 + has_return : 0));
		buffer_puts(&shown, end ? "\n" : "");
		at += size;
	}
	return shown.data;
}
