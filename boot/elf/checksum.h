#pragma once
/* checksum: CRC-32 of kernel and modules: whether a file is the one that
 * boot/ingot.conf was written for. Both stop with ERROR_CHECKSUM if it is not. */
#include "boot/file/conf.h"
#include "boot/file/files.h"

/* The content of a file, in memory. */
void checksum_check(const void *bytes, uint64_t size_bytes, const struct conf_file *named);

/* A file that is read piece by piece later: reads all of it once more. */
void checksum_check_file(struct file *file, const struct conf_file *named);
