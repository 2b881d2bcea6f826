#include "host/build/build.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/display_path.h"
#include "host/base/os_file.h"
#include "host/base/refusal.h"
#include "host/base/sources.h"
#include "host/build/boot_conf.h"
#include "host/build/build_runtime.h"
#include "host/build/component.h"
#include "host/build/inputs.h"
#include "host/build/link.h"
#include "host/build/lock.h"
#include "host/build/made.h"
#include "host/build/make.h"
#include "host/build/names_check.h"
#include "host/build/parts.h"
#include "host/build/script.h"
#include "host/build/script_check.h"
#include "host/build/source_flags.h"
#include "host/build/steps.h"

#define LEFT_SHOWN_MAX 5 /* files that are not taken */

static bool is_path(const char *target)
{
	return strchr(target, '/') || text_ends_with(target, ".json");
}

/* What the user named stays where it was named, wherever the project is. */
static void resolve_options(struct arena *keep, struct options *options)
{
	const char *here = os_current_folder(keep);
	const char **paths[] = { &options->output, &options->screenshot, &options->junit,
		                 &options->sbom, &options->build_folder };

	if (!here)
		return;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		if (*paths[i])
			*paths[i] = path_join(keep, here, *paths[i]);
	if (options->target && is_path(options->target))
		options->target = path_join(keep, here, options->target);
}

bool build_enter_project(struct arena *keep, struct options *options)
{
	const char *manifest = options->manifest_path;

	if (!manifest)
		return true;
	resolve_options(keep, options);
	const char *folder = path_folder(keep, manifest);
	struct place at = { .file = manifest };
	if (!os_file_exists(manifest) || chdir(folder) < 0)
		return diag_error(&at, "cannot read: %s", strerror(errno));
	options->manifest_path = path_name(manifest);
	display_path_moved(keep);
	return true;
}

static const char *profile_name(enum build_profile profile)
{
	static const char *const names[] = { "debug", "release", "test", "test-release" };

	return names[profile];
}

/* The command line, else the project, else what the profile is for. */
static unsigned choose_sanitizers(const struct build *build)
{
	const struct options *options = &build->session->options;
	const struct project *project = &build->project;

	if (options->has_sanitize)
		return options->sanitize;
	if (build_is_test(build->profile) && project->test.sanitize != SANITIZE_UNSAID)
		return project->test.sanitize;
	if (project->sanitize != SANITIZE_UNSAID)
		return project->sanitize;
	return parts_default_sanitizers(build);
}

/* The project in a directory that is not the build's alone, or below it, would be taken for
 * what is built. */
static bool refuse_folder(const struct build *build, const char *why)
{
	const struct place *place = &build->project.build_folder_place;

	diag_error(build->session->options.build_folder || !place->file ? NULL : place,
	           "\"%s\" cannot be the build directory: %s", build->project.build_folder, why);
	diag_hint("name a directory of its own, such as \"build\"");
	return false;
}

bool build_choose_folder(struct build *build)
{
	struct arena *keep = build->session->keep;
	struct project *project = &build->project;
	const char *given = build->session->options.build_folder;

	if (given)
		project->build_folder = given;
	const char *folder = project->build_folder;
	const char *real = os_real_path(keep, folder), *mine = os_real_path(keep, project->folder);

	if (real && !os_is_folder(folder))
		return refuse_folder(build, "it is a file");
	if (real && mine && path_is_within(mine, real))
		return refuse_folder(build, "the project lies in it");
	if (strchr(folder, '%'))
		return refuse_folder(build, "LLVM cannot write to a path with a \"%\" in it");
	return true;
}

static const char *target_folder(const struct build *build)
{
	struct buffer path = { .arena = build->session->keep };

	buffer_printf(&path, "%s/", build->project.build_folder);
	plan_add_name(&path, build->target.name, strlen(build->target.name));
	return path.data;
}

/* Its tests are a kernel. */
static bool is_library(const struct build *build)
{
	return build->project.type == PROJECT_LIBRARY && !build_is_test(build->profile);
}

/* Whether it is linked with any of ours. */
static bool has_libraries(const struct build *build)
{
	return !is_library(build) && (build->project.kit || build->project.build_std);
}

static void name_outputs(struct build *build)
{
	struct arena *keep = build->session->keep;
	const char *name = build->project.name;

	build->folder = text_format(keep, "%s/%s", target_folder(build),
	                            profile_name(build->profile));
	build->generated = text_format(keep, "%s/gen", build->folder);
	build->kernel = text_format(keep, "%s/%s.%s", build->folder, name,
	                            is_library(build) ? "a" : "elf");
	build->stripped = text_format(keep, "%s/%s.stripped", build->folder, name);
	build->image = text_format(keep, "%s/%s.img", build->folder, name);
	build->bundle = text_format(keep, "%s/%s.bundle", build->folder, name);
}

static bool load_target(struct build *build)
{
	const char *given = build->session->options.target;
	const char *target = given ? given : build->project.target;
	bool is_place = !given && build->project.target_place.file;
	const struct place *at = is_place ? &build->project.target_place : NULL;

	return spec_load(build->session->keep, target, at, &build->target);
}

/* Debuggers and editors are told where a source is. */
static bool check_here(struct arena *keep)
{
	if (os_current_folder(keep))
		return true;
	diag_error(NULL, "cannot determine the current directory: %s", strerror(errno));
	diag_hint("was it removed, or is its path longer than %d bytes?", PATH_BYTES_MAX);
	return false;
}

enum exit_status build_prepare(struct session *session, enum build_profile profile,
                               struct build *build)
{
	*build = (struct build){ .session = session, .profile = profile };
	struct toolchain_request request = { .pin = &build->project.pin, .system_root = "" };

	if (!build_enter_project(session->keep, &session->options) || !check_here(session->keep) ||
	    !project_load(session->keep, session->options.manifest_path, &build->project) ||
	    !build_choose_folder(build))
		return STATUS_PROJECT;
	inputs_tell_project(build);
	if (!boot_conf_check(&build->project, session->scratch) || !load_target(build))
		return STATUS_PROJECT;
	name_outputs(build);
	if (!script_choose(build))
		return STATUS_PROJECT;
	request.components = build->project.components | COMPONENT_LLVM_TOOLS;
	if (!toolchain_find(session->keep, session->scratch, &request, &build->tools))
		return STATUS_TOOL;
	build->ninja = toolchain_find_ninja(session->keep);
	if (!build->ninja)
		return STATUS_TOOL;
	if (!spec_check(&build->target, &build->tools, session->scratch))
		return STATUS_PROJECT;
	build->sanitize = choose_sanitizers(build);
	return parts_check(build) && steps_check(build) ? STATUS_GOOD : STATUS_PROJECT;
}

#define TAG_OF_OURS "# Made by ingot:"

bool build_has_tag(struct arena scratch, const char *folder)
{
	struct bytes tag;

	return os_read_file(&scratch, path_join(&scratch, folder, BUILD_TAG), &tag) &&
	       strstr((const char *)tag.data, TAG_OF_OURS);
}

/* The outermost directory that is only a build's. */
static const char *choose_tagged(const struct build *build)
{
	struct arena scratch = build->session->scratch;
	struct text_list names = { .arena = &scratch };
	const char *folder = build->project.build_folder;
	bool is_listed = os_list_folder(&scratch, folder, &names);
	bool is_new = is_listed ? names.count == 0 : os_is_missing(errno);
	bool is_ours = is_new || build_has_tag(scratch, folder);

	/* One that was killed while it wrote the tag had found it to be ours. */
	for (size_t i = 0; i < names.count; i++)
		is_ours = is_ours || text_starts_with(names.items[i], BUILD_TAG OS_TEMPORARY_MARK);
	return is_ours ? folder : path_folder(build->session->keep, build->folder);
}

/* The project that a directory outside of it is tagged for, behind this in the tag. */
#define TAG_OWNER "# For: "

static const char *find_owner(struct arena *keep, const char *folder)
{
	struct bytes tag;
	const char *owner;

	if (!os_read_file(keep, path_join(keep, folder, BUILD_TAG), &tag))
		return NULL;
	owner = strstr((const char *)tag.data, TAG_OWNER);
	if (!owner)
		return path_folder(keep, os_real_path(keep, folder));
	owner += strlen(TAG_OWNER);
	return text_copy(keep, owner, strcspn(owner, "\n"));
}

/* Objects of two projects would have the same names. A project that has gone is none. */
static bool check_owner(const struct build *build, const char *folder, const char *mine)
{
	struct arena scratch = build->session->scratch;
	struct place at = { .file = folder };
	const char *owner = find_owner(&scratch, folder);

	if (!owner || text_equal(owner, mine) ||
	    !os_file_exists(path_join(&scratch, owner, PROJECT_FILE)))
		return true;
	diag_error(&at, "the build directory of the project in %s", owner);
	diag_hint("name another one by --build-dir, or by \"build-dir\" in %s", PROJECT_FILE);
	return false;
}

/* Marks what may be thrown away (the Cache Directory Tagging specification):
 * backups leave it out, and `ingot clean` removes nothing without it. */
static bool tag_folder(const struct build *build, const char *folder)
{
	static const char text[] = "Signature: 8a477f597d28d172789f06886806bc55\n" TAG_OF_OURS
				   " `ingot clean` removes what it has made in this directory.\n";
	struct arena *keep = build->session->keep;
	const char *path = path_join(keep, folder, BUILD_TAG);
	const char *real = os_real_path(keep, folder);
	const char *mine = os_real_path(keep, build->project.folder);
	struct buffer tag = { .arena = keep };
	bool changed;

	buffer_puts(&tag, text);
	if (real && mine && !path_is_within(real, mine)) {
		if (!check_owner(build, folder, mine))
			return false;
		buffer_printf(&tag, TAG_OWNER "%s\n", mine);
	}
	if (os_make_folders(folder) && os_update_file(path, buffer_bytes(&tag), &changed))
		return true;
	return refusal_to_write(build->session->scratch, path);
}

static bool lock_folder(struct build *build)
{
	const char *tagged = choose_tagged(build);

	build->lock = lock_take(build->session->scratch,
	                        path_folder(build->session->keep, build->folder),
	                        build->project.name);
	return build->lock != -1 && tag_folder(build, tagged);
}

/* The flags of a profile: what the project's sources, runtime and kit share. Tests are
 * the project's alone: their runtime is the one of the kernel itself. */
static void add_profile_flags(const struct build *build, struct text_list *flags)
{
	/* A call that became a jump would be missing from every backtrace, and the
	 * caller of a function that has made no frame yet. */
	static const char *const debug[] = { "-Og",
		                             "-g",
		                             "-fno-optimize-sibling-calls",
		                             "-mllvm",
		                             "-enable-shrink-wrap=false",
		                             "-DHEAP_CHECKS=1",
		                             NULL };
	static const char *const release[] = { "-O2", "-g", NULL };

	struct spec_flag_list first = spec_command_flags(flags->arena, &build->target);

	text_list_add_all(flags, spec_flag_texts(flags->arena, &first));
	text_list_add(flags, "-D__STDC_NO_THREADS__=1"); /* they are the kernel's */
	text_list_add(flags, "-Wall");
	text_list_add(flags, "-Wextra");
	text_list_add_all(flags, build_is_optimized(build->profile) ? release : debug);
}

/* `flags` may name a source that only a test build compiles. */
static bool check_flags(const struct build *build, const struct project_sources *sources)
{
	const struct project *project = &build->project;
	struct project_sources all;

	if (!project->flags_count)
		return true;
	if (build_is_test(build->profile))
		return project_check_flags(project, sources);
	return project_list_sources(build->session->keep, project, true, &all) &&
	       project_check_flags(project, &all);
}

/* NASM is looked for where a source needs it. Another NASM is another file that says so. */
static bool add_nasm(const struct build *build, struct plan *plan, const struct text_list *sources)
{
	struct arena *keep = plan->keep;
	const char *source = NULL;

	for (size_t i = 0; i < sources->count && !source; i++)
		if (sources_kind(sources->items[i]) == SOURCE_NASM)
			source = sources->items[i];
	if (!source)
		return true;
	const char *nasm = toolchain_find_nasm(keep);
	if (!nasm) {
		diag_note(&(struct place){ .file = source }, "NASM assembles it");
		plan->lacks_tool = true;
		return false;
	}
	const char *config = component_write_program(keep, path_folder(keep, build->folder), "nasm",
	                                             nasm);
	if (config)
		plan_set_nasm(plan, nasm, config);
	return config != NULL;
}

/* What lies among the sources and looks like one: said when a plan is new, or has
 * changed, not at each build. */
static void name_left(const struct project_sources *sources)
{
	const struct text_list *left = &sources->left;

	for (size_t i = 0; i < left->count && i < LEFT_SHOWN_MAX; i++)
		diag_note(&(struct place){ .file = left->items[i] }, "not compiled, nor linked");
	if (left->count > LEFT_SHOWN_MAX)
		diag_note(NULL, "%zu more files are not compiled, nor linked",
		          left->count - LEFT_SHOWN_MAX);
	if (left->count)
		diag_hint("`exclude` in %s keeps silent about a file or directory; `sources` "
		          "takes objects and archives that it names",
		          PROJECT_FILE);
}

static bool finish_plan(struct plan *plan, const struct project_sources *sources)
{
	plan_add_remark(plan, "not taken", &sources->left);
	if (!plan_write(plan))
		return false;
	if (plan->has_changed)
		name_left(sources);
	return true;
}

static bool plan_project(struct build *build, struct plan *plan, const struct source_flags *flags)
{
	struct arena *keep = plan->keep;
	struct project_sources sources;
	struct text_list inputs = { .arena = keep };

	if (!project_check_includes(&build->project) ||
	    !project_list_sources(keep, &build->project, build_is_test(build->profile), &sources) ||
	    !check_flags(build, &sources))
		return false;
	steps_list(build, &sources.compiled, &sources.linked);
	if (!add_nasm(build, plan, &sources.compiled))
		return false;
	steps_add(build, plan);
	for (size_t i = 0; i < sources.compiled.count; i++) {
		const char *source = sources.compiled.items[i];

		text_list_add(&inputs,
		              plan_compile(plan, source, source, source_flags_of(flags, source)));
	}
	text_list_add_all(&inputs, sources.linked.items);
	build->links_foreign = sources.linked.count != 0;
	if (is_library(build)) {
		plan_archive(plan, build->kernel, &inputs);
		return finish_plan(plan, &sources);
	}
	if (build->project.type == PROJECT_LIBRARY) {
		const char *start = parts_write_start(build);

		if (!start)
			return false;
		text_list_add(&inputs,
		              plan_compile(plan, start, start, source_flags_of(flags, start)));
	}
	plan_name_objects(plan);
	link_add(build, plan, &inputs);
	return script_prepare(build) && finish_plan(plan, &sources);
}

static enum exit_status build_components(struct build *build, struct bytes config,
                                         const char *const *flags)
{
	struct component_request request = { build->session, &build->tools, build->ninja };
	enum exit_status status = component_build_loader(&request, &build->loader);

	if (status)
		return status;
	build->runtime = build->loader; /* nobody looks there for archives */
	if (!has_libraries(build))
		return STATUS_GOOD;
	return build_runtime_start(build, config, flags);
}

/* Before they are made: what is left of a build that was ended is known too. */
static bool note_outputs(const struct build *build, const struct plan *plan)
{
	struct text_list paths = { .arena = plan->keep };

	for (size_t i = 0; i < plan->step_count; i++)
		text_list_add(&paths, plan->steps[i].output);
	text_list_add(&paths,
	              text_format(plan->keep, "%s/%s.map", build->folder, build->project.name));
	if (build->project.type == PROJECT_LIBRARY)
		text_list_add(&paths, parts_start_path(build));
	return made_note(build->folder, &paths, build->session->scratch);
}

/* A kernel, and the plan that has made it. */
struct linked {
	const struct build *build;
	const struct plan *plan;
};

static bool check_linked(const void *object)
{
	const struct linked *linked = object;
	const struct build *build = linked->build;
	struct arena scratch = build->session->scratch;

	return script_check(build, linked->plan, scratch) &&
	       names_check(linked->plan, build->kernel, scratch) && parts_check_entry(build);
}

static enum exit_status run_plan(struct build *build, struct bytes config, const char *const *flags,
                                 const char *const *runtime_flags)
{
	struct arena *keep = build->session->keep;
	const struct options *options = &build->session->options;
	struct plan_tools tools = { build->tools.clang, spec_linker(&build->target, &build->tools),
		                    build->tools.ar, build->tools.objcopy };
	const char *path = component_write_config(keep, path_folder(keep, build->folder),
	                                          path_name(path_folder(keep, build->folder)),
	                                          config);
	const char *const foreign[] = { build->session->root, build->tools.resource_folder,
		                        build->loader, build->runtime, NULL };
	const char *const system[] = { path_join(keep, build->session->root, "runtime/include"),
		                       path_join(keep, build->session->root, "kit/include"),
		                       path_join(keep, build->tools.resource_folder, "include"),
		                       path_join(keep, build->session->root, "runtime/include/c++"),
		                       NULL };
	struct source_flags source_flags;
	struct plan plan = { .keep = keep,
		             .folder = build->folder,
		             .config = path,
		             .flags = flags,
		             .tools = &tools,
		             .dry_run = options->dry_run,
		             .foreign = foreign,
		             .system = system,
		             .compile_flags = &source_flags.all,
		             .link_flags = &build->project.ldflags };
	const struct ninja_request ninja = {
		.ninja = build->ninja,
		.plan = &plan,
		.what = build->project.name,
		.jobs = options->jobs,
		.lock = build->lock,
	};

	if (path)
		plan.linker_config = component_write_program(keep, path_folder(keep, build->folder),
		                                             "linker", tools.lld);
	if (!path || !plan.linker_config)
		return STATUS_PROJECT;
	source_flags_begin(&source_flags, keep, build);
	plan_begin(&plan);
	if (!plan_project(build, &plan, &source_flags))
		return plan.lacks_tool ? STATUS_TOOL : STATUS_PROJECT;
	if (!note_outputs(build, &plan))
		return STATUS_PROJECT;
	const struct linked linked = { build, &plan };
	const struct make_check check = { check_linked, &linked };
	const struct build_needing needing = { build, &plan, config, runtime_flags };
	const struct make_first first = { plan_objects_path(&plan), build_runtime_complete,
		                          &needing };

	return make_run_parts(&ninja, has_libraries(build) ? &first : NULL,
	                      is_library(build) ? NULL : &check, build->session->scratch);
}

enum exit_status build_kernel(struct build *build)
{
	struct text_list flags = { .arena = build->session->keep };
	struct arena *keep = build->session->keep;
	const char *root = build->session->root;
	const char *const includes[] = { path_join(keep, root, "runtime/include"),
		                         path_join(keep, root, "kit/include"), NULL };
	struct bytes config = component_config(build->session, &build->target, &build->tools,
	                                       includes);

	if (!config.data)
		return STATUS_TOOL;
	if (!lock_folder(build))
		return STATUS_PROJECT;
	add_profile_flags(build, &flags);
	struct text_list runtime_flags = { .arena = keep };
	text_list_add_all(&runtime_flags, flags.items);
	enum exit_status status = build_components(build, config, runtime_flags.items);
	if (status)
		return status;
	if (build_is_test(build->profile))
		text_list_add(&flags, "-DINGOT_TEST");
	status = run_plan(build, config, flags.items, runtime_flags.items);
	inputs_tell_build(build, status == STATUS_GOOD);
	return status;
}
