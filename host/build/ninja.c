#include "host/build/ninja.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_process.h"
#include "host/build/plan.h"

/* What ninja prints before each step: "[3/17] compile src/main.c". */
#define NINJA_STATUS "[%f/%t] "

struct listener {
	const char *what;
	bool terminal; /* there is one, for a progress line */
	bool progress_shown;
	bool skip_command; /* the next line repeats a failed command */
};

static bool is_step(const char *line)
{
	int done, total, end = 0;

	return sscanf(line, "[%d/%d] %n", &done, &total, &end) == 2 && end;
}

static void clear_progress(struct listener *listener)
{
	if (listener->progress_shown)
		fputs("\r\033[K", stderr);
	listener->progress_shown = false;
}

static void show_progress(struct listener *listener, const char *line)
{
	if (diag_level() >= DIAG_VERBOSE) {
		fprintf(stderr, "%s\n", line);
		return;
	}
	if (!listener->terminal || diag_level() < DIAG_NORMAL)
		return;
	fprintf(stderr, "\r\033[K%12s %.60s", listener->what, line);
	fflush(stderr);
	listener->progress_shown = true;
}

static bool is_chatter(const char *line)
{
	return text_starts_with(line, "ninja: no work to do") ||
	       text_starts_with(line, "ninja: build stopped");
}

/* Of ninja's own words only its errors are worth a person's time; the failed
 * command is shown under -v, the compiler's message always. */
static void hear_line(struct listener *listener, const char *line)
{
	if (listener->skip_command) {
		listener->skip_command = false;
		return;
	}
	if (is_step(line)) {
		show_progress(listener, line);
		return;
	}
	if (is_chatter(line))
		return;
	if (diag_level() < DIAG_VERBOSE && text_starts_with(line, "FAILED: ")) {
		listener->skip_command = true;
		return;
	}
	clear_progress(listener);
	fprintf(stderr, "%s\n", line);
}

static void hear_all(struct listener *listener, int fd)
{
	FILE *stream = fdopen(fd, "r");
	char *line = NULL;
	size_t capacity = 0;

	for (ssize_t size; stream && (size = getline(&line, &capacity, stream)) > 0;) {
		if (line[size - 1] == '\n')
			line[size - 1] = '\0';
		hear_line(listener, line);
	}
	clear_progress(listener);
	free(line);
	if (stream)
		fclose(stream);
}

static void add_arguments(const struct ninja_request *request, struct text_list *arguments)
{
	struct arena *keep = arguments->arena;

	text_list_add(arguments, request->ninja);
	text_list_add(arguments, "-f");
	text_list_add(arguments, path_join(keep, request->folder, plan_file(request->dry_run)));
	if (request->jobs)
		text_list_add(arguments, text_format(keep, "-j%d", request->jobs));
	if (diag_level() >= DIAG_VERBOSE || request->dry_run)
		text_list_add(arguments, "-v");
	if (request->dry_run)
		text_list_add(arguments, "-n");
	if (diag_level() >= DIAG_WHY) {
		text_list_add(arguments, "-d");
		text_list_add(arguments, "explain");
	}
}

static enum exit_status cannot_run(const struct ninja_request *request)
{
	diag_error(NULL, "cannot run %s: %s", request->ninja, strerror(errno));
	diag_hint("`ingot doctor` says what installs it");
	return STATUS_TOOL;
}

enum exit_status ninja_run(const struct ninja_request *request, struct arena scratch)
{
	struct text_list arguments = { .arena = &scratch };
	struct listener listener = { .what = request->what, .terminal = isatty(STDERR_FILENO) };
	enum diag_level level = diag_level();
	int ends[2];
	pid_t child;

	add_arguments(request, &arguments);
	setenv("NINJA_STATUS", NINJA_STATUS, 1);
	if (!os_pipe(ends))
		return cannot_run(request);
	struct os_child_request ninja = { arguments.items, -1, ends[1], ends[1], NULL, 0 };
	bool started = os_start(&ninja, &child);
	close(ends[1]);
	if (!started) {
		close(ends[0]);
		return cannot_run(request);
	}
	if (request->dry_run && level < DIAG_VERBOSE)
		diag_set_level(DIAG_VERBOSE);
	hear_all(&listener, ends[0]);
	diag_set_level(level);
	return os_wait(child) == 0 ? STATUS_GOOD : STATUS_PROJECT;
}
