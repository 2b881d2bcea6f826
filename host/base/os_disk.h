#pragma once
/* os_disk: real disks: which they are, who uses them, and writing to them.
 *
 * Part of the seam that os_file is. Where a system's way to tell is not known
 * here, a question ends with ENOTSUP, never with a guess. */
#include <stdbool.h>
#include <stdint.h>

#include "host/base/text.h"

enum os_node {
	OS_NODE_NONE,
	OS_NODE_FILE,
	OS_NODE_FOLDER,
	OS_NODE_DISK,  /* a block device */
	OS_NODE_OTHER, /* another device, a pipe, a socket */
};

/* Links are followed. */
enum os_node os_node_kind(const char *path);

struct os_disk_facts {
	uint64_t size_bytes; /* 0: unknown */
	const char *model;   /* what the disk calls itself, or NULL */
};

/* As far as that can be known without opening the disk for writing. */
struct os_disk_facts os_disk_facts(struct arena *keep, const char *path);

/* Where a file system is mounted that lies on the disk, on a partition of it,
 * or on the disk that it is a partition of; *directory NULL: nowhere. */
bool os_disk_mount(struct arena *keep, const char *path, const char **folder);

/* The device that is swapped to, if it is the disk or a partition of it, as above; NULL:
 * none. */
const char *os_disk_swap(struct arena *keep, const char *path);

/* Opens the disk for writing, and no one else may meanwhile: EBUSY if anything
 * uses it, swap and volume managers too. -1 on failure. */
int os_disk_open(const char *path, uint64_t *size_bytes);
/* What was written is on the disk when this returns, and what is read next comes from
 * there, as far as the system has its word: from no copy in memory. */
bool os_disk_forget(int fd);
/* What was written is on the disk when this returns. */
bool os_disk_close(int fd);
