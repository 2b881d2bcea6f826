#include "component.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "cache.h"
#include "diag.h"
#include "ninja.h"
#include "os.h"
#include "sources.h"

#define LOADER_SPEC "x86_64-boot.json"

struct bytes component_config(struct session *session, const struct target_spec *spec,
                              const struct toolchain *tools, const char *const *includes)
{
	struct arena *keep = session->keep;
	const char *const maps[] = { text_format(keep, "%s/=ingot/", session->root), NULL };
	struct spec_surroundings around = { tools->resource_folder, includes, maps };
	struct bytes flags = spec_config_text(keep, spec, &around);
	struct buffer text = { .arena = keep };
	struct os_file_facts facts = { 0 };

	os_file_facts(tools->clang, &facts);
	buffer_printf(&text, "%.*s\n# for %s: %s, %" PRIu64 " bytes, of %" PRId64 "\n",
	              (int)flags.size, (const char *)flags.data, tools->clang,
	              tools->version_text, facts.size_bytes, facts.modified_ns);
	return buffer_bytes(&text);
}

const char *component_write_config(struct arena *keep, const char *folder, const char *name,
                                   struct bytes text)
{
	const char *path = text_format(keep, "%s/%s.cfg", folder, name);
	struct place at = { .file = path };
	bool changed;

	if (os_make_folders(folder) && os_update_file(path, text, &changed)) {
		if (changed)
			diag_trace(DIAG_WHY, "%s changed", path);
		return path;
	}
	diag_error(&at, "cannot write: %s", strerror(errno));
	diag_hint("is the folder yours, and the disk not full?");
	return NULL;
}

static struct plan begin_plan(const struct component_wish *wish, const char *folder,
                              const char *config, const char *const *flags,
                              struct plan_tools *tools)
{
	struct plan plan = { .keep = wish->session->keep, .folder = folder, .config = config,
		             .flags = flags, .tools = tools,
		             .dry_run = wish->session->options.dry_run };

	*tools = (struct plan_tools){ wish->tools->clang, wish->tools->lld, wish->tools->ar,
		                      wish->tools->objcopy };
	plan_begin(&plan);
	return plan;
}

/* Two ingots that need the same component build it once. */
static enum exit_status run_locked(const struct component_wish *wish, struct plan *plan,
                                   const char *what)
{
	const struct options *options = &wish->session->options;
	const char *lock_path = path_join(plan->keep, plan->folder, "lock");
	struct ninja_wish ninja = { wish->ninja, plan->folder, what, options->jobs,
		                    options->dry_run };
	struct place at = { .file = lock_path };
	int lock = os_make_folders(plan->folder) ? os_lock(lock_path) : -1;

	if (lock < 0) {
		diag_error(&at, "cannot lock: %s", strerror(errno));
		return STATUS_PROJECT;
	}
	enum exit_status status = plan_write(plan) ? ninja_run(&ninja, wish->session->scratch)
	                                           : STATUS_PROJECT;
	close(lock);
	return status;
}

/* Compiles what lies below root/inner, named by its path under root. */
static bool compile_folder(struct plan *plan, const char *root, const char *inner,
                           struct text_list *objects)
{
	const char *const flags[] = { "-iquote", root, NULL };	/* "abi/x86.h" */
	struct text_list sources = { .arena = plan->keep };

	if (!sources_find(plan->keep, path_join(plan->keep, root, inner), &sources))
		return false;
	for (size_t i = 0; i < sources.count; i++) {
		const char *name = sources.items[i] + strlen(root) + 1;

		text_list_add(objects, plan_compile(plan, sources.items[i], name, flags));
	}
	return true;
}

static void take_object(struct text_list *objects, const char *ending, struct text_list *taken)
{
	size_t kept = 0;

	for (size_t i = 0; i < objects->count; i++) {
		if (text_ends_with(objects->items[i], ending))
			text_list_add(taken, objects->items[i]);
		else
			objects->items[kept++] = objects->items[i];
	}
	objects->count = kept;
}

static void add_script(struct arena *keep, struct text_list *flags, const char *script)
{
	text_list_add(flags, text_format(keep, "--script=%s", script));
}

static bool plan_loader(struct plan *plan, const char *root, const char *folder)
{
	struct arena *keep = plan->keep;
	struct text_list objects = { .arena = keep }, stage1 = { .arena = keep },
			 helpers = { .arena = keep }, flags1 = { .arena = keep },
			 flags2 = { .arena = keep };
	const char *script1 = path_join(keep, root, "boot/bios/stage1.ld");
	const char *script2 = path_join(keep, root, "boot/bios/stage2.ld");
	const char *library = path_join(keep, folder, "libstring.a");
	const char *elf = path_join(keep, folder, "stage2.elf");

	if (!compile_folder(plan, root, "boot", &objects) ||
	    !compile_folder(plan, root, "runtime/builtins/mem", &helpers) ||
	    !compile_folder(plan, root, "runtime/core/string", &helpers))
		return false;
	take_object(&objects, "/stage1.S.o", &stage1);
	plan_archive(plan, library, &helpers);
	text_list_add(&objects, library);
	add_script(keep, &flags1, script1);
	text_list_add(&flags1, "--oformat=binary");
	add_script(keep, &flags2, script2);
	text_list_add(&flags2, "--gc-sections");
	plan_link(plan, path_join(keep, folder, "stage1.bin"), &stage1, script1, &flags1);
	plan_link(plan, elf, &objects, script2, &flags2);
	plan_convert(plan, path_join(keep, folder, "stage2.bin"), elf, "--output-target=binary");
	return true;
}

enum exit_status component_build_loader(const struct component_wish *wish, const char **folder)
{
	static const char *const flags[] = { "-std=c17", "-Os", "-g", "-Wall", "-Wextra", NULL };
	struct arena *keep = wish->session->keep;
	const char *root = wish->session->root;
	const char *const includes[] = { path_join(keep, root, "runtime/include"), NULL };
	struct target_spec spec;
	struct text_list inputs = { .arena = keep };
	struct plan_tools tools;

	if (!spec_load(keep, path_join(keep, root, LOADER_SPEC), NULL, &spec) ||
	    !spec_check(&spec, wish->tools, wish->session->scratch))
		return STATUS_PROJECT;
	struct bytes config = component_config(wish->session, &spec, wish->tools, includes);
	text_list_add(&inputs, (const char *)config.data);
	*folder = cache_folder(keep, "loader", &inputs);
	if (!*folder)
		return STATUS_PROJECT;
	const char *path = component_write_config(keep, *folder, "x86_64-boot", config);
	if (!path)
		return STATUS_PROJECT;
	struct plan plan = begin_plan(wish, *folder, path, flags, &tools);
	if (!plan_loader(&plan, root, *folder))
		return STATUS_PROJECT;
	return run_locked(wish, &plan, "loader");
}

static bool plan_runtime(struct plan *plan, const char *root, bool builtins_mem)
{
	static const struct { const char *source, *archive; bool is_mem; } parts[] = {
		{ "runtime/builtins/float", "libbuiltins.a", false },
		{ "runtime/builtins/integer", "libbuiltins.a", false },
		{ "runtime/builtins/protect", "libbuiltins.a", false },
		{ "runtime/builtins/mem", "libbuiltins.a", true },
		{ "runtime/core", "libcore.a", false },
		{ "runtime/alloc", "liballoc.a", false },
		{ "kit", "libkit.a", false },
	};
	struct text_list objects = { .arena = plan->keep };

	for (size_t i = 0, end = sizeof parts / sizeof *parts; i < end; i++) {
		if ((builtins_mem || !parts[i].is_mem) &&
		    !compile_folder(plan, root, parts[i].source, &objects))
			return false;
		if (i + 1 < end && text_equal(parts[i].archive, parts[i + 1].archive))
			continue;
		plan_archive(plan, path_join(plan->keep, plan->folder, parts[i].archive), &objects);
		objects.count = 0;
	}
	return true;
}

enum exit_status component_build_runtime(const struct component_wish *wish, struct bytes config,
                                         const char *const *flags, bool builtins_mem,
                                         const char **folder)
{
	struct arena *keep = wish->session->keep;
	struct text_list inputs = { .arena = keep };
	struct plan_tools tools;

	text_list_add(&inputs, (const char *)config.data);
	text_list_add_all(&inputs, flags);
	text_list_add(&inputs, builtins_mem ? "mem" : "no mem");
	*folder = cache_folder(keep, "runtime", &inputs);
	if (!*folder)
		return STATUS_PROJECT;
	const char *path = component_write_config(keep, *folder, "target", config);
	if (!path)
		return STATUS_PROJECT;
	struct plan plan = begin_plan(wish, *folder, path, flags, &tools);
	if (!plan_runtime(&plan, wish->session->root, builtins_mem))
		return STATUS_PROJECT;
	return run_locked(wish, &plan, "runtime");
}
