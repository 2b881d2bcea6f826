#pragma once
/* sink: where formatted text goes: a string, or somewhere in pieces.
 *
 * A string takes what fits and the rest is only counted; elsewhere the buffer is
 * handed over whenever it is full and when rt_sink_finish is called. The sink
 * lives on its caller's stack. Included by: core/stdio. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What runs seldom. */
#ifdef __clang__
#define SMALL __attribute__((noinline, minsize))
#else
#define SMALL __attribute__((noinline))
#endif

struct sink {
	char *buffer;
	size_t capacity; /* bytes, without the string's terminator */
	size_t used;
	size_t total; /* bytes that ever came */
	/* Takes the buffer: the bytes that were taken. NULL: a string. */
	size_t (*put)(void *to, const char *text, size_t size_bytes);
	void *to;
	bool failed; /* not all of it was taken, or there was an error */
	int error;   /* an errno number; 0: the stream sets it */
};

void rt_sink_put_more(struct sink *sink, const char *text, size_t size);
/* The same byte count times. */
void rt_sink_fill_more(struct sink *sink, char byte, size_t count);
/* Many pieces of a field are empty: for those, no call. */
static inline void rt_sink_put(struct sink *sink, const char *text, size_t size)
{
	if (size != 0)
		rt_sink_put_more(sink, text, size);
}

static inline void rt_sink_fill(struct sink *sink, char byte, size_t count)
{
	if (count != 0)
		rt_sink_fill_more(sink, byte, count);
}

/* Sets errno to this; rt_sink_finish will return -1. */
void rt_sink_fail(struct sink *sink, int error);
/* What printf returns: the bytes that came; -1 and EOVERFLOW, or what the
 * stream set. */
int rt_sink_finish(struct sink *sink);
