#pragma once
/* mapping: maps, unmaps and protects memory in the kernel's page tables (Intel SDM
 * vol. 3A, 4.5).
 *
 * There is one address space for the kernel and all CPUs: the page tables of the
 * loader, extended. Pages are 4 KiB, or 2 MiB and 1 GiB where addresses and size
 * allow; a large page is split where only a part of it changes. mapping_remove and
 * mapping_change flush the TLBs of all CPUs before they return (TLB shootdown). Page
 * tables are allocated by page.h and never freed, but reused. For free virtual
 * addresses see area.h.
 *
 * Each call is all-or-nothing.
 *
 * In a kernel that uses this header, start-up enables write-combining, by entry
 * MAPPING_PAT_ENTRY of the page attribute table (PAT), and maps the framebuffer
 * with it.
 * Context: any CPU, interrupts on or off; not in interrupt handlers. */
#include <stdbool.h>
#include <stdint.h>

#include "memory.h"
#include "names.h"
#include "paging.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

enum mapping_flag {
	MAPPING_READ = 0,
	MAPPING_WRITE = 1 << 0,
	MAPPING_EXECUTE = 1 << 1,         /* not together with WRITE */
	MAPPING_UNCACHED = 1 << 2,        /* device registers */
	MAPPING_WRITE_COMBINING = 1 << 3, /* framebuffers; UNCACHED where the
						 * CPU has no page attribute table */
};

#define MAPPING_PAT_ENTRY 4 /* not used by firmware */

/* Maps physical memory. All three are page-aligned; the range must be unmapped. */
MUST_CHECK const char *mapping_add(uint64_t address, phys_t physical, uint64_t size_bytes,
                                   unsigned flags) KIT_NAME(mapping_add);

/* Unmaps a range, all of which must be mapped. */
MUST_CHECK const char *mapping_remove(uint64_t address, uint64_t size_bytes)
	KIT_NAME(mapping_remove);

/* Changes permissions and caching of a range, all of which must be mapped. */
MUST_CHECK const char *mapping_change(uint64_t address, uint64_t size_bytes, unsigned flags)
	KIT_NAME(mapping_change);

#ifdef __cplusplus
}
#endif
