#pragma once
/* bundle: the files of one boot in one file (abi/bundle.h), for a machine that
 * is handed memory instead of a disk.
 *
 * The same files make the same bytes. What lies between them is never written:
 * the file is sparse where the file system has holes. */
#include "abi/bundle.h"
#include "host/image/image_file.h"

#define BUNDLE_SIZE_MAX_BYTES (1ull << 32) /* it must lie below 4 GiB */

/* Written under a temporary name beside path, then renamed: on failure, which
 * is reported, nothing is left behind and an old bundle stays. */
bool bundle_write(const char *path, const struct image_file *files, size_t count,
                  struct arena scratch);

/* The same behind something else, whole pages, in the same file. */
bool bundle_write_behind(const char *path, struct bytes front, const struct image_file *files,
                         size_t count, enum os_durability durability, struct arena scratch);
/* How large it will be. */
bool bundle_measure(const struct image_file *files, size_t count, uint64_t *size_bytes,
                    struct arena scratch);
