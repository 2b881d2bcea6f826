#pragma once
/* mapping: changes of the kernel's page tables, its address space (Intel SDM
 * vol. 3A, 4.5).
 *
 * One address space for the kernel and all its CPUs: the tables that the loader
 * made, extended. 4 KiB pages, and 2 MiB and 1 GiB ones where addresses and
 * size allow; a larger page is cut where only a part of it changes. When
 * mapping_remove or mapping_change returns, no CPU uses the old entries any
 * more. Tables are taken from the page allocator and stay for what is mapped
 * there next. To find an address range that is free, see area.h.
 *
 * Each function does all of it or nothing.
 *
 * A kernel that is linked with this gets at start-up: write-combining, by entry
 * MAPPING_PAT_ENTRY of the page attribute table, and a framebuffer that is
 * mapped so.
 * Context: any CPU, interrupts on or off; not in interrupt handlers. */
#include <stdbool.h>
#include <stdint.h>

#include "memory.h"
#include "paging.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

enum mapping_flag {
	MAPPING_READ = 0,
	MAPPING_WRITE = 1 << 0,
	MAPPING_EXECUTE = 1 << 1,         /* not together with WRITE */
	MAPPING_UNCACHED = 1 << 2,        /* registers of devices */
	MAPPING_WRITE_COMBINING = 1 << 3, /* pixels; UNCACHED where the CPU
						 * has no page attribute table */
};

#define MAPPING_PAT_ENTRY 4 /* what no other software relies on */

/* Nothing may be mapped there yet. All three are whole pages. */
MUST_CHECK const char *mapping_add(uint64_t address, phys_t physical, uint64_t size_bytes,
                                   unsigned flags);

/* All of it must be mapped. */
MUST_CHECK const char *mapping_remove(uint64_t address, uint64_t size_bytes);

/* New rights and caching for what is mapped, all of it. */
MUST_CHECK const char *mapping_change(uint64_t address, uint64_t size_bytes, unsigned flags);

#ifdef __cplusplus
}
#endif
