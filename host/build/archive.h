#pragma once
/* archive: an archive of objects, as ar makes it, with the index that linkers look
 * symbols up in. No time, owner or place of a file is in it: the same objects make the
 * same bytes on every host. */
#include "host/base/text.h"

struct archive_member {
	const char *name; /* of the file, without its directory */
	struct bytes content;
	struct text_list symbols; /* that it defines for others */
};

/* False: it would be larger than the numbers in an index, 4 GiB. */
bool archive_make(struct arena *keep, const struct archive_member *members, size_t count,
                  struct bytes *archive);
/* Adds the files that a thin archive (`ar rcsT`) holds by name only, those that are there;
 * nothing if it is no such archive. The linker does not say that it reads them. */
void archive_add_thin_members(const char *path, struct text_list *files);
