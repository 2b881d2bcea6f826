/* report: what is said of a crash goes to each of the console's sinks, past the
 * streams of <stdio.h>. A sink that faults gets no more of it. */
#include <runtime.h>

#include "kit/console/console.h"
#include "kit/trap/guard.h"

struct piece {
	const struct console_sink *sink;
	const char *text;
	size_t size_bytes;
};

static void write_piece(void *argument)
{
	const struct piece *piece = argument;

	piece->sink->write(piece->text, piece->size_bytes);
}

void runtime_report_write(const char *text, size_t size_bytes)
{
	struct console_sink **link = console_get_sinks();

	while (*link) {
		struct piece piece = { *link, text, size_bytes };

		if (guard_try(write_piece, &piece))
			link = &(*link)->next;
		else
			*link = (*link)->next;
	}
}
