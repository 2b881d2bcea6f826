#pragma once
/* sink: where formatted wide text goes: a string, or a stream in UTF-8.
 *
 * A string takes what fits and the rest is only counted. A sink lives on its caller's
 * stack. Included by: core/wide. */

#include <stdbool.h>
#include <stddef.h>

#include "../stdio/stream.h"

struct wide_sink {
	wchar_t *to;     /* a string; NULL: a stream */
	size_t capacity; /* of the string, without its terminator */
	size_t used;
	size_t total; /* wide characters that ever came */
	FILE *stream;
	char bytes[STREAM_BUFFER_BYTES]; /* not yet given to the stream */
	size_t held;
	bool failed; /* errno says why */
};

void rt_wide_put(struct wide_sink *sink, const wchar_t *text, size_t count);
/* The same character count times. */
void rt_wide_fill(struct wide_sink *sink, wchar_t c, size_t count);
/* Sets errno to this; rt_wide_finish will return -1. */
void rt_wide_fail(struct wide_sink *sink, int error);
/* What wprintf returns: the wide characters that came; -1 and EOVERFLOW, also for a string
 * that was cut, EILSEQ for what is no character, or what the stream set. */
int rt_wide_finish(struct wide_sink *sink);
