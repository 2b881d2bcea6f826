#pragma once
/* paging: the kernel's page tables, of 4 levels (PML4) or 5 (PML5, LA57) (Intel
 * SDM 3A, 4.5).
 *
 * A mapping uses the largest pages that its addresses and the processor allow.
 * Ranges are whole pages and must not have been mapped before: the space
 * module has seen to that. */
#include <stdbool.h>
#include <stdint.h>

enum page_rights {
	PAGE_READ = 0,
	PAGE_WRITE = 1,
	PAGE_EXECUTE = 2,
	PAGE_UNCACHED = 4, /* what is no RAM; an MTRR may relax it */
};

/* Once, before the others: 5 levels (SDM 3A, 4.5) if requested and there. */
void paging_start(bool wants_5_levels);
unsigned paging_levels(void);
uint64_t paging_cr4(void); /* that says so, and nothing else */

/* Empty tables: the physical address that CR3 takes. */
uint64_t paging_create(void);

void paging_map(uint64_t root, uint64_t virtual_address, uint64_t physical, uint64_t size_bytes,
                unsigned rights);

/* Makes an entry of the topmost table lead back to it. */
void paging_map_self(uint64_t root, uint32_t index);

/* Where that entry's range of addresses begins. */
uint64_t paging_recursive_address(uint32_t index);

/* Lets a root have another root's entry for an address: both then see all that
 * lies below it. */
void paging_share(uint64_t root, uint64_t other_root, uint64_t virtual_address);
