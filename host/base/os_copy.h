#pragma once
/* os_copy: copies of files and directories.
 *
 * Part of the seam that os_file is: false with errno set, nothing is reported. */
#include <stdbool.h>

#include "host/base/text.h"

#define OS_COPY_DEPTH_MAX 64 /* directories inside each other: ELOOP beyond */

/* Whether an entry of a directory is left out, or is to be a link to what is there. */
enum os_copy { OS_COPY_ALL, OS_COPY_LINK, OS_COPY_NONE };
struct os_copy_choice {
	enum os_copy (*choose)(const void *object, struct arena scratch, const char *path);
	const void *object;
};

/* All below `from`, into `to`, which is made: files with their contents and whether
 * they can be executed, links as they are; devices, pipes and sockets are left out. Both
 * paths are absolute. Where there are no links (Windows), ENOTSUP. */
bool os_copy_tree(const char *from, const char *to, const struct os_copy_choice *choice,
                  struct arena scratch);
