/* main: what `ingot` does, from the command line to the exit status. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/display_path.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/build/libraries.h"
#include "host/build/plan.h"
#include "host/cli/advice.h"
#include "host/cli/command.h"
#include "host/cli/find_project.h"
#include "host/cli/options.h"
#include "host/cli/version.h"

/* Address space only: pages are backed when they are used. Where address space is
 * limited (ulimit -v), this part of it: other programs' libraries need some, too. */
#define ARENA_BYTES ((size_t)512 << 20)
#define ARENA_PART  8

#define OBSERVER "observe.so"

static bool is_root(struct arena scratch, const char *folder)
{
	return folder && os_file_exists(path_join(&scratch, folder, "kit/start/kernel.ld"));
}

static const char *real_root(struct arena *keep, const char *folder)
{
	const char *path = os_real_path(keep, folder);

	if (!path)
		diag_error(NULL, "cannot access \"%s\": %s", folder, strerror(errno));
	return path;
}

/* Where boot/, runtime/ and kit/ are: INGOT_ROOT, else beside the program
 * (build/ingot in its own tree, bin/ingot with share/ingot when installed). */
static const char *find_root(struct arena *keep, struct arena scratch, const char *argv0)
{
	static const char *const places[] = { "..", "../share/ingot", "." };
	const char *given = getenv("INGOT_ROOT");

	if (given && *given) {
		if (is_root(scratch, given))
			return real_root(keep, given);
		diag_error(NULL, "INGOT_ROOT is set to \"%s\", which has no kit/start/kernel.ld",
		           given);
		diag_hint("set it to the directory that contains boot/, runtime/ and kit/");
		return NULL;
	}
	const char *program = os_program_path(&scratch, argv0);
	for (size_t i = 0; program && i < sizeof places / sizeof *places; i++) {
		const char *folder = path_join(&scratch, path_folder(&scratch, program), places[i]);

		if (is_root(scratch, folder))
			return real_root(keep, folder);
	}
	diag_error(NULL, "cannot find boot/, runtime/ and kit/ next to %s",
	           program ? program : argv0);
	diag_hint("set INGOT_ROOT to the directory that contains them");
	return NULL;
}

/* The plugin that QEMU loads to be watched: beside the program in its own tree, in lib/
 * when installed. NULL: it is not there. */
static const char *find_observer(struct arena *keep, struct arena scratch, const char *argv0)
{
	static const char *const places[] = { OBSERVER, "../lib/ingot/" OBSERVER };
	const char *program = os_program_path(&scratch, argv0);

	for (size_t i = 0; program && i < sizeof places / sizeof *places; i++) {
		const char *path = path_join(&scratch, path_folder(&scratch, program), places[i]);

		if (os_file_exists(path))
			return os_real_path(keep, path);
	}
	return NULL;
}

static bool enter_folder(struct arena *keep, const char *folder)
{
	if (!folder || chdir(folder) == 0)
		return true;
	int error = errno;
	diag_error(NULL, "cannot change to directory \"%s\": %s", folder, strerror(error));
	advice_on_folder(keep, folder, error);
	return false;
}

static enum exit_status flush_output(enum exit_status status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	diag_error(NULL, "cannot write to standard output: %s", strerror(errno));
	return status ? status : STATUS_PROJECT;
}

static size_t arena_bytes(void)
{
	uint64_t part = os_memory_limit() / ARENA_PART;

	return part < ARENA_BYTES ? (size_t)part : ARENA_BYTES;
}

/* Not for people: a step of a plan, for which ninja runs this program. */
static enum exit_status make_libraries(struct arena *keep, const char *list)
{
	display_path_begin(keep);
	return libraries_make(keep, list) ? STATUS_GOOD : STATUS_PROJECT;
}

static void name_program(struct arena scratch, const char *argv0)
{
	const char *program = os_program_path(&scratch, argv0);

	setenv(PLAN_PROGRAM, program ? program : argv0, 1);
}

/* QEMU's channel is handed to it as a descriptor, and so is that of what is watched. */
static bool refuse_on_windows(const struct command *command)
{
	bool is_watch = command->run == command_watch;

	if (os_hands_down() ||
	    (command->run != command_run && command->run != command_test && !is_watch))
		return false;
	diag_error(NULL, "`ingot %s` does not work on Windows itself", command->name);
	diag_hint("%s", is_watch ? "run it in WSL2; or run `ingot build` after each change"
	                         : "run it in WSL2; or write an image with `ingot image` and start "
	                           "it with qemu-system-x86_64 -drive format=raw,file=IMAGE");
	return true;
}

int main(int argc, char **argv)
{
	struct arena keep = arena_new(arena_bytes());
	struct session session = { .keep = &keep, .scratch = arena_new(arena_bytes()) };
	const struct command *command = NULL;

	os_hold_standard();
	os_handle_signals();
	if (argc == 3 && text_equal(argv[1], LIBRARIES_OPTION))
		return (int)make_libraries(&keep, argv[2]);
	switch (options_parse(&keep, (const char **)argv + 1, &session.options, &command)) {
	case OPTIONS_VERSION:
		version_print(&keep, session.scratch, diag_level() >= DIAG_VERBOSE);
		return (int)flush_output(STATUS_GOOD);
	case OPTIONS_SHOWN: return (int)flush_output(STATUS_GOOD);
	case OPTIONS_WRONG: return STATUS_USAGE;
	case OPTIONS_RUN:   break;
	}
	if (refuse_on_windows(command))
		return STATUS_TOOL;
	/* Before -C: a relative argv[0] is relative to where we started. */
	session.root = find_root(&keep, session.scratch, argv[0]);
	if (!session.root)
		return STATUS_TOOL;
	session.observer = find_observer(&keep, session.scratch, argv[0]);
	name_program(session.scratch, argv[0]);
	display_path_begin(&keep);
	if (!enter_folder(&keep, session.options.folder))
		return STATUS_USAGE;
	if (!find_project(&session))
		return STATUS_PROJECT;
	display_path_moved(&keep);
	return (int)flush_output(command->run(&session));
}
