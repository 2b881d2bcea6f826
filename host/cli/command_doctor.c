/* ingot doctor: what this host has of what Ingot needs, and how to install the rest.
 *
 * A line begins with name, state, version and path; scripts may read these. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "abi/observe.h"
#include "abi/version.h"
#include "host/base/cache.h"
#include "host/base/os_file.h"
#include "host/base/style.h"
#include "host/base/wrap.h"
#include "host/cli/command.h"
#include "host/project/project.h"
#include "host/toolchain/observer.h"
#include "host/toolchain/toolchain.h"

#define NOTE_COLUMN 4 /* of what is said below a line */

static void print_line(const char *name, enum style style_of_state, const char *state,
                       const char *version, const char *rest)
{
	printf("%-18s %s%-8s%s %-10s %s\n", name, style(STDOUT_FILENO, style_of_state), state,
	       style_end(STDOUT_FILENO), version ? version : "", rest);
}

static void print_note(struct arena scratch, const char *text)
{
	struct buffer line = { .arena = &scratch };

	buffer_add_wrapped(&line, text, NOTE_COLUMN, NOTE_COLUMN);
	printf("%*s%s\n", NOTE_COLUMN, "", line.data);
}

static void print_install(struct arena scratch, const char *command)
{
	struct buffer line = { .arena = &scratch };

	buffer_puts(&line, "install with: ");
	buffer_add_command(&line, command, NOTE_COLUMN + (int)line.size, 2 * NOTE_COLUMN);
	printf("%*s%s\n", NOTE_COLUMN, "", line.data);
}

static bool is_good(const struct tool_row *row)
{
	return row->state == TOOL_GOOD;
}

static void print_row(struct arena scratch, const struct tool_row *row)
{
	static const char *const states[] = {
		[TOOL_GOOD] = "ok",
		[TOOL_MISSING] = "missing",
		[TOOL_WRONG] = "wrong",
	};
	enum style style_of_state = is_good(row)    ? STYLE_OK
	                            : row->optional ? STYLE_WARNING
	                                            : STYLE_BAD;
	const char *purpose = text_format(&scratch, "%s%s", row->purpose,
	                                  row->optional ? " (optional)" : "");

	print_line(row->name, style_of_state, states[row->state], row->version,
	           row->path ? row->path : purpose);
	if (row->note)
		print_note(scratch, row->note);
	if (row->problem)
		print_note(scratch, row->problem);
	if (!is_good(row) && row->install)
		print_install(scratch, row->install);
}

/* Whether `--accel auto` takes it. */
static void print_accel(struct arena scratch, const char *qemu)
{
	enum accel taken;
	const char *why;

	if (!qemu || !accel_choose(&scratch, qemu, ACCEL_AUTO, &taken, &why))
		return;
	print_note(scratch, taken == ACCEL_KVM ? "taken by ingot run and ingot test"
	                                       : text_format(&scratch,
	                                                     "not used unless asked for "
	                                                     "(--accel kvm): %s",
	                                                     why ? why : "another is faster"));
}

static void print_kvm(struct arena scratch, const char *qemu)
{
	int error = os_open_error(accel_kvm_device);

	if (!error) {
		print_line("KVM", STYLE_OK, "ok", NULL, accel_kvm_device);
		print_accel(scratch, qemu);
	} else if (os_is_missing(error)) {
		print_line("KVM", STYLE_WARNING, "missing", NULL,
		           text_format(&scratch, "%s not found (optional)", accel_kvm_device));
		print_note(scratch, "QEMU emulates the CPU");
	} else {
		print_line("KVM", STYLE_WARNING, "wrong", NULL, accel_kvm_device);
		print_note(scratch,
		           text_format(&scratch, "cannot be opened: %s; QEMU emulates the CPU",
		                       strerror(error)));
	}
}

/* What `ingot test --coverage` rests on. */
static void print_observer(struct session *session, const char *qemu)
{
	struct arena scratch = session->scratch;
	const char *plugin = session->observer;

	if (!plugin) {
		print_line("observer", STYLE_WARNING, "missing", NULL,
		           "observe.so, which tells what a machine executed (optional)");
		return;
	}
	if (!qemu) {
		print_line("observer", STYLE_WARNING, "wrong", NULL, plugin);
		print_note(scratch, "tried once QEMU is ok");
		return;
	}
	struct observer_try tried = observer_try(&scratch, qemu, plugin);
	const char *version = text_format(&scratch, "API %d", (int)tried.api);

	print_line("observer", tried.works ? STYLE_OK : STYLE_WARNING, tried.works ? "ok" : "wrong",
	           tried.works ? version : NULL, plugin);
	if (!tried.works)
		print_note(scratch,
		           text_format(&scratch, "this QEMU cannot be watched: %s", tried.why));
	if (tried.missing & OBSERVE_NO_CPU)
		print_note(scratch, "this QEMU does not tell which CPU executes");
	if (tried.missing & OBSERVE_NO_FRAME)
		print_note(scratch, "this QEMU does not tell where an exception struck");
}

/* NULL: there is none that runs. */
static const char *qemu_of(const struct tool_row *rows)
{
	for (size_t i = 0; i < TOOLCHAIN_ROWS; i++)
		if (text_equal(rows[i].name, "qemu-system-x86_64"))
			return is_good(&rows[i]) ? rows[i].path : NULL;
	return NULL;
}

static void print_one_cache(struct session *session, const char *name, const char *folder)
{
	uint64_t bytes;

	if (cache_measure(session->scratch, folder, &bytes)) {
		print_line(name, STYLE_OK, "ok", text_size(session->keep, bytes), folder);
	} else {
		print_line(name, STYLE_WARNING, "wrong", NULL, folder);
		print_note(session->scratch, strerror(errno));
	}
}

static bool print_caches(struct session *session)
{
	const char *root = cache_need_root(session->keep), *shared;

	if (root)
		print_one_cache(session, "cache", root);
	else
		print_line("cache", STYLE_WARNING, "wrong", NULL, "no place for it");
	if (!cache_find_shared(session->keep, &shared))
		return false;
	if (!shared)
		return true;
	print_one_cache(session, "shared cache", shared);
	if (!os_may_write(shared))
		print_note(session->scratch,
		           "cannot be written to: what it lacks goes into your own cache");
	return true;
}

/* The version that the sources of loader, runtime and kit have, or NULL. */
static const char *version_of_sources(struct arena *keep, const char *root)
{
	static const char start[] = "#define INGOT_VERSION \"";
	struct bytes text;

	if (!os_read_file(keep, path_join(keep, root, "abi/version.h"), &text))
		return NULL;
	const char *at = strstr((const char *)text.data, start);
	return at ? text_copy(keep, at + strlen(start), strcspn(at + strlen(start), "\"\n")) : NULL;
}

/* Command and loader are one release. */
static bool print_versions(struct session *session)
{
	const char *version = version_of_sources(session->keep, session->root);
	bool is_same = version && text_equal(version, INGOT_VERSION);

	print_line("ingot", STYLE_OK, "ok", INGOT_VERSION, "this command");
	print_line("loader", is_same ? STYLE_OK : STYLE_BAD, is_same ? "ok" : "wrong", version,
	           session->root);
	if (!is_same)
		print_note(session->scratch, "not of the command's version: set INGOT_ROOT to the "
		                             "sources that the command was built from");
	return is_same;
}

/* "2 required tools are missing: ninja, ld.lld", of those in one state. */
static bool print_lacking(struct arena scratch, const struct tool_row *rows, enum tool_state state,
                          const char *words)
{
	struct buffer names = { .arena = &scratch };
	int count = 0;

	for (size_t i = 0; i < TOOLCHAIN_ROWS; i++)
		if (rows[i].state == state && !rows[i].optional)
			buffer_printf(&names, "%s%s", count++ ? ", " : "", rows[i].name);
	if (!count)
		return false;
	const char *line = text_format(&scratch, "%d required tool%s %s: %s", count,
	                               count == 1 ? " is" : "s are", words, names.data);
	struct buffer text = { .arena = &scratch };
	buffer_add_wrapped(&text, line, 0, NOTE_COLUMN);
	printf("%s%s%s\n", style(STDOUT_FILENO, STYLE_BAD), text.data, style_end(STDOUT_FILENO));
	return true;
}

static bool print_conclusion(struct arena scratch, const struct tool_row *rows, const char *install)
{
	bool is_missing = print_lacking(scratch, rows, TOOL_MISSING, "missing");
	bool is_wrong = print_lacking(scratch, rows, TOOL_WRONG, "not suitable");

	if (!is_missing && !is_wrong)
		printf("%sall required tools found%s\n", style(STDOUT_FILENO, STYLE_OK),
		       style_end(STDOUT_FILENO));
	else if (install)
		print_install(scratch, install);
	return !is_missing && !is_wrong;
}

enum exit_status command_doctor(struct session *session)
{
	struct tool_row rows[TOOLCHAIN_ROWS];
	struct project project = { 0 };
	struct toolchain_request request = { .pin = &project.pin,
		                             .components = COMPONENT_ALL,
		                             .system_root = "" };

	/* The pin of a project counts, but a machine can be looked at without. */
	if ((session->options.manifest_path || os_file_exists(PROJECT_FILE)) &&
	    !project_load_settings(session->keep, session->options.manifest_path, &project))
		return STATUS_PROJECT;
	const char *install = toolchain_report(session->keep, session->scratch, &request, rows);
	for (size_t i = 0; i < TOOLCHAIN_ROWS; i++)
		print_row(session->scratch, &rows[i]);
	print_kvm(session->scratch, qemu_of(rows));
	print_observer(session, qemu_of(rows));
	bool good = print_caches(session);
	good = print_versions(session) && good;
	printf("\n");
	return print_conclusion(session->scratch, rows, install) && good ? STATUS_GOOD
	                                                                 : STATUS_TOOL;
}
