#pragma once
/* files: what the loader was started with, by path.
 *
 * A part of firmware.h: each front end implements the three functions below,
 * those that were started from a disk by disk_files.h, those that find all in
 * memory by bundle.h. Context as in firmware.h; a file stays open for good. */
#include <stdbool.h>
#include <stdint.h>

#include "boot/file/fat.h"

struct file {
	uint64_t size_bytes;
	/* The content, if it lies in memory already: at a page's start, with
	 * its last page to itself. NULL: it must be read. */
	const void *in_place;
	struct fat_file on_disk; /* the business of disk_files */
};

/* Opens a file by its path, directories separated by '/', ASCII letters of either
 * case. False if there is no such file. */
bool file_open(struct file *file, const char *path);

/* Reads bytes that lie within the file. */
void file_read(struct file *file, uint64_t offset_bytes, void *to, uint64_t size_bytes);

/* Where file_open looks, as a sentence calls it: "the EFI system partition". */
const char *file_place(void);
