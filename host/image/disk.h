#pragma once
/* disk: an image on a real disk, such as a USB stick.
 *
 * What is there is lost, so everything that speaks against it is looked for
 * before the first byte: that no one said --force, a mounted file system,
 * another user of the disk, too little room. A whole image is copied, holes
 * too: a disk is not zero where nothing is written. All that was written is read
 * back and compared. */
#include "host/base/arena.h"
#include "host/base/os_disk.h"

/* Whether an image may go to the disk at path; refused with a reason if not.
 * Nothing is opened: this can be asked long before there is an image. */
bool disk_check(const char *path, bool force, struct arena scratch);
/* Whether it has room; refused if not. */
bool disk_check_room(const char *path, uint64_t disk_bytes, uint64_t image_bytes);
/* Says what an errno means for somebody who wants to write there; returns false. */
bool disk_refuse(const char *path, int error);
/* "14.3 GiB" */
const char *disk_size_text(struct arena *keep, uint64_t size_bytes);

/* Called while an image is written, and then while it is read back: done bytes of total. */
struct disk_watch {
	void (*step)(struct disk_watch *watch, bool is_read_back, uint64_t done, uint64_t total);
};

/* Checks again, says what it overwrites, copies the image and compares; watch: NULL for
 * none. */
bool disk_write(const char *path, const char *image, struct disk_watch *watch,
                struct arena scratch);
