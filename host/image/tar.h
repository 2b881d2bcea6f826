#pragma once
/* tar: the headers of an archive (POSIX.1-2017, pax, "ustar Interchange
 * Format"), such as the kit's <ingot/tar.h> reads.
 *
 * Names and links that ustar's fields have no room for are in a pax header
 * before the entry's own. The owner is 0:0 and has no name; permissions are
 * 0755 for directories and what is executable, 0777 for links, else 0644. */
#include <stdbool.h>
#include <stdint.h>

#include "abi/ustar.h"
#include "host/base/text.h"

enum tar_kind { TAR_FILE, TAR_FOLDER, TAR_LINK };

struct tar_entry {
	enum tar_kind kind;
	const char *name;    /* "etc/motd": no '/' at either end */
	const char *link;    /* what a TAR_LINK says, else NULL */
	bool is_executable;  /* of a TAR_FILE */
	uint64_t size_bytes; /* of a TAR_FILE, else 0; at most USTAR_NUMBER_MAX */
	int64_t modified_s;  /* since 1970; moved into what a header can say */
};

/* NULL, or why an archive cannot have the entry: "its name is 600 bytes long; ..." */
const char *tar_refuse(struct arena *keep, const struct tar_entry *entry);

/* The blocks before the content of an entry that is not refused. */
struct bytes tar_header(struct arena *keep, const struct tar_entry *entry);

/* How many zeros follow content of that size, to the end of its block. */
size_t tar_padding(uint64_t size_bytes);
