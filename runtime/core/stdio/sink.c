#include "sink.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "stream.h"

static void hand_over(struct sink *sink)
{
	if (sink->stream != NULL && sink->used != 0) {
		if (rt_stream_put(sink->stream, sink->buffer, sink->used) != sink->used)
			sink->failed = true;
		sink->used = 0;
	}
}

/* Room for up to `size` bytes; a string that is full has none. */
static size_t room_for(struct sink *sink, size_t size)
{
	if (sink->used == sink->capacity)
		hand_over(sink);
	size_t room = sink->capacity - sink->used;
	return size < room ? size : room;
}

void rt_sink_put_more(struct sink *sink, const char *text, size_t size)
{
	size_t part;

	sink->total += size;
	for (; size != 0 && (part = room_for(sink, size)) != 0; size -= part) {
		memcpy(sink->buffer + sink->used, text, part);
		sink->used += part;
		text += part;
	}
}

void rt_sink_fill_more(struct sink *sink, char byte, size_t count)
{
	size_t part;

	sink->total += count;
	for (; count != 0 && (part = room_for(sink, count)) != 0; count -= part) {
		memset(sink->buffer + sink->used, byte, part);
		sink->used += part;
	}
}

void rt_sink_fail(struct sink *sink)
{
	sink->total = SIZE_MAX / 2;
}

int rt_sink_finish(struct sink *sink)
{
	hand_over(sink);
	if (sink->failed)
		return -1;
	if (sink->total > INT_MAX) {
		errno = EOVERFLOW;
		return -1;
	}
	return (int)sink->total;
}
