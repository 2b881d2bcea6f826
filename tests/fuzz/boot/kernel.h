#pragma once
/* kernel: where the parts of the ELF file are that a medium carries. */
#include "medium.h"

/* Sets the areas of medium->kernel; false, with a message, if it is none. */
bool kernel_find_parts(struct medium *medium);

/* Whether a kernel, as its headers now are, starts in the slide of victim.c.
 * `data` is a damaged medium, of which `size` bytes are left. */
bool kernel_can_run(const uint8_t *data, size_t size, const struct medium *good);
