#include "sink.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

static void hand_over(struct sink *sink)
{
	if (sink->put && sink->used != 0) {
		if (sink->put(sink->to, sink->buffer, sink->used) != sink->used)
			sink->failed = true;
		sink->used = 0;
	}
}

/* What does not fit at once: text, or where that is NULL the same byte. Handing
 * over makes room, a string that is full has none. */
SMALL static void put_in_parts(struct sink *sink, const char *text, char byte, size_t size)
{
	while (size != 0) {
		if (sink->used == sink->capacity)
			hand_over(sink);
		size_t room = sink->capacity - sink->used, part = size < room ? size : room;
		char *to = sink->buffer + sink->used;

		if (part == 0)
			return;
		if (!text) {
			memset(to, byte, part);
		} else {
			memcpy(to, text, part);
			text += part;
		}
		sink->used += part;
		size -= part;
	}
}

void rt_sink_put_more(struct sink *sink, const char *text, size_t size)
{
	size_t used = sink->used;

	sink->total += size;
	if (size > sink->capacity - used) {
		put_in_parts(sink, text, 0, size);
		return;
	}
	sink->used = used + size;
	memcpy(sink->buffer + used, text, size);
}

void rt_sink_fill_more(struct sink *sink, char byte, size_t count)
{
	size_t used = sink->used;

	sink->total += count;
	if (count > sink->capacity - used) {
		put_in_parts(sink, NULL, byte, count);
		return;
	}
	sink->used = used + count;
	memset(sink->buffer + used, byte, count);
}

void rt_sink_fail(struct sink *sink, int error)
{
	sink->failed = true;
	errno = error;
}

SMALL int rt_sink_finish(struct sink *sink)
{
	hand_over(sink);
	if (!sink->failed && sink->total > INT_MAX)
		rt_sink_fail(sink, EOVERFLOW);
	return sink->failed ? -1 : (int)sink->total;
}
