/* QEMU's answers about a machine that was reset or hangs: texts of its monitor, divided
 * by lines "%%", whatever is asked. What is told of it are lines of a report's form.
 *
 * Runs: 12000
 * Longest: 900 */
#include <inttypes.h>
#include <string.h>

#include "host/document/json_scan.h"
#include "host/run/postmortem.h"
#include "pipe.h"
#include "workplace.h"

/* Lines of QMP that answer the questions 1, 2, 3... with these texts. */
static void write_answers(struct buffer *out, const char *text)
{
	for (int id = 1; text && id < 40; id++) {
		const char *end = strstr(text, "%%\n");
		struct arena scratch = *out->arena;
		char *part = text_copy(&scratch, text, end ? (size_t)(end - text) : strlen(text));
		struct buffer quoted = { .arena = &scratch };

		json_scan_quote(&quoted, part);
		*out->arena = scratch;
		buffer_printf(out, "{\"return\": %s, \"id\": %d}\n", quoted.data, id);
		text = end ? end + 3 : NULL;
	}
}

static void look_at(const char *text)
{
	for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
		HOLDS(strncmp(line, "  ", 2) == 0 || text_starts_with(line, "backtrace:\n"));
		HOLDS(strchr(line, '\n'));
		for (const char *c = line; *c != '\n'; c++)
			HOLDS(*c >= ' ' && *c <= '~');
	}
}

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	struct input input = { data, data + size };
	enum postmortem_kind kind =
		(enum postmortem_kind)(POSTMORTEM_RESET + input_below(&input, 3));
	struct arena own = arena_part(&keep, 1 << 20);
	struct buffer answers = { .arena = &own }, out = { .arena = &keep };
	char *text = text_copy(&keep, (const char *)input.at, (size_t)(input.end - input.at));
	struct machine machine = { .child = 1 };

	buffer_puts(&answers, "");
	buffer_puts(&out, "");
	write_answers(&answers, text);
	if (answers.size > 4 * (size_t)PIPE_BYTES_MAX)
		return;
	struct pipe_both both = pipe_both_of(answers.data, answers.size);
	qmp_open(&machine.monitor, &own, both.near, true);
	postmortem_write(&machine, kind, &out, own);
	pipe_close_both(both);
	look_at(out.data);
}
