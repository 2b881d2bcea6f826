#pragma once
/* pack: a directory as one archive, which the loader puts into memory beside the
 * kernel: an initial RAM disk whose author keeps plain files.
 *
 * Packed is everything below the directory, hidden files too: what shall not be in
 * the archive must not be in the directory. Symbolic links stay links. The same
 * directory makes the same bytes on every host: entries are in the order of strcmp,
 * and of what a file system knows only names, contents, the owner's permission to
 * execute, and what links say counts. */
#include <stdint.h>

#include "host/base/diag.h"

#define PACK_SIZE_MAX 0xffffffffu /* of an archive: a file of FAT is no larger */

struct pack {
	const char *folder;
	const char *archive;    /* in a directory that is there */
	int64_t epoch_seconds;  /* of all time stamps */
	const struct place *at; /* where the directory was named */
};

/* Writes the archive: whole or not at all. One that would be the same stays as it
 * is, with its time stamp. Failures are reported here. */
bool pack_write(const struct pack *pack, struct arena scratch);
