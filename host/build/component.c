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
#include "host/build/lock.h"
#include "host/build/make.h"
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

/* Two ingots that need the same component build it once. */
static enum exit_status run_locked(const struct component_request *request, struct plan *plan,
                                   const char *what)
{
	const struct options *options = &request->session->options;
	int lock = lock_take(*plan->keep, plan->folder, what);
	struct ninja_request ninja = { request->ninja, plan, what, options->jobs, lock };

	if (lock == -1)
		return STATUS_PROJECT;
	enum exit_status status = plan_write(plan)
	                                  ? make_run(&ninja, NULL, request->session->scratch)
	                                  : STATUS_PROJECT;
	lock_release(lock);
	return status;
}

/* What a release build makes for size, not for speed: the kit, most of which runs
 * once or when all is lost, what reports print with, and what prints doubles, as it is
 * large. NULL: not this source. */
static const char *size_flag(const char *name)
{
	static const struct {
		const char *beginning, *flag;
	} rules[] = {
		{ "kit/", "-Oz" },
		{ "runtime/core/number/decimal.c", "-Os" },
		{ "runtime/core/stdio/format.c", "-Os" },
		{ "runtime/core/stdio/format_float.c", "-Os" },
		{ "runtime/core/stdio/printf.c", "-Os" },
		{ "runtime/core/stdio/report.c", "-Oz" },
		{ "runtime/core/stdio/sink.c", "-Os" },
	};

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (strncmp(name, rules[i].beginning, strlen(rules[i].beginning)) == 0)
			return rules[i].flag;
	return NULL;
}

/* What boot/ and kit/ see besides their own directory: "abi/x86.h". Not runtime/,
 * which includes nothing of Ingot. */
static void add_root_includes(const char *root, struct text_list *flags)
{
	text_list_add(flags, "-iquote");
	text_list_add(flags, root);
}

/* Compiles what lies below root/inner, named by its path under root. */
static bool compile_folder(struct plan *plan, const char *root, const char *inner,
                           struct text_list flags, bool optimized, struct text_list *objects)
{
	struct sources sources = { .files = { .arena = plan->keep },
		                   .left = { .arena = plan->keep } };

	if (!sources_find(plan->keep, path_join(plan->keep, root, inner), &sources))
		return false;
	for (size_t i = 0; i < sources.files.count; i++) {
		const char *source = sources.files.items[i], *name = source + strlen(root) + 1;
		struct text_list all = { .arena = plan->keep };

		source_flags_add_own(sources_kind(name), &all);
		text_list_add_all(&all, flags.items);
		if (optimized && size_flag(name))
			text_list_add(&all, size_flag(name));
		text_list_add(objects, plan_compile(plan, source, name, &all));
	}
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

static int compare_file_names(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(path_name(*a), path_name(*b));
}

/* By the names of the files alone: a source that moves to another directory leaves
 * the link as it was. */
static void sort_by_file_name(struct text_list *objects)
{
	if (objects->count)
		qsort(objects->items, objects->count, sizeof *objects->items, compare_file_names);
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

	add_root_includes(root, &flags);
	if (!compile_folder(plan, root, "boot", flags, false, &loader.core) ||
	    !compile_folder(plan, root, "runtime/builtins/mem", none, false, &helpers) ||
	    !compile_folder(plan, root, "runtime/core/string", none, false, &helpers))
		return false;
	plan_archive(plan, library, &helpers);
	loader.bios = take_objects(&loader.core, "/obj/boot/bios/");
	loader.uefi = take_objects(&loader.core, "/obj/boot/uefi/");
	loader.pvh = take_objects(&loader.core, "/obj/boot/pvh/");
	sort_by_file_name(&loader.core);
	text_list_add(&loader.core, library);
	plan_bios(&loader);
	plan_uefi(&loader);
	plan_pvh(&loader);
	return true;
}

/* Reports name a source of the kit by its path below root, as it is on every
 * host: -ffile-prefix-map does not reach these names. */
static void add_strip_flag(const char *root, struct text_list *flags)
{
	unsigned components = *root == '/';

	for (const char *at = root; *at; at += strcspn(at, "/")) {
		at += strspn(at, "/");
		components += *at != '\0';
	}
	text_list_add(flags,
	              text_format(flags->arena, "-fsanitize-undefined-strip-path-components=%u",
	                          components));
}

/* A library of the runtime. */
struct part {
	const char *source, *archive;
	enum sanitize_part part;
	unsigned library;   /* STD_, which a project may do without; or 0 */
	unsigned sanitizer; /* that it is for, or 0 */
};

static bool compile_part(struct plan *plan, const char *root,
                         const struct component_runtime *runtime, const struct part *part,
                         struct text_list *objects)
{
	struct text_list flags = { .arena = plan->keep };

	sanitize_add_compile_flags(runtime->sanitize, part->part, &flags);
	if (part->part == SANITIZE_KIT) {
		add_root_includes(root, &flags);
		/* Its own names are given them with the others': debuggers show these. */
		text_list_add(&flags, "-DKIT_NAME(name)=");
	}
	if (part->part == SANITIZE_KIT && runtime->sanitize & SANITIZE_UNDEFINED)
		add_strip_flag(root, &flags);
	if (!compile_folder(plan, root, part->source, flags, runtime->optimized, objects))
		return false;
	if (!runtime->builtins_mem)
		take_objects(objects, "/obj/runtime/builtins/mem/");
	if (part->part == SANITIZE_KIT)
		sort_by_file_name(objects);
	return true;
}

/* Those that the kernel is linked with: what one lacks is the kernel's to define, under
 * its own name. The sanitizer's is made only for those who use it. */
static bool plan_runtime(struct plan *plan, const char *root,
                         const struct component_runtime *runtime)
{
	static const struct part parts[] = {
		{ "runtime/builtins", "libbuiltins.a", SANITIZE_BASE, STD_BUILTINS, 0 },
		{ "runtime/core", "libcore.a", SANITIZE_CORE, STD_CORE, 0 },
		{ "runtime/alloc", "liballoc.a", SANITIZE_ALLOC, STD_ALLOC, 0 },
		{ "runtime/cxx", "libcxx.a", SANITIZE_BASE, 0, 0 },
		{ "kit", "libkit.a", SANITIZE_KIT, 0, 0 },
		{ "runtime/sanitize", "libsanitize.a", SANITIZE_BASE, 0, SANITIZE_ADDRESS },
	};
	struct plan_library libraries[sizeof parts / sizeof *parts];
	size_t count = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct plan_library library = {
			.path = path_join(plan->keep, plan->folder, parts[i].archive),
			.objects = { .arena = plan->keep },
		};

		if ((parts[i].library && !(runtime->libraries & parts[i].library)) ||
		    (parts[i].sanitizer && !(runtime->sanitize & parts[i].sanitizer)))
			continue;
		if (!compile_part(plan, root, runtime, &parts[i], &library.objects))
			return false;
		libraries[count++] = library;
	}
	plan_libraries(plan, libraries, count);
	return true;
}

/* One of the two, wherever it is made. */
struct component {
	const struct component_request *request;
	const char *kind; /* "loader" */
	const char *config_name;
	struct bytes config;
	const char *const *flags;
	struct text_list inputs;                 /* that decide its bytes */
	const struct component_runtime *runtime; /* NULL: the loader */
};

#define LINKER_CONFIG "linker"

/* Its plan for a directory, where nothing is written yet. False, reported. */
static bool make_plan(const struct component *component, const char *folder,
                      struct plan_tools *tools, struct plan *plan)
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
	return component->runtime ? plan_runtime(plan, root, component->runtime)
	                          : plan_loader(plan, root);
}

static bool has_text(struct arena scratch, const char *path, struct bytes text)
{
	struct bytes file;

	return os_read_file(&scratch, path, &file) && file.size == text.size &&
	       memcmp(file.data, text.data, text.size) == 0;
}

/* Whether all that a plan makes is there, by the same plan. */
static bool is_made(const struct component *component, const struct plan *plan)
{
	struct arena scratch = component->request->session->scratch;

	return has_text(scratch, plan->config, component->config) &&
	       has_text(scratch, plan->linker_config, program_text(plan->keep, plan->tools->lld)) &&
	       has_text(scratch, path_join(plan->keep, plan->folder, plan_file(false)),
	                buffer_bytes(&plan->ninja)) &&
	       record_is_current(plan, scratch);
}

static enum exit_status make_in(const struct component *component, const char *folder)
{
	struct arena *keep = component->request->session->keep;
	struct plan_tools tools;
	struct plan plan;

	if (!component_write_config(keep, folder, component->config_name, component->config) ||
	    !component_write_program(keep, folder, LINKER_CONFIG, component->request->tools->lld) ||
	    !make_plan(component, folder, &tools, &plan))
		return STATUS_PROJECT;
	return run_locked(component->request, &plan, text_format(keep, "the %s", component->kind));
}

/* In the user's own cache; `shared` is one that cannot be written to, or NULL. */
static enum exit_status make_own(const struct component *component, const char *shared,
                                 const char **folder)
{
	struct arena *keep = component->request->session->keep;
	const char *root = cache_need_root(keep);
	struct plan_tools tools;
	struct plan plan;

	*folder = root ? cache_folder(keep, root, component->kind, &component->inputs) : NULL;
	if (!*folder)
		return STATUS_PROJECT;
	if (shared) {
		if (!make_plan(component, *folder, &tools, &plan))
			return STATUS_PROJECT;
		if (!is_made(component, &plan))
			diag_status("Caching",
			            "the %s in %s: %s does not have it and cannot be written to",
			            component->kind, root, shared);
	}
	return make_in(component, *folder);
}

/* In the shared cache if that may be written to; if not, what it has is taken. */
static enum exit_status make_component(const struct component *component, const char **folder)
{
	struct arena *keep = component->request->session->keep;
	const char *shared;
	struct plan_tools tools;
	struct plan plan;

	if (!cache_find_shared(keep, &shared))
		return STATUS_PROJECT;
	if (!shared)
		return make_own(component, NULL, folder);
	*folder = cache_folder(keep, shared, component->kind, &component->inputs);
	if (!*folder)
		return STATUS_PROJECT;
	if (os_make_folders(*folder) && os_may_write(*folder))
		return make_in(component, *folder);
	if (!make_plan(component, *folder, &tools, &plan))
		return STATUS_PROJECT;
	return is_made(component, &plan) ? STATUS_GOOD : make_own(component, shared, folder);
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
                                         const struct component_runtime *runtime,
                                         const char **folder)
{
	struct arena *keep = request->session->keep;
	struct component component = { .request = request,
		                       .kind = "runtime",
		                       .config_name = "target",
		                       .config = config,
		                       .flags = flags,
		                       .inputs = { .arena = keep },
		                       .runtime = runtime };

	text_list_add(&component.inputs, (const char *)config.data);
	text_list_add_all(&component.inputs, flags);
	text_list_add(&component.inputs, runtime->builtins_mem ? "mem" : "no mem");
	text_list_add(&component.inputs, text_format(keep, "sanitize %x", runtime->sanitize));
	text_list_add(&component.inputs, text_format(keep, "libraries %x", runtime->libraries));
	return make_component(&component, folder);
}
