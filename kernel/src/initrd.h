#pragma once
/* initrd: the files that came with the kernel: the module "initrd.tar".
 *
 * Context: one CPU at a time. */
#include <ingot/tar.h>

/* How many entries it has. 0 and *reason, if there is none that can be read; a
 * count and *reason, if it ends in the middle; *reason is NULL if all is well. */
size_t initrd_open(const char **reason);

/* From the beginning; an archive without entries, if there is no initrd. */
struct tar initrd_walk(void);

/* Entry index, from 0, as a name to complete; NULL behind the last one. */
const char *initrd_get_name(size_t index);
