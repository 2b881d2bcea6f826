#pragma once
/* initrd: the files that came with the kernel: the module "initrd.tar".
 *
 * Context: one CPU at a time. */
#include <ingot/tar.h>

/* Counts its entries, also if it ends in the middle, which is a reason. */
MUST_CHECK const char *initrd_open(size_t *count);

/* From the beginning; an archive without entries, if there is no initrd. */
struct tar initrd_walk(void);

/* Entry index, from 0, as a name to complete; NULL behind the last one. */
const char *initrd_get_name(size_t index);
