/* What ninja and the programs that it runs say, line by line. A byte for the level of
 * talking; each failure is told once, and nothing that a terminal would obey gets out.
 *
 * Runs: 30000
 * Longest: 400 */
#include "host/build/ninja.c"
#include "workplace.h"

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	struct input input = { data, data + size };
	struct plan plan = { .keep = &keep, .folder = "build" };
	struct ninja_request request = { .ninja = "ninja", .plan = &plan, .what = "kernel" };
	struct listener listener = { .request = &request };
	unsigned failures = 0;
	int errors = diag_error_count();

	diag_set_level(DIAG_QUIET + (int)input_below(&input, 4));
	listener.progress = progress_begin("Compiling", "kernel", (int)input_below(&input, 64));
	listener.progress.has_bar = input_below(&input, 2);
	listener.scratch = arena_part(&keep, SCRATCH_PART);
	listener.line = arena_part(&keep, LINE_PART);
	char *text = text_copy(&keep, (const char *)input.at, (size_t)(input.end - input.at));
	for (char *line = text, *end; *line; line = end) {
		end = line + strcspn(line, "\n");
		size_t length = (size_t)(end - line);
		if (*end)
			*end++ = '\0';
		struct arena scratch = listener.line;
		failures += text_starts_with(tool_output_plain(&scratch, line, length), "FAILED: ");
		hear_line(&listener, line, length);
	}
	report_failure(&listener, -1);
	progress_clear(&listener.progress);
	HOLDS(!listener.failed);
	HOLDS((unsigned)(diag_error_count() - errors) <= failures);
	HOLDS(!failures || listener.has_reported || listener.skip_command);
	fflush(stderr);
}
