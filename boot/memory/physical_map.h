#pragma once
/* physical_map: the HHDM (direct map): all physical memory, seen by the kernel
 * at an offset.
 *
 * RAM is mapped wherever it is. Below 4 GiB everything else is mapped too,
 * uncached: device registers, tables that firmware left in reserved memory;
 * and the framebuffer, wherever it is.
 * All of it is writable and not executable. */
#include <stddef.h>
#include <stdint.h>

/* Whole pages of physical memory that another mapping has at the same offset: the
 * map leaves them out. They may share a page. */
struct physical_hole {
	uint64_t base, end;
};

/* Addresses below this may be mapped: the end of RAM and framebuffer, at
 * least 4 GiB. */
uint64_t physical_map_size(void);

/* Of what lies below `end`; the holes are sorted. */
void physical_map_make(uint64_t root, uint64_t offset, uint64_t end,
                       const struct physical_hole *holes, size_t hole_count);
