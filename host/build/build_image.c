/* build_image: what a project's disk image, or its bundle, holds. */
#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_disk.h"
#include "host/base/os_file.h"
#include "host/build/boot_conf.h"
#include "host/build/build.h"
#include "host/build/build_network.h"
#include "host/build/epoch.h"
#include "host/build/made.h"
#include "host/build/record.h"
#include "host/build/sign.h"
#include "host/image/bundle.h"
#include "host/image/image.h"
#include "host/image/pack.h"
#include "host/image/symbols.h"

static bool read_loader(struct build *build, const char *name, struct bytes *content)
{
	const char *path = path_join(build->session->keep, build->loader, name);
	struct place at = { .file = path };

	return os_read_file(build->session->keep, path, content) ||
	       diag_error(&at, "cannot read: %s", strerror(errno));
}

/* The files that the loader is told of, kernel and modules, have room for their
 * configuration before them. */
static bool write_conf(const struct build *build, struct image_file *files, size_t count)
{
	struct arena *keep = build->session->keep;
	struct text_list modules = { .arena = keep };
	uint32_t *sums = NULL;

	for (size_t i = 1; i < count; i++)
		text_list_add(&modules, files[1 + i].path);

	if (build->project.image.checksums) {
		sums = arena_push(keep, uint32_t, count);
		for (size_t i = 0; i < count; i++)
			if (!image_file_crc(&files[1 + i], &sums[i], build->session->scratch))
				return false;
	}
	const char *conf = boot_conf_text(keep, &build->project, &modules, sums);
	files[0] = (struct image_file){ "boot/ingot.conf",
		                        NULL,
		                        { (const unsigned char *)conf, strlen(conf) } };
	return true;
}

/* A module: the file that the project names, or the archive of the directory. */
static bool make_module(const struct build *build, size_t i, struct image_file *file)
{
	struct arena *keep = build->session->keep;
	const struct placed_text *module = &build->project.image.modules.items[i];
	enum os_node kind = os_node_kind(module->text);
	bool has_name = build->project.image.module_names[i] != NULL;
	/* A name may be that of anything that is built. */
	const char *folder = has_name ? path_join(keep, build->folder, "modules") : build->folder;
	struct pack pack = { .folder = module->text, .at = &module->at };

	if (kind == OS_NODE_NONE)
		return diag_error(&module->at, "cannot access \"%s\": %s", module->text,
		                  strerror(errno));
	file->path = boot_conf_module(keep, &build->project, i, kind == OS_NODE_FOLDER);
	file->source = module->text;
	if (kind != OS_NODE_FOLDER)
		return true;
	if (!os_make_folders(folder))
		return diag_error(&(struct place){ .file = folder }, "cannot create: %s",
		                  strerror(errno));
	pack.archive = path_join(keep, folder, path_name(file->path));
	file->source = pack.archive;
	return made_note_file(build->folder, pack.archive, build->session->scratch) &&
	       epoch_read(&pack.epoch_seconds) && pack_write(&pack, build->session->scratch);
}

/* A module that the project need not name. */
static bool make_symbols(const struct build *build, struct image_file *file)
{
	struct arena *keep = build->session->keep;
	struct bytes elf;
	const char *reason;

	*file = (struct image_file){ .path = BOOT_CONF_SYMBOLS };
	if (!os_read_file(keep, build->kernel, &elf))
		return diag_error(&(struct place){ .file = build->kernel }, "cannot read: %s",
		                  strerror(errno));
	reason = symbols_make(keep, elf, &file->content);
	if (!reason)
		return true;
	diag_error(&build->project.symbols_place, "the kernel's functions cannot be listed: %s",
	           reason);
	diag_hint("remove what strips it from \"ldflags\", or remove \"symbols: true\"");
	return false;
}

/* The files that the loader looks for: configuration, kernel, modules. There
 * is room for one more. */
static bool list_files(const struct build *build, struct image_file **list, size_t *count)
{
	struct arena *keep = build->session->keep;
	const struct placed_list *modules = &build->project.image.modules;
	struct image_file *files = arena_push(keep, struct image_file, modules->count + 4);

	if (!project_check_modules(&build->project))
		return false;
	files[1] = (struct image_file){ .path = "boot/kernel", .source = build->stripped };
	for (size_t i = 0; i < modules->count; i++)
		if (!make_module(build, i, &files[i + 2]))
			return false;
	*list = files;
	*count = modules->count + 2;
	if (build->project.symbols && !make_symbols(build, &files[(*count)++]))
		return false;
	return write_conf(build, files, *count - 1);
}

/* Where UEFI looks on a removable disk (UEFI 2.10, 3.5.1.1). */
static bool uefi_loader(const struct build *build, struct image_file *file)
{
	const char *loader = path_join(build->session->keep, build->loader, "loader.efi");

	*file = (struct image_file){
		.path = "EFI/BOOT/BOOTX64.EFI",
		.source = sign_loader(build, loader),
	};
	return file->source != NULL;
}

static bool is_source(const struct build *build, const char *path)
{
	const struct project *project = &build->project;
	const struct options *options = &build->session->options;
	const char *const files[] = { project->file, project->workspace, project->target,
		                      options->sign_key, options->sign_certificate };
	struct arena scratch = build->session->scratch;

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (files[i] && os_is_same_file(files[i], path))
			return true;
	for (size_t i = 0; i < project->image.modules.count; i++)
		if (os_is_same_file(project->image.modules.items[i].text, path))
			return true;
	return record_has_file(build->folder, path, scratch) ||
	       record_has_file(build->loader, path, scratch) ||
	       record_has_file(build->runtime, path, scratch);
}

/* What lies in the target's directory, but for images. */
static bool is_kept(const struct build *build, const char *path)
{
	struct arena scratch = build->session->scratch;
	const char *real = os_real_path(&scratch, path);
	const char *folder = os_real_path(&scratch, path_folder(&scratch, build->folder));

	for (size_t i = 0; real && i < IMAGE_FORMAT_COUNT; i++)
		if (text_ends_with(real, text_format(&scratch, ".%s", image_formats[i].ending)))
			return false;
	return real && folder && path_is_within(real, folder);
}

bool build_check_output(const struct build *build, const char *path)
{
	struct place at = { .file = path };

	bool is_missing = !os_file_exists(path) && os_is_missing(errno);

	if (is_missing || (!is_source(build, path) && !is_kept(build, path)))
		return true;
	diag_error(&at, "not overwritten: the project is built from this file");
	diag_hint("name another file");
	return false;
}

static bool read_stages(struct build *build, struct image_request *request)
{
	return read_loader(build, "stage1.bin", &request->stage1) &&
	       read_loader(build, "stage2.bin", &request->stage2);
}

/* Some BIOSes start no disk without an active partition, though it has a GPT; UEFI
 * wants the record not to be, and some take offence. */
static bool is_active(const struct project *project)
{
	if (project->image.active == ACTIVE_UNSAID)
		return project->image.firmware == FIRMWARE_BIOS;
	return project->image.active == ACTIVE_YES;
}

/* One that the user names is the user's. */
static bool note_image(const struct build *build)
{
	const char *named = build->session->options.output;

	return (named && text_equal(named, build->image)) ||
	       made_note_file(build->folder, build->image, build->session->scratch);
}

enum exit_status build_image(struct build *build)
{
	struct image_request request = { .format = build->format,
		                         .durability = build->durability,
		                         .is_active = is_active(&build->project) };
	unsigned firmware = build->project.image.firmware;
	struct image_file *files;

	if (build->session->options.dry_run)
		return STATUS_GOOD;
	if (!list_files(build, &files, &request.file_count))
		return STATUS_PROJECT;
	if (build->format == IMAGE_PXE)
		return note_image(build) && build_network(build, files, request.file_count)
		               ? STATUS_GOOD
		               : STATUS_PROJECT;
	request.files = files;
	if (firmware & FIRMWARE_UEFI && !uefi_loader(build, &files[request.file_count++]))
		return STATUS_PROJECT;
	build->files = files;
	build->file_count = request.file_count;
	if (!epoch_read(&request.epoch_seconds) ||
	    (firmware & FIRMWARE_BIOS && !read_stages(build, &request)) || !note_image(build) ||
	    !image_write(build->image, &request, build->session->scratch))
		return STATUS_PROJECT;
	return STATUS_GOOD;
}

enum exit_status build_bundle(struct build *build)
{
	struct image_file *files;
	size_t count;

	if (build->session->options.dry_run)
		return STATUS_GOOD;
	return list_files(build, &files, &count) &&
	                       made_note_file(build->folder, build->bundle,
	                                      build->session->scratch) &&
	                       bundle_write(build->bundle, files, count, build->session->scratch)
	               ? STATUS_GOOD
	               : STATUS_PROJECT;
}
