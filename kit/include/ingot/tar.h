#pragma once
/* tar: the files of an archive in memory, such as an initial RAM disk (initrd)
 * that the loader brought as a module (POSIX.1-2017, pax, "ustar Interchange
 * Format").
 *
 * Reads ustar, the older format without a magic number, GNU's long names and
 * pax's path, linkpath and size. Nothing is copied but names; data stays in
 * the archive, which is the caller's and must outlive what is read of it.
 * A walk ends at the archive's end mark or at the first thing that cannot be
 * right, which is named: a bad checksum, a file beyond the end, a name longer
 * than TAR_NAME_SIZE_MAX, an archive that ends without its mark, sparse files.
 * Context: any; one walk belongs to one CPU at a time. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/ustar.h" /* TAR_NAME_SIZE_MAX */
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

enum tar_kind {
	TAR_FILE = 1,
	TAR_FOLDER,
	TAR_SYMBOLIC_LINK, /* to link, which is as its author wrote it */
	TAR_HARD_LINK,     /* to the entry named link */
	TAR_SPECIAL,       /* a device or a pipe */
};

struct tar_entry {
	enum tar_kind kind;
	uint32_t mode;                /* permissions, 07777 */
	uint64_t modified_s;          /* seconds since 1970 */
	const void *data;             /* in the archive; not aligned */
	size_t size_bytes;            /* 0 unless it is a file */
	char name[TAR_NAME_SIZE_MAX]; /* without "./" or "/" before or behind it;
					 * "" is the archive's own directory */
	char link[TAR_NAME_SIZE_MAX]; /* "" unless it is a link */
};

struct tar {
	const uint8_t *bytes;
	size_t size_bytes;
	size_t at;         /* of the next header; at an error, of its place */
	const char *error; /* why the walk ended; NULL = at the end mark */
};

/* bytes may be NULL if size_bytes is 0: such an archive has no end mark. */
void tar_open(struct tar *tar, const void *bytes, size_t size_bytes);

/* The module of that name that the loader brought. */
MUST_CHECK const char *tar_open_module(struct tar *tar, const char *module);

/* The next entry, or false: tar->error says why. */
bool tar_next(struct tar *tar, struct tar_entry *entry);

/* The last entry of that name from the walk's place on: in an archive, later
 * ones replace earlier. A leading "/" or "./" and a trailing "/" do not count.
 * The walk itself stays where it was. */
MUST_CHECK const char *tar_find(const struct tar *tar, const char *name, struct tar_entry *entry);

#ifdef __cplusplus
}
#endif
