#include "sink.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <wchar.h>

void rt_wide_fail(struct wide_sink *sink, int error)
{
	sink->failed = true;
	errno = error;
}

static void hand_over(struct wide_sink *sink)
{
	if (sink->held != 0 && rt_stream_put(sink->stream, sink->bytes, sink->held) != sink->held)
		sink->failed = true;
	sink->held = 0;
}

static void put_in_stream(struct wide_sink *sink, wchar_t c)
{
	if (sizeof sink->bytes - sink->held < MB_CUR_MAX)
		hand_over(sink);
	size_t size = wcrtomb(sink->bytes + sink->held, c, NULL);
	if (size == (size_t)-1)
		sink->failed = sink->stream->failed = true;
	else
		sink->held += size;
}

static void put_one(struct wide_sink *sink, wchar_t c)
{
	sink->total++;
	if (!sink->to)
		put_in_stream(sink, c);
	else if (sink->used < sink->capacity)
		sink->to[sink->used++] = c;
}

void rt_wide_put(struct wide_sink *sink, const wchar_t *text, size_t count)
{
	while (count-- != 0)
		put_one(sink, *text++);
}

void rt_wide_fill(struct wide_sink *sink, wchar_t c, size_t count)
{
	while (count-- != 0)
		put_one(sink, c);
}

int rt_wide_finish(struct wide_sink *sink)
{
	hand_over(sink);
	if (!sink->failed && (sink->total > INT_MAX || (sink->to && sink->total > sink->capacity)))
		rt_wide_fail(sink, EOVERFLOW);
	return sink->failed ? -1 : (int)sink->total;
}
