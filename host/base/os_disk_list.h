#pragma once
/* os_disk_list: the disks of this machine, as the kernel's sysfs tells them.
 *
 * Part of the seam that os_disk is. Only Linux has a sysfs: elsewhere the question ends with
 * ENOENT. */
#include <stdbool.h>
#include <stdint.h>

#include "host/base/text.h"

#define OS_SYSFS   "/sys"
#define OS_DEVICES "/dev"

struct os_disk {
	const char *path;    /* "/dev/sdb" */
	const char *model;   /* what the disk calls itself, or NULL */
	uint64_t size_bytes; /* 0: there is no medium in it */
	bool is_removable;   /* made to be unplugged: a stick, a card, anything on USB */
	bool is_read_only;
	const char *holder; /* a device that is made of it or of a partition, or NULL */
};

struct os_disk_list {
	struct os_disk *items;
	size_t count, capacity;
};

/* In the order of their names, without CDs and floppies. False with errno set. */
bool os_disk_list_read(struct arena *keep, const char *sysfs, const char *devices,
                       struct os_disk_list *list);
/* The path of the disk that a device, of this path, is a partition of; NULL: of none. */
const char *os_disk_of_partition(struct arena *keep, const char *sysfs, const char *devices,
                                 const char *path);

/* The first line of a file of sysfs, without spaces at its end; NULL: there is none. */
const char *os_sysfs_line(struct arena *keep, const char *folder, const char *name);
