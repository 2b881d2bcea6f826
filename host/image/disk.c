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

const char *disk_size_text(struct arena *keep, uint64_t size_bytes)
{
	uint64_t tenths = size_bytes / ((1u << 20) / 10);
	bool is_large = size_bytes >= 1u << 30;

	if (is_large)
		tenths /= 1024;
	return text_format(keep, "%" PRIu64 ".%" PRIu64 " %s", tenths / 10, tenths % 10,
	                   is_large ? "GiB" : "MiB");
}

/* "7.5 GiB, Cruzer Blade": what is known of the disk. */
static const char *describe(struct arena *keep, const char *path)
{
	struct os_disk_facts facts = os_disk_facts(keep, path);
	const char *size = facts.size_bytes ? disk_size_text(keep, facts.size_bytes)
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

bool disk_refuse(const char *path, int error)
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

bool disk_check_room(const char *path, uint64_t disk_bytes, uint64_t image_bytes)
{
	struct place at = { .file = path };

	if (disk_bytes >= image_bytes)
		return true;
	diag_error(&at, "the disk is too small: it has %" PRIu64 " bytes, the image %" PRIu64,
	           disk_bytes, image_bytes);
	diag_hint("use a larger disk; this one was not changed");
	return false;
}

/* An image that is being written, and where. */
struct writing {
	const char *path;
	int disk, image;
	uint64_t size_bytes, disk_bytes;
	struct disk_watch *watch;
};

static bool read_image(const struct writing *writing, void *data, size_t size, uint64_t offset)
{
	if (os_read_at(writing->image, data, size, offset))
		return true;
	return diag_error(NULL, "cannot read the image again: %s", strerror(errno));
}

static size_t piece_at(const struct writing *writing, uint64_t offset)
{
	uint64_t left = writing->size_bytes - offset;

	return left < COPY_BYTES ? (size_t)left : COPY_BYTES;
}

static void tell(const struct writing *writing, bool is_read_back, uint64_t done)
{
	if (writing->watch)
		writing->watch->step(writing->watch, is_read_back, done, writing->size_bytes);
}

static bool copy(const struct writing *writing, struct arena scratch)
{
	uint8_t *buffer = arena_push(&scratch, uint8_t, COPY_BYTES);

	for (uint64_t offset = 0; offset < writing->size_bytes;) {
		size_t size = piece_at(writing, offset);

		if (!read_image(writing, buffer, size, offset))
			return false;
		if (!os_write_at(writing->disk, buffer, size, offset))
			return disk_refuse(writing->path, errno);
		offset += size;
		tell(writing, false, offset);
	}
	return true;
}

/* Whether the disk has these bytes there. */
static bool compare_piece(const struct writing *writing, const uint8_t *expected, size_t size,
                          uint64_t offset, struct arena scratch)
{
	struct place at = { .file = writing->path };
	uint8_t *found = arena_push(&scratch, uint8_t, size);
	size_t same = 0;

	if (!os_read_at(writing->disk, found, size, offset)) {
		diag_error(&at, "cannot read back what was written: %s", strerror(errno));
		diag_hint("is it still plugged in? If so, try another one");
		return false;
	}
	while (same < size && found[same] == expected[same])
		same++;
	if (same == size)
		return true;
	diag_error(&at, "the disk does not keep what was written: byte %" PRIu64 " differs",
	           offset + same);
	diag_hint("try another port, then another disk");
	return false;
}

static bool forget(const struct writing *writing)
{
	return os_disk_forget(writing->disk) || disk_refuse(writing->path, errno);
}

static bool compare(const struct writing *writing, struct arena scratch)
{
	uint8_t *buffer = arena_push(&scratch, uint8_t, COPY_BYTES);

	if (!forget(writing))
		return false;
	for (uint64_t offset = 0; offset < writing->size_bytes;) {
		size_t size = piece_at(writing, offset);

		if (!read_image(writing, buffer, size, offset) ||
		    !compare_piece(writing, buffer, size, offset, scratch))
			return false;
		offset += size;
		tell(writing, true, offset);
	}
	return true;
}

/* What gpt_move_end writes: both tables, and where the image had its second. */
#define TABLE_PARTS 3
struct table {
	uint64_t offsets[TABLE_PARTS];
	size_t sizes[TABLE_PARTS];
	uint8_t *data[TABLE_PARTS];
};

static struct table place_table(const struct writing *writing)
{
	size_t size = GPT_END_SECTORS * SECTOR_SIZE;

	return (struct table){
		.offsets = { 0, writing->size_bytes - size, writing->disk_bytes - size },
		.sizes = { GPT_FIRST_USABLE * SECTOR_SIZE, size, size },
	};
}

static bool move_table(const struct writing *writing, struct arena scratch)
{
	struct table table = place_table(writing);
	bool good = gpt_move_end(writing->disk, writing->size_bytes / SECTOR_SIZE,
	                         writing->disk_bytes / SECTOR_SIZE);

	for (size_t i = 0; i < TABLE_PARTS && good; i++) {
		table.data[i] = arena_push(&scratch, uint8_t, table.sizes[i]);
		good = os_read_at(writing->disk, table.data[i], table.sizes[i], table.offsets[i]);
	}
	if (!good)
		return disk_refuse(writing->path, errno);
	if (!forget(writing))
		return false;
	for (size_t i = 0; i < TABLE_PARTS && good; i++)
		good = compare_piece(writing, table.data[i], table.sizes[i], table.offsets[i],
		                     scratch);
	return good;
}

static bool write_all(const struct writing *writing, struct arena scratch)
{
	diag_status("Overwriting", "%s (%s)", writing->path, describe(&scratch, writing->path));
	return copy(writing, scratch) && compare(writing, scratch) &&
	       (writing->disk_bytes == writing->size_bytes || move_table(writing, scratch));
}

bool disk_write(const char *path, const char *image, struct disk_watch *watch, struct arena scratch)
{
	struct place at = { .file = image };
	struct writing writing = { .path = path, .watch = watch };
	struct os_file_facts facts;

	if (!check_mounts(path, scratch))
		return false;
	writing.image = open(image, O_RDONLY | O_CLOEXEC);
	if (writing.image < 0 || !os_file_facts(image, &facts))
		return diag_error(&at, "cannot read: %s", strerror(errno));
	writing.size_bytes = facts.size_bytes;
	writing.disk = os_disk_open(path, &writing.disk_bytes);
	bool good = writing.disk >= 0 || disk_refuse(path, errno);
	if (good) {
		good = disk_check_room(path, writing.disk_bytes, writing.size_bytes) &&
		       write_all(&writing, scratch);
		if (!os_disk_close(writing.disk) && good)
			good = disk_refuse(path, errno);
	}
	close(writing.image);
	return good;
}
