#include "host/build/build_network.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/build/made.h"
#include "host/build/sign.h"
#include "host/image/pe_files.h"

bool build_check_network(const struct build *build)
{
	if (build->project.image.firmware & FIRMWARE_UEFI)
		return true;
	diag_error(NULL,
	           "--format pxe: a network boot starts by UEFI, the project's image does not");
	diag_hint("add uefi to image.firmware in ingot.yaml");
	return false;
}

static bool copy(const struct build *build, const char *from)
{
	struct arena scratch = build->session->scratch;
	const struct image_file file = { .path = path_name(build->image), .source = from };
	struct output output;
	uint64_t size;

	if (!image_file_size(&file, &size) ||
	    !output_begin(&output, build->image, size, build->durability))
		return false;
	if (image_file_copy(&file, &output, 0, size, NULL, scratch))
		return output_commit(&output);
	output_cancel(&output);
	return false;
}

/* A signature is of all: kernel and modules are sealed by it. */
static bool write_signed(struct build *build, struct bytes loader, const struct image_file *files,
                         size_t count)
{
	struct arena *keep = build->session->keep;
	const char *plain = text_format(keep, "%s/%s.efi", build->folder, build->project.name);

	if (!made_note_file(build->folder, plain, build->session->scratch) ||
	    !pe_files_write(plain, loader, files, count, OS_REMADE, build->session->scratch))
		return false;
	const char *whole = sign_loader(build, plain);
	return whole && copy(build, whole);
}

bool build_network(struct build *build, struct image_file *files, size_t count)
{
	const char *folder = path_folder(build->session->keep, build->image);
	const char *path = path_join(build->session->keep, build->loader, "loader.efi");
	struct bytes loader;

	if (!os_read_file(build->session->keep, path, &loader))
		return diag_error(&(struct place){ .file = path }, "cannot read: %s",
		                  strerror(errno));
	if (!os_make_folders(folder))
		return diag_error(&(struct place){ .file = folder }, "cannot create: %s",
		                  strerror(errno));
	bool good = build->session->options.sign_key
	                    ? write_signed(build, loader, files, count)
	                    : pe_files_write(build->image, loader, files, count, build->durability,
	                                     build->session->scratch);
	files[count] = (struct image_file){ .path = "EFI/BOOT/BOOTX64.EFI", .source = path };
	build->files = files;
	build->file_count = count + 1;
	return good;
}
