#include "host/image/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/image/gpt.h"

#define COPY_BYTES (1u << 20)

/* "7.5 GiB, Cruzer Blade": what is known of the disk. */
static const char *describe(struct arena *keep, const char *path)
{
	struct os_disk_facts facts = os_disk_facts(keep, path);
	uint64_t tenths = facts.size_bytes / ((1u << 20) / 10);
	bool is_large = facts.size_bytes >= 1u << 30;

	if (is_large)
		tenths /= 1024;
	const char *size = facts.size_bytes
	                           ? text_format(keep, "%" PRIu64 ".%" PRIu64 " %s", tenths / 10,
	                                         tenths % 10, is_large ? "GiB" : "MiB")
	                           : "of unknown size";
	return facts.model ? text_format(keep, "%s, %s", size, facts.model) : size;
}

static bool check_mounts(const char *path, struct arena scratch)
{
	struct place at = { .file = path };
	const char *folder;

	if (!os_disk_mount(&scratch, path, &folder)) {
		diag_error(&at, "cannot tell whether this disk is in use: %s", strerror(errno));
		diag_hint("write the image to a file, and copy that to the disk with dd");
		return false;
	}
	if (!folder)
		return true;
	diag_error(&at, "this disk is in use: a file system on it is mounted at %s", folder);
	diag_hint("if it is the right disk, unmount it first");
	return false;
}

bool disk_check(const char *path, bool force, struct arena scratch)
{
	struct place at = { .file = path };

	if (!check_mounts(path, scratch))
		return false;
	if (force)
		return true;
	diag_error(&at, "this is a disk (%s): an image would overwrite its content",
	           describe(&scratch, path));
	diag_hint("if it is the right disk, add --force");
	return false;
}

static bool report(const char *path, int error)
{
	diag_error(&(struct place){ .file = path }, "cannot write to the disk: %s",
	           strerror(error));
	switch (error) {
	case EACCES:
	case EPERM:
		diag_hint("writing to a disk requires its owner's privileges: try "
		          "sudo");
		break;
	case EBUSY:
	case EAGAIN:
		diag_hint("something uses it: unmount it, or take it out of swap, RAID or volume "
		          "group");
		break;
	case EROFS: diag_hint("is its write protection on?"); break;
	default:    diag_hint("is it still plugged in?");
	}
	return false;
}

static bool check_room(const char *path, uint64_t disk_bytes, uint64_t image_bytes)
{
	struct place at = { .file = path };

	if (disk_bytes >= image_bytes)
		return true;
	diag_error(&at, "the disk is too small: it has %" PRIu64 " bytes, the image %" PRIu64,
	           disk_bytes, image_bytes);
	diag_hint("use a larger disk; this one was not changed");
	return false;
}

static bool copy(const char *path, int disk, int image, uint64_t size_bytes, struct arena scratch)
{
	uint8_t *buffer = arena_push(&scratch, uint8_t, COPY_BYTES);

	for (uint64_t offset = 0; offset < size_bytes;) {
		uint64_t left = size_bytes - offset;
		size_t size = left < COPY_BYTES ? (size_t)left : COPY_BYTES;

		if (!os_read_at(image, buffer, size, offset))
			return diag_error(NULL,
			                  "cannot read the image again: "
			                  "%s",
			                  strerror(errno));
		if (!os_write_at(disk, buffer, size, offset))
			return report(path, errno);
		offset += size;
	}
	return true;
}

/* The image is open, the disk not yet. */
static bool write_open_image(const char *path, int image, uint64_t size_bytes, struct arena scratch)
{
	uint64_t disk_bytes;
	int disk = os_disk_open(path, &disk_bytes);

	if (disk < 0)
		return report(path, errno);
	bool good = check_room(path, disk_bytes, size_bytes);
	if (good) {
		diag_status("Overwriting", "%s (%s)", path, describe(&scratch, path));
		good = copy(path, disk, image, size_bytes, scratch);
		if (good && disk_bytes > size_bytes &&
		    !gpt_move_end(disk, size_bytes / SECTOR_SIZE, disk_bytes / SECTOR_SIZE))
			good = report(path, errno);
	}
	if (!os_disk_close(disk) && good)
		return report(path, errno);
	return good;
}

bool disk_write(const char *path, const char *image, struct arena scratch)
{
	struct place at = { .file = image };
	struct os_file_facts facts;

	if (!check_mounts(path, scratch))
		return false;
	int fd = open(image, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || !os_file_facts(image, &facts))
		return diag_error(&at, "cannot read: %s", strerror(errno));
	bool good = write_open_image(path, fd, facts.size_bytes, scratch);
	close(fd);
	return good;
}
