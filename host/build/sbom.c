#include "host/build/sbom.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "abi/version.h"
#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/build/epoch.h"
#include "host/build/spdx.h"
#include "host/image/tar_list.h"

#define INGOT_LICENSE "MIT"
#define LLVM_LICENSE  "Apache-2.0 WITH LLVM-exception"

/* What is written, and the items that others refer to. */
struct sbom {
	const struct build *build;
	struct spdx spdx;
	size_t image, loader, runtime, kit;
};

static bool cannot_read(const char *path)
{
	return diag_error(&(struct place){ .file = path }, "cannot read: %s", strerror(errno));
}

static bool hash_path(const char *path, char *hash)
{
	struct os_file_facts facts;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return cannot_read(path);
	bool good = os_file_facts(path, &facts) && tar_list_hash(fd, 0, facts.size_bytes, hash);
	int error = errno;
	close(fd);
	errno = error;
	return good || cannot_read(path);
}

static void hash_bytes(struct bytes content, char *hash)
{
	struct sha256 sha;

	sha256_begin(&sha);
	sha256_add(&sha, content.data, content.size);
	struct sha256_hash sum = sha256_end(&sha);
	sha256_write_hex(&sum, SHA256_SIZE, hash);
}

static size_t add_inside(struct sbom *sbom, const struct spdx_item *item, size_t where)
{
	size_t index = spdx_add(&sbom->spdx, item);

	spdx_relate(&sbom->spdx, where, "CONTAINS", index);
	return index;
}

static size_t add_part(struct sbom *sbom, const char *name, const char *comment)
{
	const struct spdx_item part = { .name = name,
		                        .purpose = "SOURCE",
		                        .version = INGOT_VERSION,
		                        .license = INGOT_LICENSE,
		                        .comment = comment };

	return spdx_add(&sbom->spdx, &part);
}

static bool add_image(struct sbom *sbom)
{
	const struct build *build = sbom->build;
	const char *name = build->project.name;
	const char *ending = image_formats[build->format].ending;
	const char *file = text_format(sbom->spdx.keep, "%s.%s", name, ending);
	struct spdx_item image = { .name = name,
		                   .purpose = "OPERATING_SYSTEM",
		                   .file_name = file,
		                   .comment = build->format == IMAGE_PXE ? "boots by a network"
		                                                         : "a disk image" };

	if (!hash_path(build->image, image.hash))
		return false;
	sbom->image = spdx_add(&sbom->spdx, &image);
	return true;
}

static void add_sources(struct sbom *sbom)
{
	const struct build *build = sbom->build;
	const struct spdx_item compiler = { .name = "clang",
		                            .purpose = "APPLICATION",
		                            .version = build->tools.version_text,
		                            .license = LLVM_LICENSE,
		                            .comment = "compiled and linked it, with ld.lld" };

	sbom->loader = add_part(sbom, "ingot-loader", "boot loader");
	if (build->project.build_std)
		sbom->runtime = add_part(sbom, "ingot-runtime", "C library");
	if (build->project.kit)
		sbom->kit = add_part(sbom, "ingot-kit", "what the kernel starts with");
	spdx_relate(&sbom->spdx, spdx_add(&sbom->spdx, &compiler), "BUILD_TOOL_OF", sbom->image);
}

/* What lies outside of the file system. */
static bool add_stages(struct sbom *sbom)
{
	static const char *const names[] = { "stage1.bin", "stage2.bin" };
	static const char *const places[] = { "in the boot sector", "in the BIOS boot partition" };
	struct arena *keep = sbom->spdx.keep;

	for (size_t i = 0; i < 2; i++) {
		struct spdx_item stage = { .name = names[i],
			                   .purpose = "FILE",
			                   .license = INGOT_LICENSE,
			                   .comment = places[i] };

		if (!hash_path(path_join(keep, sbom->build->loader, names[i]), stage.hash))
			return false;
		spdx_relate(&sbom->spdx, add_inside(sbom, &stage, sbom->image), "GENERATED_FROM",
		            sbom->loader);
	}
	return true;
}

static bool add_members(struct sbom *sbom, const struct image_file *file, size_t archive)
{
	struct tar_list list;

	if (!tar_list_read(sbom->spdx.keep, file->source, &list))
		return cannot_read(file->source);
	for (size_t i = 0; i < list.count; i++) {
		const char *name = list.items[i].name;
		struct spdx_item member = { .name = name, .purpose = "FILE", .file_name = name };

		memcpy(member.hash, list.items[i].hash, sizeof member.hash);
		add_inside(sbom, &member, archive);
	}
	return true;
}

static void relate_kernel(struct sbom *sbom, size_t kernel)
{
	if (sbom->runtime)
		spdx_relate(&sbom->spdx, kernel, "STATIC_LINK", sbom->runtime);
	if (sbom->kit)
		spdx_relate(&sbom->spdx, kernel, "STATIC_LINK", sbom->kit);
}

static bool add_file(struct sbom *sbom, const struct image_file *file)
{
	bool is_loader = text_starts_with(file->path, "EFI/");
	struct spdx_item item = { .name = file->path,
		                  .purpose = "FILE",
		                  .file_name = file->path,
		                  .license = is_loader ? INGOT_LICENSE : NULL };

	if (!file->source)
		hash_bytes(file->content, item.hash);
	else if (!hash_path(file->source, item.hash))
		return false;
	size_t index = add_inside(sbom, &item, sbom->image);
	if (is_loader)
		spdx_relate(&sbom->spdx, index, "GENERATED_FROM", sbom->loader);
	if (text_equal(file->path, "boot/kernel"))
		relate_kernel(sbom, index);
	else if (file->source && !is_loader)
		return add_members(sbom, file, index);
	return true;
}

static bool write_list(const struct sbom *sbom, const char *path)
{
	struct place at = { .file = path };

	if (os_write_file(path, spdx_text(&sbom->spdx)))
		return true;
	diag_error(&at, "cannot write the list: %s", strerror(errno));
	diag_hint("name another file with --sbom");
	return false;
}

bool sbom_write(const struct build *build, const char *path)
{
	struct sbom sbom = {
		.build = build,
		.spdx = { .keep = build->session->keep,
		          .name = build->project.name,
		          .creator = "ingot-" INGOT_VERSION },
	};

	if (build->session->options.dry_run)
		return true;
	if (!epoch_read(&sbom.spdx.created_s) || !add_image(&sbom))
		return false;
	add_sources(&sbom);
	if (build->format != IMAGE_PXE && build->project.image.firmware & FIRMWARE_BIOS &&
	    !add_stages(&sbom))
		return false;
	for (size_t i = 0; i < build->file_count; i++)
		if (!add_file(&sbom, &build->files[i]))
			return false;
	return write_list(&sbom, path);
}
