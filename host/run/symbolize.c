#include "host/run/symbolize.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_process.h"

#define ANSWER_LINE_BYTES_MAX 1024
/* A function and a place in each frame, each with its terminator. */
#define ANSWER_BYTES_MAX (2 * SYMBOLIZER_FRAMES_MAX * (ANSWER_LINE_BYTES_MAX + 16))
#define STOP_GRACE_MS    200 /* it ends by itself when its input does */

struct symbolizer symbolizer_new(struct arena *keep, const char *program, const char *kernel_elf)
{
	return (struct symbolizer){ .program = program,
		                    .kernel_elf = kernel_elf,
		                    .keep = keep,
		                    .questions = -1,
		                    .answers.fd = -1 };
}

static bool start_between(struct symbolizer *symbolizer, int questions, int answers)
{
	const char *arguments[] = { symbolizer->program,
		                    "--output-style=LLVM",
		                    "--inlines",
		                    "--demangle",
		                    "-e",
		                    symbolizer->kernel_elf,
		                    NULL };
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct os_child_request request = { arguments, questions, answers,     null,
		                            NULL,      0,         OS_END_CHILD };
	bool started = os_start(&request, &symbolizer->child);

	if (!started)
		diag_trace(DIAG_VERBOSE, "no symbols: %s: %s", symbolizer->program,
		           strerror(errno));
	if (!started)
		symbolizer->child = 0;
	close(null);
	return started;
}

static bool start(struct symbolizer *symbolizer)
{
	int questions[2], answers[2];

	if (!symbolizer->program || !symbolizer->kernel_elf || !os_pipe(questions))
		return false;
	if (!os_pipe(answers)) {
		close(questions[0]);
		close(questions[1]);
		return false;
	}
	bool started = start_between(symbolizer, questions[0], answers[1]);
	close(questions[0]);
	close(answers[1]);
	symbolizer->questions = questions[1];
	symbolizer->answers = lines_open(symbolizer->keep, answers[0], ANSWER_LINE_BYTES_MAX);
	symbolizer->texts = arena_part(symbolizer->keep, ANSWER_BYTES_MAX);
	return started;
}

static bool ask(struct symbolizer *symbolizer, const char *what, uint64_t address)
{
	char question[32];
	int size = snprintf(question, sizeof question, "%s0x%" PRIx64 "\n", what, address);

	return write(symbolizer->questions, question, (size_t)size) == size;
}

/* "src/main.c:12:3"; the file may contain colons. */
static void parse_place(struct symbol *symbol, struct arena *texts, char *place)
{
	for (int number = 0; number < 2; number++) {
		char *colon = strrchr(place, ':');

		if (!colon)
			return;
		symbol->line = atoi(colon + 1); /* the second round wins */
		*colon = '\0';
	}
	/* A build with -ffile-compilation-dir=. names its sources "./src/..." */
	if (text_starts_with(place, "./"))
		place += 2;
	if (!text_equal(place, "??"))
		symbol->file = text_copy(texts, place, strlen(place));
}

static char *answer_line(struct symbolizer *symbolizer)
{
	return lines_wait(&symbolizer->answers, SYMBOLIZER_TIMEOUT_MS);
}

/* One answer, to its empty line; false if it does not come. */
static bool take_answer(struct symbolizer *symbolizer, size_t *count)
{
	struct arena texts = symbolizer->texts;
	char *line;

	for (*count = 0; (line = answer_line(symbolizer)) && *line;) {
		bool wanted = *count < SYMBOLIZER_FRAMES_MAX;
		struct symbol symbol = { 0 };

		if (wanted)
			symbol.function = text_copy(&texts, line, strlen(line));
		if (!(line = answer_line(symbolizer)))
			return false;
		if (wanted)
			parse_place(&symbol, &texts, line);
		if (wanted)
			symbolizer->frames[(*count)++] = symbol;
	}
	return line != NULL;
}

static bool is_ready(struct symbolizer *symbolizer)
{
	if (!symbolizer->failed && !symbolizer->child)
		symbolizer->failed = !start(symbolizer);
	return !symbolizer->failed;
}

/* The number behind the last colon of the third line; not every LLVM has it. */
static bool take_declaration(struct symbolizer *symbolizer, int *number)
{
	char *line;

	*number = 0;
	for (int i = 0; (line = answer_line(symbolizer)) && *line; i++) {
		const char *colon = strrchr(line, ':');

		if (i == 2 && colon)
			*number = atoi(colon + 1);
	}
	return line != NULL;
}

int symbolizer_find_declaration(struct symbolizer *symbolizer, uint64_t address)
{
	int number;

	if (!is_ready(symbolizer))
		return 0;
	if (ask(symbolizer, "DATA ", address) && take_declaration(symbolizer, &number))
		return number;
	symbolizer->failed = true;
	return 0;
}

size_t symbolizer_find(struct symbolizer *symbolizer, uint64_t address)
{
	size_t count;

	if (!is_ready(symbolizer))
		return 0;
	if (!ask(symbolizer, "", address) || !take_answer(symbolizer, &count)) {
		symbolizer->failed = true;
		return 0;
	}
	return count && !text_equal(symbolizer->frames[0].function, "??") ? count : 0;
}

void symbolizer_close(struct symbolizer *symbolizer)
{
	if (symbolizer->questions >= 0)
		close(symbolizer->questions);
	if (symbolizer->answers.fd >= 0)
		close(symbolizer->answers.fd);
	if (symbolizer->child)
		os_stop(symbolizer->child, STOP_GRACE_MS);
	*symbolizer = symbolizer_new(symbolizer->keep, symbolizer->program, symbolizer->kernel_elf);
}
