#pragma once
/* bundle: kernel and modules that came into memory together, as QEMU's initrd
 * (abi/bundle.h).
 *
 * bundle_open believes nothing: magic, version, checksum, and that every
 * member lies within the bundle, in whole pages, behind the one before. What
 * does not add up stops the loader with ERROR_BUNDLE. */
#include "boot/file/files.h"

struct bundle {
	const uint8_t *bytes;
	uint64_t size_bytes;
	uint32_t member_count;
};

/* `size_bytes` at a page's start; more than the bundle itself may be there. */
void bundle_open(struct bundle *bundle, const void *bytes, uint64_t size_bytes);

/* As file_open and file_read; the file is in place unless it is empty. */
bool bundle_file_open(const struct bundle *bundle, struct file *file, const char *path);
void bundle_file_read(const struct file *file, uint64_t offset_bytes, void *to,
                      uint64_t size_bytes);
