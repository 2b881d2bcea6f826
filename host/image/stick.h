#pragma once
/* stick: the disks that can be unplugged, and whether an image may go there.
 *
 * Only `ingot image -o` writes to others. Nothing is opened here. */
#include "host/base/os_disk_list.h"

enum stick_state {
	STICK_READY,
	STICK_FIXED,   /* not removable */
	STICK_EMPTY,   /* no medium in it */
	STICK_UNKNOWN, /* nobody knows whether it is in use: errno in `error` */
	STICK_MOUNTED, /* user: the directory */
	STICK_SWAP,    /* user: the device */
	STICK_HELD,    /* user: a device that is made of it */
	STICK_READ_ONLY,
};

struct stick {
	struct os_disk disk;
	enum stick_state state;
	const char *user;
	int error;
};

struct stick_list {
	struct stick *items;
	size_t count, capacity;
};

/* sysfs and devices are OS_SYSFS and OS_DEVICES but for tests. */
struct stick_places {
	const char *sysfs, *devices;
};

/* Removable disks with a medium, whether they may be written to or not. False with errno
 * set. */
bool stick_list_read(struct arena *keep, const struct stick_places *places,
                     struct stick_list *list);
/* The disk that the user has named. False, reported, if it may not be written to. */
bool stick_find(struct arena *keep, const struct stick_places *places, const char *path,
                struct stick *stick);
/* "ready", "mounted at /media/stick": the state in a few words. */
const char *stick_state_text(struct arena *keep, const struct stick *stick);
