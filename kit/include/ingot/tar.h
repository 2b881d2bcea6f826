#pragma once
/* tar: reads tar archives in memory, such as an initial RAM disk (initrd) that the
 * boot loader loaded as a module (POSIX.1-2017, pax, "ustar Interchange Format").
 *
 * Supports ustar, the older format without a magic number, GNU long names and the
 * pax keywords path, linkpath and size. Names are copied; data stays in the archive,
 * which must outlive its use. A walk ends at the end-of-archive marker, or with an
 * error at the first malformed entry: a wrong checksum, a file that extends past the
 * end, a name longer than TAR_NAME_SIZE_MAX, a missing marker, sparse files.
 * Context: any; a walk must not be used by two CPUs at once. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/ustar.h" /* TAR_NAME_SIZE_MAX */
#include "deprecated.h"
#include "names.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

enum tar_kind {
	TAR_FILE = 1,
	TAR_DIRECTORY,
	TAR_SYMBOLIC_LINK, /* to link, which is not resolved */
	TAR_HARD_LINK,     /* to the entry named link */
	TAR_SPECIAL,       /* a device or a pipe */
};

struct tar_entry {
	enum tar_kind kind;
	uint32_t mode;                /* permissions, 07777 */
	uint64_t modified_s;          /* seconds since 1970 */
	const void *data;             /* in the archive; not aligned */
	size_t size_bytes;            /* 0 unless it is a file */
	char name[TAR_NAME_SIZE_MAX]; /* without leading "./" or "/" and trailing "/";
					 * "" is the root */
	char link[TAR_NAME_SIZE_MAX]; /* "" unless it is a link */
};

struct tar {
	const uint8_t *bytes;
	size_t size_bytes;
	size_t at;         /* offset of the next header, or of an error */
	const char *error; /* why the walk ended early, else NULL */
};

/* bytes may be NULL if size_bytes is 0; that archive has no end marker. */
void tar_open(struct tar *tar, const void *bytes, size_t size_bytes) KIT_NAME(tar_open);

/* Opens a module of the boot loader, by name. */
MUST_CHECK const char *tar_open_module(struct tar *tar, const char *module)
	KIT_NAME(tar_open_module);

/* The next entry, or false: tar->error says why. */
bool tar_next(struct tar *tar, struct tar_entry *entry) KIT_NAME(tar_next);

/* The last entry with this name after the current position of the walk (later entries
 * replace earlier ones). Leading "/" or "./" and a trailing "/" are ignored. The walk
 * is not changed. */
MUST_CHECK const char *tar_find(const struct tar *tar, const char *name, struct tar_entry *entry)
	KIT_NAME(tar_find);

#ifdef __cplusplus
}
#endif
