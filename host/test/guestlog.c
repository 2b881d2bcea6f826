#include "host/test/guestlog.h"

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

char *guestlog_text(const struct guestlog *log, struct symbolizer *symbolizer, struct arena *keep)
{
	char *text = report_text(symbolizer, keep, log->data, log->size);

	if (!log->dropped)
		return text;
	return text_format(keep, "[%zu bytes before this are not kept]\n%s", log->dropped, text);
}
