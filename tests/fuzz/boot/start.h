#pragma once
/* start: the ways in which a machine starts a damaged medium. */
#include "mutate.h"
#include "tests/machine/pool.h"

enum way { WAY_BIOS, WAY_PVH, WAY_UEFI, WAY_COUNT };

#define START_FILES_MAX 2

struct start {
	enum way way;
	const char *qemu;
	/* BIOS: none. PVH: the loader. UEFI: the firmware, and the image of a disk
	 * for it to fall back on, whose ingot.conf has the line NOT_STARTED, or
	 * NULL. */
	const char *files[START_FILES_MAX];
};

#define NOT_STARTED "not-started" /* a key that the loader refuses */

bool start_find_way(const char *name, enum way *way);
size_t start_file_count(enum way way);
long start_limit_ms(enum way way); /* of one boot; they take a hundredth of it */

/* What is worth damaging: UEFI reads tables and volume itself, and would find
 * nothing to start. */
struct targets start_targets(enum way way);

/* The good medium in a file: an image, or for PVH a kernel. */
bool start_open(enum way way, struct medium *medium, const char *path);

/* The machine that starts the medium at `path`, all but its serial line. */
void start_machine(const struct start *start, const char *path, struct pool_arguments *arguments);
