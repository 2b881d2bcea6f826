#pragma once
/* physical_map: the HHDM (direct map): all physical memory, seen by the kernel
 * at an offset.
 *
 * RAM is mapped wherever it is. Below 4 GiB everything else is mapped too,
 * uncached: device registers, tables that firmware left in reserved memory;
 * and the framebuffer, wherever it is.
 * All of it is writable and not executable. */
#include <stdint.h>

/* Addresses below this may be mapped: the end of RAM and framebuffer, at
 * least 4 GiB. */
uint64_t physical_map_size(void);

void physical_map_make(uint64_t root, uint64_t offset);
