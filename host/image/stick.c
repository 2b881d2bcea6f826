#include "host/image/stick.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/image/disk.h"

#define ROOT "/"

static void judge_use(struct arena *keep, struct stick *stick)
{
	if (!os_disk_mount(keep, stick->disk.path, &stick->user)) {
		stick->state = STICK_UNKNOWN;
		stick->error = errno;
	} else if (stick->user) {
		stick->state = STICK_MOUNTED;
	} else if ((stick->user = os_disk_swap(keep, stick->disk.path))) {
		stick->state = STICK_SWAP;
	} else if (stick->disk.holder) {
		stick->state = STICK_HELD;
		stick->user = stick->disk.holder;
	} else {
		stick->state = stick->disk.is_read_only ? STICK_READ_ONLY : STICK_READY;
	}
}

static struct stick judge(struct arena *keep, const struct os_disk *disk)
{
	struct stick stick = { .disk = *disk };

	if (!disk->is_removable)
		stick.state = STICK_FIXED;
	else if (!disk->size_bytes)
		stick.state = STICK_EMPTY;
	else
		judge_use(keep, &stick);
	return stick;
}

bool stick_list_read(struct arena *keep, const struct stick_places *places, struct stick_list *list)
{
	struct os_disk_list disks;

	*list = (struct stick_list){ NULL, 0, 0 };
	if (!os_disk_list_read(keep, places->sysfs, places->devices, &disks))
		return false;
	for (size_t i = 0; i < disks.count; i++) {
		if (!disks.items[i].is_removable || !disks.items[i].size_bytes)
			continue;
		arena_grow(keep, list->items, list->count, list->capacity);
		list->items[list->count++] = judge(keep, &disks.items[i]);
	}
	return true;
}

const char *stick_state_text(struct arena *keep, const struct stick *stick)
{
	switch (stick->state) {
	case STICK_READY:     return "ready";
	case STICK_FIXED:     return "not removable";
	case STICK_EMPTY:     return "no medium";
	case STICK_UNKNOWN:   return strerror(stick->error);
	case STICK_SWAP:      return text_format(keep, "swap is on %s", stick->user);
	case STICK_HELD:      return text_format(keep, "part of %s", stick->user);
	case STICK_READ_ONLY: return "write-protected";
	case STICK_MOUNTED:   break;
	}
	return text_equal(stick->user, ROOT) ? "has the running system"
	                                     : text_format(keep, "mounted at %s", stick->user);
}

static void refuse_mounted(const struct place *at, const char *folder)
{
	if (text_equal(folder, ROOT)) {
		diag_error(at, "the running system is on this disk");
		diag_hint("use another one");
		return;
	}
	diag_error(at, "this disk is in use: a file system on it is mounted at %s", folder);
	diag_hint("if it is the right disk, unmount it first: umount %s", folder);
}

static bool refuse(const struct stick *stick)
{
	struct place at = { .file = stick->disk.path };

	switch (stick->state) {
	case STICK_READY: return true;
	case STICK_FIXED:
		diag_error(&at, "this disk is not removable");
		diag_hint("`ingot flash` writes to USB sticks and cards; any disk is overwritten "
		          "by `ingot image -o %s --force`",
		          stick->disk.path);
		break;
	case STICK_EMPTY:
		diag_error(&at, "there is no medium in this drive");
		diag_hint("put a card in");
		break;
	case STICK_UNKNOWN:
		diag_error(&at, "cannot tell whether this disk is in use: %s",
		           strerror(stick->error));
		diag_hint("write the image to a file, and copy that to the disk with dd");
		break;
	case STICK_MOUNTED: refuse_mounted(&at, stick->user); break;
	case STICK_SWAP:
		diag_error(&at, "this disk is in use: the system swaps to %s", stick->user);
		diag_hint("if it is the right disk, end that first: swapoff %s", stick->user);
		break;
	case STICK_HELD:
		diag_error(&at, "this disk is in use: %s is made of it", stick->user);
		diag_hint("close that first: a volume group, a RAID or an encrypted disk");
		break;
	case STICK_READ_ONLY:
		diag_error(&at, "this disk is write-protected");
		diag_hint("is there a switch on it?");
		break;
	}
	return false;
}

static bool refuse_other(struct arena *keep, const struct stick_places *places, const char *path,
                         const char *real)
{
	struct place at = { .file = path };
	const char *disk = os_disk_of_partition(keep, places->sysfs, places->devices, real);

	if (disk) {
		diag_error(&at, "this is a partition, and an image is a whole disk");
		diag_hint("name the disk: %s", disk);
		return false;
	}
	diag_error(&at, "this is not a disk that can be flashed");
	diag_hint("`ingot flash` alone lists those that can");
	return false;
}

/* As the user would have to write it: "sdb" is "/dev/sdb". */
static bool refuse_missing(struct arena *keep, const struct stick_places *places, const char *path)
{
	struct place at = { .file = path };
	const char *device = path_join(keep, places->devices, path);

	diag_error(&at, "cannot find this disk: %s", strerror(errno));
	if (!strchr(path, '/') && os_node_kind(device) == OS_NODE_DISK)
		diag_hint("did you mean %s?", device);
	else
		diag_hint("`ingot flash` alone lists the disks");
	return false;
}

bool stick_find(struct arena *keep, const struct stick_places *places, const char *path,
                struct stick *stick)
{
	struct place at = { .file = path };
	struct os_disk_list disks;
	const char *real = os_real_path(keep, path);

	if (!real)
		return refuse_missing(keep, places, path);
	if (os_node_kind(real) != OS_NODE_DISK) {
		diag_error(&at, "this is not a disk");
		diag_hint("`ingot image -o FILE` writes an image to a file");
		return false;
	}
	if (!os_disk_list_read(keep, places->sysfs, places->devices, &disks)) {
		diag_error(&at, "cannot tell what this disk is: %s", strerror(errno));
		diag_hint("write a file with `ingot image -o FILE`, and copy that to the disk "
		          "with dd");
		return false;
	}
	for (size_t i = 0; i < disks.count; i++)
		if (text_equal(disks.items[i].path, real)) {
			*stick = judge(keep, &disks.items[i]);
			return refuse(stick) && (os_may_write(real) || disk_refuse(path, errno));
		}
	return refuse_other(keep, places, path, real);
}
