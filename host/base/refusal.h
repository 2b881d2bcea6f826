#pragma once
/* refusal: what is said of a file that the system does not let us write.
 *
 * The reason is errno's; the hint says what helps: whose the directory is and how it is
 * taken back, or which file system is full or read-only. */
#include "host/base/text.h"

/* Report "PATH: error: cannot write: REASON", or remove, or lock, with its hint. Always
 * false. */
bool refusal_to_write(struct arena scratch, const char *path);
bool refusal_to_remove(struct arena scratch, const char *path);
/* A file in a directory, which is what is locked. */
bool refusal_to_lock(struct arena scratch, const char *folder, const char *path);
