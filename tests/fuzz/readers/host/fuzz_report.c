/* The guest's console, and behind a line "%%" what the symbolizer answers: it does not
 * matter in which pieces the console's bytes come; but for what is added at the ends of
 * lines they all pass, in their order. A crash report in it is taken apart.
 *
 * Runs: 6000
 * Longest: 700 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/run/crash.h"
#include "host/run/report.h"
#include "pipe.h"
#include "workplace.h"

/* A symbolizer that runs, if it is asked, and has answered everything already. */
static struct symbolizer start(struct arena *keep, const char *answers, size_t size)
{
	static int nowhere = -1;
	struct guest_request request = { .symbolizer = "symbolizer", .kernel_elf = "kernel.elf" };
	struct symbolizer symbolizer = symbolizer_new(keep, &request);

	if (nowhere < 0)
		nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	symbolizer.child = 1;
	symbolizer.questions = nowhere;
	symbolizer.answers = lines_open(keep, pipe_of(answers, size), 1024);
	symbolizer.texts = arena_part(keep, 32768);
	return symbolizer;
}

static const char *pass(struct arena *keep, const char *text, size_t size, size_t piece,
                        const char *answers, size_t answers_size)
{
	struct symbolizer symbolizer = start(keep, answers, answers_size);
	struct report report = report_new(&symbolizer);
	struct buffer out = { .arena = keep };

	buffer_puts(&out, "");
	for (size_t at = 0; at < size; at += piece)
		report_add(&report, text + at, at + piece < size ? piece : size - at, &out);
	report_end(&report, &out);
	close(symbolizer.answers.fd);
	return out.data;
}

/* Whether `text` is in `shown`, with more between; a lone "\r" stays, "\r\n" is "\n". */
static bool passes(const char *text, const char *shown)
{
	for (; *text; text++) {
		if (text[0] == '\r' && (text[1] == '\n' || text[1] == '\r' || text[1] == '\0'))
			continue;
		shown = strchr(shown, *text);
		if (!shown)
			return false;
		shown++;
	}
	return true;
}

/* The report in it, if there is one, as people see it. */
static void take_apart(struct arena *keep, const char *text, const char *answers,
                       size_t answers_size)
{
	struct symbolizer symbolizer = start(keep, answers, answers_size);
	struct buffer out = { .arena = keep };
	size_t size, all = strlen(text);
	const char *found = crash_find(text, &size);

	if (found) {
		HOLDS(found >= text && size <= all - (size_t)(found - text));
		struct crash *crash = crash_read(&symbolizer, keep, found, size);

		HOLDS(crash->headline);
		for (int full = 0; full < 2; full++)
			crash_write(&out, crash, &(struct crash_view){ -1, full, "  " });
	}
	close(symbolizer.answers.fd);
}

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	size_t own = workplace_split(data, size, "%%\n");
	size_t rest = own + 3 < size ? own + 3 : size;
	char *text = input_text(data, own), *answers = input_text(data + rest, size - rest);

	if (strlen(text) == own && size < PIPE_BYTES_MAX) {
		const char *whole = pass(&keep, text, own, own + 1, answers, size - rest);

		HOLDS_TEXT(pass(&keep, text, own, 1, answers, size - rest), whole);
		HOLDS_TEXT(pass(&keep, text, own, 7, answers, size - rest), whole);
		HOLDS(passes(text, whole));
		take_apart(&keep, text, answers, size - rest);
	}
	free(answers);
	free(text);
}
