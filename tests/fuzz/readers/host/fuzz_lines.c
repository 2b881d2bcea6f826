/* Lines from a descriptor, which come in pieces of any size: a byte for the longest line,
 * one for the pieces, then the bytes. A model that has all of them at once says which
 * lines there are.
 *
 * Runs: 20000
 * Longest: 200 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/os_process.h"
#include "host/run/lines.h"
#include "workplace.h"

#define CAPACITY_MAX 24

/* The line at *at, which moves behind it, as lines.h promises it; false: no end yet. */
static bool next_line(const char **at, const char *end, size_t capacity, char line[64])
{
	const char *stop = memchr(*at, '\n', (size_t)(end - *at));
	size_t length = (size_t)((stop ? stop : end) - *at);

	if (!stop && length < capacity)
		return false;
	if (length < capacity) {
		memcpy(line, *at, length);
		line[length] = '\0';
		if (length && line[length - 1] == '\r')
			line[length - 1] = '\0';
	} else {
		memcpy(line, *at, capacity);
		strcpy(line + capacity, LINES_CUT);
	}
	*at = stop ? stop + 1 : end;
	return true;
}

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	struct input input = { data, data + size };
	size_t capacity = 1 + input_below(&input, CAPACITY_MAX);
	size_t piece_max = 1 + input_below(&input, 40);
	const char *at = (const char *)input.at, *end = (const char *)input.end;
	const uint8_t *piece;
	char expected[64];
	int ends[2];

	if (!os_pipe(ends))
		abort();
	struct lines lines = lines_open(&keep, ends[0], capacity);
	for (size_t count; (count = input_piece(&input, piece_max, &piece)) > 0;) {
		if (write(ends[1], piece, count) != (ssize_t)count)
			abort();
		for (char *line; (line = lines_next(&lines));) {
			HOLDS(next_line(&at, end, capacity, expected));
			HOLDS_TEXT(line, expected);
		}
	}
	HOLDS(!lines.ended);
	close(ends[1]);
	HOLDS(!lines_next(&lines) && lines.ended);
	HOLDS(!next_line(&at, end, capacity, expected));
	close(ends[0]);
}
