/* ingot target: what a target spec means. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/suggest.h"
#include "host/build/build.h"
#include "host/cli/command.h"

static enum exit_status print_builtin(const char *name)
{
	static const char *const names[] = { SPEC_BUILTIN_NAME, NULL };

	if (text_equal(name, SPEC_BUILTIN_NAME)) {
		fputs(spec_builtin_text, stdout);
		return STATUS_GOOD;
	}
	diag_error(NULL, "unknown built-in target \"%s\"", name);
	suggest_hint(name, names);
	return STATUS_USAGE;
}

static void print_bytes(struct bytes text)
{
	fwrite(text.data, 1, text.size, stdout);
}

/* One flag a line, so that a shell's $(...) makes words of them. */
static void print_flags(struct arena *keep, const struct target_spec *spec,
                        const struct spec_surroundings *around)
{
	struct spec_flag_list flags = spec_compile_flags(keep, spec, around);

	for (size_t i = 0; i < flags.count; i++)
		printf("%s\n", flags.items[i].text);
}

/* --target, else the project's, else the built-in one: this command also
 * serves where there is no project. */
static bool load(struct session *session, struct build *build)
{
	struct options *options = &session->options;
	struct place *at = &build->project.target_place;
	bool has_project = options->manifest_path || os_file_exists(PROJECT_FILE) ||
	                   !os_is_missing(errno);

	if (options->target)
		return spec_load(session->keep, options->target, NULL, &build->target);
	if (!has_project)
		return spec_load(session->keep, SPEC_BUILTIN_NAME, NULL, &build->target);
	return project_load_settings(session->keep, options->manifest_path, &build->project) &&
	       spec_load(session->keep, build->project.target, at->file ? at : NULL,
	                 &build->target);
}

enum exit_status command_target(struct session *session)
{
	struct arena *keep = session->keep;
	const struct options *options = &session->options;
	struct build build = { .session = session };
	struct toolchain_request request = { .pin = &build.project.pin, .system_root = "" };

	if (options->print)
		return print_builtin(options->print);
	if (options->list) {
		printf("%s\n", SPEC_BUILTIN_NAME);
		return STATUS_GOOD;
	}
	if (!load(session, &build))
		return STATUS_PROJECT;
	if (!toolchain_find(keep, session->scratch, &request, &build.tools))
		return STATUS_TOOL;
	if (!spec_check(&build.target, &build.tools, session->scratch))
		return STATUS_PROJECT;
	const char *const includes[] = { path_join(keep, session->root, "runtime/include"),
		                         path_join(keep, session->root, "kit/include"), NULL };
	struct spec_surroundings around = { build.tools.resource_folder, includes, NULL,
		                            path_join(keep, session->root, "runtime/include/c++") };
	if (options->cflags)
		print_flags(keep, &build.target, &around);
	else if (options->explain)
		print_bytes(spec_explain(keep, &build.target));
	else
		printf("%s agrees with LLVM %s\n", build.target.path, build.tools.version_text);
	return STATUS_GOOD;
}
