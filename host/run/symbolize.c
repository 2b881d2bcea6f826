#include "host/run/symbolize.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "abi/names.h"
#include "host/base/diag.h"
#include "host/base/display_path.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/base/sources.h"

#define ANSWER_LINE_BYTES_MAX 1024
/* A function and a place in each frame, each with its terminator. */
#define ANSWER_BYTES_MAX  (2 * SYMBOLIZER_FRAMES_MAX * (ANSWER_LINE_BYTES_MAX + 16))
#define STOP_GRACE_MS     200  /* it ends by itself when its input does */
#define ANSWER_FRAMES_MAX 1000 /* then it is no answer */

struct symbolizer symbolizer_new(struct arena *keep, const struct guest_request *request)
{
	return (struct symbolizer){ .program = request->symbolizer,
		                    .kernel_elf = request->kernel_elf,
		                    .kernel_facts = request->kernel_facts,
		                    .keep = keep,
		                    .questions = -1,
		                    .answers.fd = -1 };
}

/* Later answers are unknown; the first reason counts. */
TEXT_PRINTF(2, 3)
static bool fail(struct symbolizer *symbolizer, const char *format, ...)
{
	va_list arguments;

	if (*symbolizer->why)
		return false;
	va_start(arguments, format);
	vsnprintf(symbolizer->why, sizeof symbolizer->why, format, arguments);
	va_end(arguments);
	return false;
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

	if (!started) {
		fail(symbolizer, "cannot be started: %s", strerror(errno));
		symbolizer->child = 0;
	}
	close(null);
	return started;
}

static bool start(struct symbolizer *symbolizer)
{
	int questions[2], answers[2];

	if (!symbolizer->program)
		return fail(symbolizer, "is not found: see `ingot doctor`");
	if (!symbolizer->kernel_elf)
		return false;
	if (os_file_has_changed(symbolizer->kernel_elf, &symbolizer->kernel_facts))
		return fail(symbolizer, "would read %s, which was built again meanwhile",
		            symbolizer->kernel_elf);
	if (!os_pipe(questions))
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

	symbolizer->deadline_ms = os_clock_ms() + SYMBOLIZER_TIMEOUT_MS;
	return os_send(symbolizer->questions, question, (size_t)size);
}

static bool is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

static bool was_cut(const char *line)
{
	size_t size = strlen(line), end = sizeof LINES_CUT - 1;

	return size >= end && text_equal(line + size - end, LINES_CUT);
}

/* NASM names a source by its directory, and behind that by its path from the project's:
 * "/home/me/kernel/boot/boot/entry.asm". */
static const char *skip_directory(const char *path)
{
	if (*path != '/' || sources_kind(path) != SOURCE_NASM || os_file_exists(path))
		return path;
	for (const char *at = path; (at = strchr(at, '/')); at++)
		if (os_file_exists(at + 1))
			return at + 1;
	return path;
}

/* "src/main.c:12:3"; the file may contain colons. False: it is no place. */
static bool parse_place(struct symbol *symbol, struct arena *texts, char *place)
{
	if (was_cut(place))
		return true;
	for (int number = 0; number < 2; number++) {
		char *colon = strrchr(place, ':');

		if (!colon || !is_number(colon + 1))
			return false;
		*(number ? &symbol->line : &symbol->column) = atoi(colon + 1);
		*colon = '\0';
	}
	/* A build with -ffile-compilation-dir=. names its sources "./src/..." */
	if (text_starts_with(place, "./"))
		place += 2;
	const char *file = skip_directory(place);
	if (!text_equal(file, "??"))
		symbol->file = text_copy(texts, file, strlen(file));
	return true;
}

/* NULL: it has ended, or does not come to an end. */
static char *answer_line(struct symbolizer *symbolizer)
{
	int64_t left = symbolizer->deadline_ms - os_clock_ms();

	return left > 0 ? lines_wait(&symbolizer->answers, (int)left) : NULL;
}

/* Why there was no answer, when it has ended of itself. */
static void note_end(struct symbolizer *symbolizer)
{
	struct arena scratch = *symbolizer->keep;
	int64_t end = os_clock_ms() + STOP_GRACE_MS;
	int status = 0;

	while (!os_poll_child(symbolizer->child, &status)) {
		if (os_clock_ms() >= end) {
			fail(symbolizer, "closed its output");
			return;
		}
		poll(NULL, 0, 1);
	}
	symbolizer->child = 0;
	fail(symbolizer, "%s", os_status_text(&scratch, status));
}

static void note_failure(struct symbolizer *symbolizer, bool was_asked)
{
	if (!was_asked || symbolizer->answers.ended)
		note_end(symbolizer);
	else if (os_clock_ms() >= symbolizer->deadline_ms)
		fail(symbolizer, "did not answer within %d s", SYMBOLIZER_TIMEOUT_MS / 1000);
	else
		fail(symbolizer, "gave an answer that is none");
}

/* As its source has it. */
static char *copy_name(struct arena *texts, const char *name)
{
	if (text_starts_with(name, NAMES_PREFIX))
		name += strlen(NAMES_PREFIX);
	return text_copy(texts, name, strlen(name));
}

/* One answer, to its empty line; false if it does not come. */
static bool take_answer(struct symbolizer *symbolizer, size_t *count)
{
	struct arena texts = symbolizer->texts;
	char *line;

	*count = 0;
	for (size_t seen = 0; (line = answer_line(symbolizer)) && *line; seen++) {
		bool wanted = seen < SYMBOLIZER_FRAMES_MAX;
		struct symbol symbol = { 0 };

		if (wanted)
			symbol.function = copy_name(&texts, line);
		if (!(line = answer_line(symbolizer)) || seen == ANSWER_FRAMES_MAX)
			return false;
		if (!wanted)
			continue;
		if (!parse_place(&symbol, &texts, line))
			return false;
		symbolizer->frames[(*count)++] = symbol;
	}
	return line != NULL;
}

static bool is_ready(struct symbolizer *symbolizer)
{
	if (!*symbolizer->why && !symbolizer->child && !start(symbolizer))
		fail(symbolizer, "cannot be asked");
	return !*symbolizer->why;
}

/* The number behind the last colon of the third line; not every LLVM has it. */
static bool take_declaration(struct symbolizer *symbolizer, int *number)
{
	char *line;

	*number = 0;
	for (int i = 0; (line = answer_line(symbolizer)) && *line; i++) {
		if (i == ANSWER_FRAMES_MAX)
			return false;
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
	bool was_asked = ask(symbolizer, "DATA ", address);
	if (was_asked && take_declaration(symbolizer, &number))
		return number;
	note_failure(symbolizer, was_asked);
	return 0;
}

size_t symbolizer_find(struct symbolizer *symbolizer, uint64_t address)
{
	size_t count;

	if (!is_ready(symbolizer))
		return 0;
	bool was_asked = ask(symbolizer, "", address);
	if (!was_asked || !take_answer(symbolizer, &count)) {
		note_failure(symbolizer, was_asked);
		return 0;
	}
	return count && !text_equal(symbolizer->frames[0].function, "??") ? count : 0;
}

bool symbol_file_is_ours(const char *file)
{
	return text_starts_with(file, "ingot/kit/") || text_starts_with(file, "ingot/runtime/");
}

const char *symbol_file_shown(struct arena *keep, const char *file)
{
	return symbol_file_is_ours(file) ? file : display_path(keep, file);
}

void symbolizer_close(struct symbolizer *symbolizer)
{
	if (symbolizer->questions >= 0)
		close(symbolizer->questions);
	if (symbolizer->answers.fd >= 0)
		close(symbolizer->answers.fd);
	if (symbolizer->child)
		os_stop(symbolizer->child, STOP_GRACE_MS);
	if (*symbolizer->why && symbolizer->kernel_elf)
		diag_warning(NULL, "reports lack functions and lines: %s %s",
		             symbolizer->program ? symbolizer->program : "llvm-symbolizer",
		             symbolizer->why);
	symbolizer->questions = symbolizer->answers.fd = -1;
	symbolizer->child = 0;
	*symbolizer->why = '\0';
}
