#pragma once
/* paging: the kernel's address space, 4-level tables (Intel SDM 3A, 4.5).
 *
 * A mapping uses the largest pages that its addresses and the processor allow.
 * Ranges are whole pages and must not have been mapped before: the space
 * module has seen to that. */
#include <stdint.h>

enum page_rights {
	PAGE_READ = 0,
	PAGE_WRITE = 1,
	PAGE_EXECUTE = 2,
	PAGE_UNCACHED = 4,		/* what is no RAM; an MTRR may relax it */
};

/* Empty tables: the physical address that CR3 takes. */
uint64_t paging_create(void);

void paging_map(uint64_t root, uint64_t virtual_address, uint64_t physical,
                uint64_t size_bytes, unsigned rights);
