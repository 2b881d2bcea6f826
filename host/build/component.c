#include "host/build/component.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/cache.h"
#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/base/refusal.h"
#include "host/base/sources.h"
#include "host/build/libraries.h"
#include "host/build/lock.h"
#include "host/build/make.h"
#include "host/build/own_sources.h"
#include "host/build/record.h"
#include "host/build/source_flags.h"
#include "host/project/project.h"
#include "host/target/sanitize.h"

#define LOADER_SPEC "x86_64-boot.json"

struct bytes component_config(struct session *session, const struct target_spec *spec,
                              const struct toolchain *tools, const char *const *includes)
{
	struct arena *keep = session->keep;
	const char *const maps[] = { text_format(keep, "%s/=ingot/", session->root), NULL };
	struct spec_surroundings around = { tools->resource_folder, includes, maps,
		                            path_join(keep, session->root, "runtime/include/c++") };
	struct bytes flags = spec_config_text(keep, spec, &around);
	struct buffer text = { .arena = keep };
	struct place at = { .file = tools->clang };
	struct os_file_facts facts;

	/* By them the cache tells one clang from another. */
	if (!os_file_facts(tools->clang, &facts)) {
		diag_error(&at, "cannot access the compiler: %s", strerror(errno));
		return (struct bytes){ NULL, 0 };
	}
	buffer_printf(&text, "%.*s\n# for %s: %s, %" PRIu64 " bytes, of %" PRId64 "\n",
	              (int)flags.size, (const char *)flags.data, tools->clang, tools->version_text,
	              facts.size_bytes, facts.modified_ns);
	return buffer_bytes(&text);
}

static const char *config_path(struct arena *keep, const char *folder, const char *name)
{
	return text_format(keep, "%s/%s.cfg", folder, name);
}

const char *component_write_config(struct arena *keep, const char *folder, const char *name,
                                   struct bytes text)
{
	const char *path = config_path(keep, folder, name);
	bool changed;

	if (os_make_folders(folder) && os_update_file(path, text, &changed)) {
		if (changed)
			diag_trace(DIAG_WHY, "%s changed", path);
		return path;
	}
	refusal_to_write(*keep, path);
	return NULL;
}

static struct bytes program_text(struct arena *keep, const char *program)
{
	const char *path = os_find_program(keep, program);
	struct os_file_facts facts = { .modified_ns = 0 };
	struct buffer text = { .arena = keep };

	/* One that is not there fails when it is called. */
	os_file_facts(path ? path : program, &facts);
	buffer_printf(&text, "%s: %" PRIu64 " bytes, of %" PRId64 "\n", path ? path : program,
	              facts.size_bytes, facts.modified_ns);
	return buffer_bytes(&text);
}

const char *component_write_program(struct arena *keep, const char *folder, const char *name,
                                    const char *program)
{
	return component_write_config(keep, folder, name, program_text(keep, program));
}

/* Compiles what lies below root/inner, named by its path under root. */
static bool compile_folder(struct plan *plan, const char *root, const char *inner,
                           const struct text_list *flags, struct text_list *objects)
{
	struct text_list names = { .arena = plan->keep };

	if (!own_sources_find(plan->keep, root, inner, &names))
		return false;
	for (size_t i = 0; i < names.count; i++)
		text_list_add(objects,
		              own_sources_compile(plan, root, names.items[i], flags, false));
	return true;
}

/* Moves the objects whose path holds `part` to another list. */
static struct text_list take_objects(struct text_list *objects, const char *part)
{
	struct text_list taken = { .arena = objects->arena };
	size_t kept = 0;

	for (size_t i = 0; i < objects->count; i++) {
		if (strstr(objects->items[i], part))
			text_list_add(&taken, objects->items[i]);
		else
			objects->items[kept++] = objects->items[i];
	}
	objects->count = kept;
	return taken;
}

/* The loader: a core, and what each way to start adds to it. */
struct loader {
	struct plan *plan;
	const char *root;
	struct text_list core; /* objects of boot/, then its string functions */
	struct text_list bios, uefi, pvh;
};

static const char *const stage1_flags[] = { "--oformat=binary", NULL };
static const char *const plain_flags[] = { "--gc-sections", NULL };
static const char *const uefi_flags[] = { "--gc-sections", "-pie", "--no-dynamic-linker", "-ztext",
	                                  NULL };

/* Links objects by a script of boot/: the output's path. */
static const char *link_loader(const struct loader *loader, const char *output,
                               const struct text_list *objects, const char *script,
                               const char *const *more)
{
	struct arena *keep = loader->plan->keep;
	struct text_list flags = { .arena = keep };
	const char *path = path_join(keep, loader->plan->folder, output);

	script = path_join(keep, loader->root, script);
	text_list_add(&flags, text_format(keep, "--script=%s", script));
	text_list_add_all(&flags, more);
	plan_link(loader->plan, path, objects, script, NULL, &flags);
	return path;
}

static struct text_list join_core(const struct loader *loader, const struct text_list *objects)
{
	struct text_list all = { .arena = objects->arena };

	for (size_t i = 0; i < objects->count; i++)
		text_list_add(&all, objects->items[i]);
	for (size_t i = 0; i < loader->core.count; i++)
		text_list_add(&all, loader->core.items[i]);
	return all;
}

static void plan_bios(struct loader *loader)
{
	struct plan *plan = loader->plan;
	struct text_list stage1 = take_objects(&loader->bios, "/boot/bios/stage1.S.o");
	struct text_list stage2 = join_core(loader, &loader->bios);
	const char *elf = link_loader(loader, "stage2.elf", &stage2, "boot/bios/stage2.ld",
	                              plain_flags);

	link_loader(loader, "stage1.bin", &stage1, "boot/bios/stage1.ld", stage1_flags);
	plan_convert(plan, path_join(plan->keep, plan->folder, "stage2.bin"), elf,
	             "--output-target=binary");
}

static void plan_uefi(struct loader *loader)
{
	struct plan *plan = loader->plan;
	struct text_list objects = join_core(loader, &loader->uefi);
	const char *elf = link_loader(loader, "uefi.elf", &objects, "boot/uefi/loader.ld",
	                              uefi_flags);

	plan_convert(plan, path_join(plan->keep, plan->folder, "loader.efi"), elf,
	             "--output-target=binary");
}

static void plan_pvh(struct loader *loader)
{
	struct plan *plan = loader->plan;
	struct text_list objects = join_core(loader, &loader->pvh);
	const char *elf = link_loader(loader, "pvh.elf", &objects, "boot/pvh/loader.ld",
	                              plain_flags);

	plan_convert(plan, path_join(plan->keep, plan->folder, "loader.pvh"), elf, "--strip-all");
}

static bool plan_loader(struct plan *plan, const char *root)
{
	struct arena *keep = plan->keep;
	struct loader loader = { .plan = plan, .root = root, .core = { .arena = keep } };
	struct text_list helpers = { .arena = keep };
	struct text_list none = { .arena = keep }, flags = { .arena = keep };
	const char *library = path_join(keep, plan->folder, "libstring.a");

	own_sources_add_root(root, &flags);
	if (!compile_folder(plan, root, "boot", &flags, &loader.core) ||
	    !compile_folder(plan, root, "runtime/builtins/mem", &none, &helpers) ||
	    !compile_folder(plan, root, "runtime/core/string", &none, &helpers))
		return false;
	plan_archive(plan, library, &helpers);
	loader.bios = take_objects(&loader.core, "/obj/boot/bios/");
	loader.uefi = take_objects(&loader.core, "/obj/boot/uefi/");
	loader.pvh = take_objects(&loader.core, "/obj/boot/pvh/");
	own_sources_sort(&loader.core);
	text_list_add(&loader.core, library);
	plan_bios(&loader);
	plan_uefi(&loader);
	plan_pvh(&loader);
	return true;
}

/* One of the two, wherever it is made. */
struct component {
	const struct component_request *request;
	const char *kind; /* "loader" */
	const char *config_name;
	struct bytes config;
	const char *const *flags;
	struct text_list inputs;       /* that decide its bytes */
	const struct runtime *runtime; /* NULL: the loader */
	struct runtime_sources sources;
	const struct kernel_names *names; /* or NULL */
};

#define LINKER_CONFIG "linker"

/* Its plan for a directory, where nothing is written yet. False, reported. */
static bool make_plan(const struct component *component, const char *folder,
                      const struct selection *selection, struct plan_tools *tools,
                      struct plan *plan)
{
	const struct component_request *request = component->request;
	struct arena *keep = request->session->keep;
	const char *root = request->session->root;

	*tools = (struct plan_tools){ request->tools->clang, request->tools->lld,
		                      request->tools->ar, request->tools->objcopy };
	*plan = (struct plan){
		.keep = keep,
		.folder = folder,
		.config = config_path(keep, folder, component->config_name),
		.linker_config = config_path(keep, folder, LINKER_CONFIG),
		.flags = component->flags,
		.tools = tools,
		.dry_run = request->session->options.dry_run,
	};
	plan_begin(plan);
	if (!component->runtime)
		return plan_loader(plan, root);
	runtime_plan(plan, root, component->runtime, &component->sources, selection);
	return true;
}

/* Of the runtime, for a directory. Whether there is anything to make. */
static bool select_sources(const struct component *component, const char *folder, bool is_shared,
                           struct selection *selection)
{
	const struct session *session = component->request->session;
	const struct kernel_names *names = component->names;
	struct text_list all = { .arena = session->keep };

	for (size_t i = 0; i < component->sources.count; i++)
		text_list_add_all(&all, component->sources.libraries[i].names.items);
	selection_begin(selection, session->keep, session->root, component->runtime->sanitize,
	                &all);
	bool is_new = !selection_read(selection, folder);
	/* What has been made, and may be linked with, is not forgotten with the choice. */
	bool is_lost = is_new && os_file_exists(path_join(session->keep, folder, LIBRARIES_ORDER));
	size_t before = selection->is_all && !selection->was_all ? 0 : selection->count;
	/* What a kernel needs is not known before it is compiled. */
	if (is_shared || is_lost || (names && names->is_unknown) ||
	    (is_new && session->options.dry_run))
		selection_choose_all(selection);
	else if (names)
		selection_choose_names(selection, &names->needed);
	/* Without names it is brought up to date; that was done before any are known. */
	return is_shared ||
	       (is_new ? names || selection->is_all : !names || selection->count > before);
}

static bool has_text(struct arena scratch, const char *path, struct bytes text)
{
	struct bytes file;

	return os_read_file(&scratch, path, &file) && file.size == text.size &&
	       memcmp(file.data, text.data, text.size) == 0;
}

/* Whether all that a plan makes is there, by the same plan. */
static bool is_made(const struct component *component, const char *folder, bool is_shared)
{
	struct arena scratch = component->request->session->scratch;
	struct selection selection;
	struct plan_tools tools;
	struct plan plan;

	if (component->runtime && !select_sources(component, folder, is_shared, &selection))
		return true;
	return make_plan(component, folder, &selection, &tools, &plan) &&
	       has_text(scratch, plan.config, component->config) &&
	       has_text(scratch, plan.linker_config, program_text(plan.keep, tools.lld)) &&
	       has_text(scratch, path_join(plan.keep, folder, plan_file(false)),
	                buffer_bytes(&plan.ninja)) &&
	       record_is_current(&plan, scratch);
}

/* What a plan has compiled is looked at, as it may need more. */
struct compiled {
	struct selection *selection;
	const struct plan *plan;
	const struct session *session;
};

static bool check_compiled(const void *object)
{
	const struct compiled *compiled = object;

	return selection_check(compiled->selection, compiled->plan, compiled->session->scratch);
}

static enum exit_status make_once(const struct component *component, const char *folder,
                                  struct selection *selection, int lock)
{
	const struct component_request *request = component->request;
	const struct session *session = request->session;
	struct plan_tools tools;
	struct plan plan;

	if (!make_plan(component, folder, selection, &tools, &plan) || !plan_write(&plan))
		return STATUS_PROJECT;
	const struct ninja_request ninja = {
		.ninja = request->ninja,
		.plan = &plan,
		.what = text_format(session->keep, "the %s", component->kind),
		.jobs = session->options.jobs,
		.lock = lock,
	};
	const struct compiled compiled = { selection, &plan, session };
	const struct make_check check = { check_compiled, &compiled };

	return make_run(&ninja, component->runtime ? &check : NULL, session->scratch);
}

/* It is written down what was chosen when all of it is there: one that is killed before
 * has chosen nothing. */
static enum exit_status make_runtime(const struct component *component, const char *folder,
                                     bool is_shared, int lock)
{
	struct selection selection;
	enum exit_status status;
	size_t before;

	if (!select_sources(component, folder, is_shared, &selection))
		return STATUS_GOOD;
	do {
		before = selection.count;
		status = make_once(component, folder, &selection, lock);
	} while (status && selection.count > before);
	if (status || component->request->session->options.dry_run)
		return status;
	return selection_write(&selection, folder) ? STATUS_GOOD : STATUS_PROJECT;
}

/* Two ingots that need the same component build it once. */
static enum exit_status make_in(const struct component *component, const char *folder,
                                bool is_shared)
{
	struct arena *keep = component->request->session->keep;
	const char *what = text_format(keep, "the %s", component->kind);
	enum exit_status status;
	int lock;

	if (!component_write_config(keep, folder, component->config_name, component->config) ||
	    !component_write_program(keep, folder, LINKER_CONFIG, component->request->tools->lld))
		return STATUS_PROJECT;
	lock = lock_take(*keep, folder, what);
	if (lock == -1)
		return STATUS_PROJECT;
	status = component->runtime ? make_runtime(component, folder, is_shared, lock)
	                            : make_once(component, folder, NULL, lock);
	lock_release(lock);
	return status;
}

/* In the user's own cache; `shared` is one that cannot be written to, or NULL. */
static enum exit_status make_own(const struct component *component, const char *shared,
                                 const char **folder)
{
	struct arena *keep = component->request->session->keep;
	const char *root = cache_need_root(keep);

	*folder = root ? cache_folder(keep, root, component->kind, &component->inputs) : NULL;
	if (!*folder)
		return STATUS_PROJECT;
	if (shared && !is_made(component, *folder, false))
		diag_status("Caching", "the %s in %s: %s does not have it and cannot be written to",
		            component->kind, root, shared);
	return make_in(component, *folder, false);
}

/* In the shared cache if that may be written to; if not, what it has is taken. */
static enum exit_status make_component(const struct component *component, const char **folder)
{
	struct arena *keep = component->request->session->keep;
	const char *shared;

	if (!cache_find_shared(keep, &shared))
		return STATUS_PROJECT;
	if (!shared)
		return make_own(component, NULL, folder);
	*folder = cache_folder(keep, shared, component->kind, &component->inputs);
	if (!*folder)
		return STATUS_PROJECT;
	if (os_make_folders(*folder) && os_may_write(*folder))
		return make_in(component, *folder, true);
	return is_made(component, *folder, true) ? STATUS_GOOD
	                                         : make_own(component, shared, folder);
}

enum exit_status component_build_loader(const struct component_request *request,
                                        const char **folder)
{
	static const char *const own_flags[] = { "-Os", "-g", "-Wall", "-Wextra", NULL };
	struct arena *keep = request->session->keep;
	const char *root = request->session->root;
	const char *const includes[] = { path_join(keep, root, "runtime/include"), NULL };
	struct component loader = { .request = request,
		                    .kind = "loader",
		                    .config_name = "x86_64-boot",
		                    .inputs = { .arena = keep } };
	struct text_list flags = { .arena = keep };
	struct target_spec spec;

	if (!spec_load(keep, path_join(keep, root, LOADER_SPEC), NULL, &spec) ||
	    !spec_check(&spec, request->tools, request->session->scratch))
		return STATUS_PROJECT;
	loader.config = component_config(request->session, &spec, request->tools, includes);
	if (!loader.config.data)
		return STATUS_TOOL;
	text_list_add(&loader.inputs, (const char *)loader.config.data);
	struct spec_flag_list first = spec_command_flags(keep, &spec);
	text_list_add_all(&flags, spec_flag_texts(keep, &first));
	text_list_add_all(&flags, own_flags);
	loader.flags = flags.items;
	return make_component(&loader, folder);
}

enum exit_status component_build_runtime(const struct component_request *request,
                                         struct bytes config, const char *const *flags,
                                         const struct runtime *runtime,
                                         const struct kernel_names *names, const char **folder)
{
	struct arena *keep = request->session->keep;
	struct component component = { .request = request,
		                       .kind = "runtime",
		                       .config_name = "target",
		                       .config = config,
		                       .flags = flags,
		                       .inputs = { .arena = keep },
		                       .runtime = runtime,
		                       .names = names };

	text_list_add(&component.inputs, (const char *)config.data);
	text_list_add_all(&component.inputs, flags);
	text_list_add(&component.inputs, runtime->builtins_mem ? "mem" : "no mem");
	text_list_add(&component.inputs, text_format(keep, "sanitize %x", runtime->sanitize));
	text_list_add(&component.inputs, text_format(keep, "libraries %x", runtime->libraries));
	if (!runtime_find_sources(keep, request->session->root, runtime, &component.sources))
		return STATUS_PROJECT;
	return make_component(&component, folder);
}
