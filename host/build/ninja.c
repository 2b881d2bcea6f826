#include "host/build/ninja.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/base/os_usage.h"
#include "host/base/style.h"
#include "host/build/lock.h"
#include "host/build/progress.h"
#include "host/build/tool_output.h"
#include "host/run/lines.h"

/* What ninja prints before each step: "[3/17] compile src/main.c". */
#define NINJA_STATUS   "[%f/%t] "
#define LINE_PIECE     4096u       /* shown at a time */
#define LINE_BYTES_MAX (64u << 10) /* the rest of a line is cut */
#define WATCH_MS       200         /* between looks at ninja's memory */
#define SCRATCH_PART   ((size_t)1 << 20)
#define LINE_PART      ((size_t)256 << 10)
#define SHOWN_PART     ((size_t)64 << 10) /* of that: for a piece as it is shown */

#define STOP_GRACE_MS 3000 /* for ninja to end its steps */

/* What the shell says of a program that it cannot start: POSIX, 2.8.2. */
#define STATUS_NOT_RUN 126
#define STATUS_SIGNAL  128

struct listener {
	const struct ninja_request *request;
	struct arena scratch; /* for one failure */
	struct arena line;    /* for one line: what the others hold stays */
	struct progress progress;
	bool skip_command;                   /* the next line repeats a failed command */
	const char *failed;                  /* the output of a step that has failed, or NULL */
	size_t said_bytes;                   /* by the step */
	const char *advice;                  /* about what it said, or NULL */
	bool has_reported;                   /* something that explains a failure was shown */
	int failed_sources;                  /* compilations */
	int error_count;                     /* of clang's and ld.lld's */
	const struct plan_step *failed_step; /* the last that is none, or NULL */
	bool is_stopped;                     /* ninja was, by us */
};

/* "[3/17] compile src/main.c": where its words begin; NULL if it is none of ninja's lines, as
 * a compiler's "[-2/2]" is not. */
static const char *read_step(const char *line, int *done, int *total)
{
	int end = 0;

	return sscanf(line, "[%d/%d] %n", done, total, &end) == 2 && end && *done >= 0 && *total > 0
	               ? line + end
	               : NULL;
}

static bool is_step(const char *line)
{
	int done, total;

	return read_step(line, &done, &total) != NULL;
}

static void show_piece(struct arena keep, struct arena scratch, const char *text, size_t size)
{
	struct buffer shown = { .arena = &keep };

	buffer_puts(&shown, "");
	tool_output_add(&shown, text, size, scratch);
	fputs(shown.data, stderr);
}

/* Nothing that a compiler says is obeyed by the terminal, but for its colours. */
static void show_line(struct listener *listener, const char *line, size_t size)
{
	struct arena scratch = listener->scratch;
	struct arena keep = arena_part(&scratch, SHOWN_PART);

	progress_clear(&listener->progress);
	for (; size > LINE_PIECE; line += LINE_PIECE, size -= LINE_PIECE)
		show_piece(keep, scratch, line, LINE_PIECE);
	show_piece(keep, scratch, line, size);
	fputc('\n', stderr);
}

/* Of a command what comes behind the plan's own beginning. */
static void show_rest(struct listener *listener, const char *line, size_t size)
{
	struct listener inner = *listener;
	const char *begin = strstr(line, PLAN_COMMAND_BEGIN);

	if (!begin || (size_t)(begin - line) + strlen(PLAN_COMMAND_BEGIN) > size) {
		show_line(listener, line, size);
		return;
	}
	const char *step = is_step(line) ? strstr(line, "] ") : NULL;
	int mark = step && step < begin ? (int)(step + 2 - line) : 0;

	begin += strlen(PLAN_COMMAND_BEGIN);
	const char *shown = text_format(&inner.scratch, "%.*s%.*s", mark, line,
	                                (int)(line + size - begin), begin);
	show_line(&inner, shown, strlen(shown));
	listener->progress = inner.progress;
}

/* A command, without what the plan adds to it, behind ninja's "[3/17] ". */
static void show_command(struct listener *listener, const char *line)
{
	static const char *const added[] = { PLAN_COMMAND_END, " $" PLAN_CLANG_COLORS,
		                             " $" PLAN_LINKER_COLORS };
	size_t size = strlen(line);

	for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
		const char *end = strstr(line, added[i]);

		if (end && (size_t)(end - line) < size)
			size = (size_t)(end - line);
	}
	show_rest(listener, line, size);
}

static void show_progress(struct listener *listener, const char *line, struct arena scratch)
{
	int done, total;
	const char *step = read_step(line, &done, &total);

	if (diag_level() >= DIAG_VERBOSE)
		show_command(listener, line);
	else if (step)
		progress_step(&listener->progress, done, total, step, scratch);
}

static bool is_chatter(const char *line)
{
	return text_starts_with(line, "ninja: no work to do") ||
	       text_starts_with(line, "ninja: build stopped");
}

/* How a step ended, in words; NULL: its own explain it. -1: nobody knows. */
static const char *explain(struct listener *listener, int status)
{
	if (status == PLAN_STATUS_NO_FILE)
		return "succeeded, but did not write the file";
	if (status > STATUS_SIGNAL)
		return os_status_text(&listener->scratch,
		                      OS_STATUS_SIGNAL + status - STATUS_SIGNAL);
	if (status >= STATUS_NOT_RUN)
		return "cannot be started";
	if (listener->said_bytes)
		return NULL;
	return status < 0 ? "failed without a message"
	                  : text_format(&listener->scratch,
	                                "failed with status %d, without a message", status);
}

/* The output that a program of the project's has not made, or NULL. */
static const struct plan_step *find_missing(const struct plan *plan, const struct place *place)
{
	for (size_t i = 0; i < plan->step_count; i++)
		if (plan->steps[i].place == place && !os_file_exists(plan->steps[i].output))
			return &plan->steps[i];
	return NULL;
}

/* One that failed is named where the user wrote it, whatever it said. */
static void report_run(struct listener *listener, const struct plan_step *step, int status)
{
	const struct plan_step *missing = find_missing(listener->request->plan, step->place);
	const char *why = explain(listener, status);

	progress_clear(&listener->progress);
	if (status == PLAN_STATUS_NO_FILE && missing)
		diag_error(step->place, "%s succeeded, but did not make \"%s\"", step->program,
		           missing->what + strcspn(missing->what, " ") + 1);
	else if (status > 0 && !why)
		diag_error(step->place, "%s: %s failed with status %d", step->what, step->program,
		           status);
	else
		diag_error(step->place, "%s: %s %s", step->what, step->program,
		           why ? why : "failed");
	diag_hint("-v shows the command");
	listener->has_reported = true;
	listener->failed_step = NULL;
	listener->failed = NULL;
}

static void report_failure(struct listener *listener, int status)
{
	const struct plan_step *step;
	struct arena scratch = listener->scratch;

	if (!listener->failed)
		return;
	step = plan_find_step(listener->request->plan, listener->failed);
	if (step && step->source)
		listener->failed_sources++;
	else
		listener->failed_step = step;
	if (step && step->place) {
		report_run(listener, step, status);
		listener->scratch = scratch;
		return;
	}
	const char *why = explain(listener, status);
	if (why) {
		struct place at = { .file = step ? step->output : listener->failed };

		progress_clear(&listener->progress);
		diag_error(*at.file ? &at : NULL, "%s: %s %s", step ? step->what : "make",
		           step ? step->program : "the command", why);
		diag_hint(status == STATUS_SIGNAL + SIGKILL ? "if memory is short, try -j 1"
		                                            : "-v shows the command");
	}
	if (!why && listener->advice)
		diag_hint("%s", listener->advice);
	listener->advice = NULL;
	listener->has_reported = true;
	listener->failed = NULL;
	listener->scratch = scratch;
}

/* "FAILED: OUTPUT ", since ninja 1.13 "FAILED: [code=1] OUTPUT ". */
static void begin_failure(struct listener *listener, const char *names)
{
	size_t size;

	report_failure(listener, -1);
	if (*names == '[') {
		names += strcspn(names, " ");
		names += *names == ' '; /* nothing may follow */
	}
	size = strlen(names);
	while (size && names[size - 1] == ' ')
		size--;
	listener->failed = text_copy(&listener->scratch, names, size);
	listener->said_bytes = 0;
	listener->skip_command = true;
}

/* What is neither ninja's nor the plan's is the programs'. */
static void hear_words(struct listener *listener, const char *line, size_t size, const char *plain)
{
	bool was_open = listener->said_bytes <= NINJA_SHOWN_BYTES_MAX;

	if (tool_output_is_error(plain))
		listener->error_count++;
	if (!listener->advice)
		listener->advice = tool_output_find_advice(plain);
	listener->said_bytes += size;
	if (size)
		listener->has_reported = true;
	if (listener->said_bytes <= NINJA_SHOWN_BYTES_MAX || diag_level() >= DIAG_VERBOSE)
		show_line(listener, line, size);
	else if (was_open)
		diag_warning(NULL, "the rest of this step's output is omitted; -v shows it");
}

/* Of ninja's own words only its errors are worth a user's time; the failed
 * command is shown under -v, the compiler's message always. */
static void hear_line(struct listener *listener, const char *line, size_t size)
{
	static const char failed[] = "FAILED: ", mark[] = PLAN_STATUS_MARK;
	struct arena scratch = listener->line;
	/* Where it has colours, ninja uses them too. */
	const char *plain = tool_output_plain(&scratch, line, size);

	if (listener->skip_command) {
		listener->skip_command = false;
		if (diag_level() >= DIAG_VERBOSE)
			show_command(listener, line);
	} else if (is_step(plain)) {
		report_failure(listener, -1);
		listener->said_bytes = 0;
		show_progress(listener, plain, scratch);
	} else if (text_starts_with(plain, failed)) {
		begin_failure(listener, plain + strlen(failed));
		if (diag_level() >= DIAG_VERBOSE)
			show_line(listener, line, size);
	} else if (listener->failed && text_starts_with(plain, mark)) {
		report_failure(listener, atoi(plain + strlen(mark)));
	} else if (!is_chatter(plain)) {
		hear_words(listener, line, size, plain);
	}
}

/* A step that ninja runs now is known by its output, which its command names. */
static void name_steps(const struct plan *plan, const char *commands)
{
	for (size_t i = 0; i < plan->step_count; i++)
		if (strstr(commands, plan->steps[i].output))
			diag_error(&(struct place){ .file = plan->steps[i].output },
			           "%s: %s may be the program that does not stop",
			           plan->steps[i].what, plan->steps[i].program);
}

static void watch_memory(struct listener *listener, pid_t child)
{
	struct arena scratch = listener->scratch;

	if (os_child_memory(child) >> 20 <= NINJA_MEMORY_MIB_MAX)
		return;
	progress_clear(&listener->progress);
	diag_error(NULL,
	           "a step prints more than NINJA_MEMORY_MIB_MAX, %d MiB, which ninja keeps until "
	           "it ends",
	           NINJA_MEMORY_MIB_MAX);
	name_steps(listener->request->plan, os_child_commands(&scratch, child));
	os_stop(child, STOP_GRACE_MS);
	listener->is_stopped = listener->has_reported = true;
}

/* 0, or the errno of why it could not be heard to its end. */
static int hear_all(struct listener *listener, struct arena scratch, int fd, pid_t child)
{
	struct lines lines = lines_open(&scratch, fd, LINE_BYTES_MAX);
	int64_t look_at = os_clock_ms() + WATCH_MS;

	while (!lines.ended && !listener->is_stopped) {
		char *line = lines_wait(&lines, WATCH_MS);

		if (line)
			hear_line(listener, line, lines.length);
		if (os_clock_ms() < look_at)
			continue;
		watch_memory(listener, child);
		look_at = os_clock_ms() + WATCH_MS;
	}
	if (lines.size && !listener->is_stopped) {
		lines.data[lines.size] = '\0';
		hear_line(listener, lines.data, lines.size);
	}
	report_failure(listener, -1);
	progress_clear(&listener->progress);
	close(fd);
	return lines.error;
}

static void add_arguments(const struct ninja_request *request, struct text_list *arguments)
{
	struct arena *keep = arguments->arena;

	text_list_add(arguments, request->ninja);
	text_list_add(arguments, "-f");
	text_list_add(arguments,
	              path_join(keep, request->plan->folder, plan_file(request->plan->dry_run)));
	/* All errors at once, and the same ones each time. */
	text_list_add(arguments, "-k0");
	if (request->jobs)
		text_list_add(arguments, text_format(keep, "-j%d", request->jobs));
	if (diag_level() >= DIAG_VERBOSE || request->plan->dry_run)
		text_list_add(arguments, "-v");
	if (request->plan->dry_run)
		text_list_add(arguments, "-n");
	if (diag_level() >= DIAG_WHY) {
		text_list_add(arguments, "-d");
		text_list_add(arguments, "explain");
	}
	if (request->target)
		text_list_add(arguments, request->target);
}

static enum exit_status cannot_run(const struct ninja_request *request)
{
	diag_error(NULL, "cannot run %s: %s", request->ninja, strerror(errno));
	diag_hint("`ingot doctor` shows how to install it");
	return STATUS_TOOL;
}

static int count_sources(const struct plan *plan)
{
	int sources = 0;

	for (size_t i = 0; i < plan->step_count; i++)
		sources += plan->steps[i].source != NULL;
	return sources;
}

/* "2 of 3 files failed, 4 errors" */
static void conclude(const struct listener *listener)
{
	int sources = count_sources(listener->request->plan);
	char errors[32] = "";

	if (listener->error_count)
		snprintf(errors, sizeof errors, ", %d error%s", listener->error_count,
		         listener->error_count == 1 ? "" : "s");
	if (listener->failed_sources)
		diag_error(NULL, "%d of %d file%s failed%s", listener->failed_sources, sources,
		           sources == 1 ? "" : "s", errors);
	else if (listener->failed_step)
		diag_error(&(struct place){ .file = listener->failed_step->output },
		           "%.*s failed%s", (int)strcspn(listener->failed_step->what, " "),
		           listener->failed_step->what, errors);
}

/* ninja ended badly: has anybody said why? */
static enum exit_status explain_end(const struct listener *listener, int status,
                                    struct arena scratch)
{
	if (status < OS_STATUS_SIGNAL && listener->has_reported) {
		conclude(listener);
		return STATUS_PROJECT;
	}
	diag_error(NULL, "%s %s%s", listener->request->ninja, os_status_text(&scratch, status),
	           listener->has_reported ? "" : ", without a message");
	return STATUS_TOOL;
}

static enum exit_status check_outputs(const struct ninja_request *request)
{
	const struct plan *plan = request->plan;

	for (size_t i = 0; i < plan->step_count; i++) {
		struct place at = { .file = plan->steps[i].output };

		if ((request->target && !plan->steps[i].source) || os_file_exists(at.file))
			continue;
		diag_error(&at, "%s: %s succeeded, but the file is missing", plan->steps[i].what,
		           request->ninja);
		return STATUS_TOOL;
	}
	return STATUS_GOOD;
}

/* What the commands of a plan and ninja itself find in their environment. Without
 * CLICOLOR_FORCE ninja takes colours out of what it passes on. */
static void set_environment(void)
{
	bool has_colors = *style(STDERR_FILENO, STYLE_BAD);

	setenv("NINJA_STATUS", NINJA_STATUS, 1);
	setenv(PLAN_CLANG_COLORS, has_colors ? "-fcolor-diagnostics" : "", 1);
	setenv(PLAN_LINKER_COLORS, has_colors ? "--color-diagnostics=always" : "", 1);
	if (has_colors)
		setenv("CLICOLOR_FORCE", "1", 1);
	else
		unsetenv("CLICOLOR_FORCE");
}

enum exit_status ninja_run(const struct ninja_request *request, struct arena scratch)
{
	struct text_list arguments = { .arena = &scratch };
	struct listener listener = {
		.request = request,
		.progress = progress_begin("Compiling", request->what,
		                           count_sources(request->plan)),
	};
	enum diag_level level = diag_level();
	int ends[2];
	pid_t child;

	listener.scratch = arena_part(&scratch, SCRATCH_PART);
	listener.line = arena_part(&scratch, LINE_PART);
	add_arguments(request, &arguments);
	set_environment();
	if (!os_pipe(ends))
		return cannot_run(request);
	struct os_child_request ninja = { arguments.items, -1, ends[1], ends[1], NULL, 0,
		                          OS_END_GENTLY };
	bool started = os_start(&ninja, &child);
	close(ends[1]);
	if (!started) {
		close(ends[0]);
		return cannot_run(request);
	}
	lock_note_worker(request->lock, (long)child);
	if (request->plan->dry_run && level < DIAG_VERBOSE)
		diag_set_level(DIAG_VERBOSE);
	int error = hear_all(&listener, scratch, ends[0], child);
	diag_set_level(level);
	bool is_cut = error || listener.is_stopped;
	if (error && !listener.is_stopped) {
		diag_error(NULL, "cannot read the output of %s: %s", request->ninja,
		           strerror(error));
		os_stop(child, STOP_GRACE_MS);
	}
	int status = is_cut ? 0 : os_wait(child);
	lock_note_worker(request->lock, 0);
	if (is_cut)
		return listener.is_stopped ? STATUS_PROJECT : STATUS_TOOL;
	if (status)
		return explain_end(&listener, status, scratch);
	return request->plan->dry_run ? STATUS_GOOD : check_outputs(request);
}
