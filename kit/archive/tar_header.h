#pragma once
/* tar_header: names and pax records, the text of an archive (POSIX.1-2017,
 * pax, "pax Extended Header"). Context: any. */
#include <ingot/reason.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi/ustar.h"

/* A part of the archive: not ended by a 0. at is NULL if it is not there. */
struct tar_text {
	const char *at;
	size_t length;
};

/* What extended headers say of the entry that follows them. */
struct tar_extra {
	struct tar_text name, link;
	uint64_t size;
	bool has_size;
};

/* "prefix/name", or name if prefix is empty, without what tar.h says that does
 * not count. False if it is too long. */
bool tar_text_join(char to[TAR_NAME_SIZE_MAX], struct tar_text prefix, struct tar_text name);

/* Adds the records of a pax header; NULL, or why they cannot be used. Points
 * into the records. */
MUST_CHECK const char *tar_extra_parse(struct tar_extra *extra, struct tar_text records);
