#pragma once
/* memory: the kit's half of <ingot/memory.h>.
 *
 * What start-up asks of the allocator of pages and of the page tables. Weak: only
 * kernels that call for them link them. */
#include <ingot/memory.h>

/* Once, before any other; of page_alloc.c. */
__attribute__((weak)) void page_start(const struct boot_info *boot);

/* As page_alloc_contiguous, but what the pages hold is not said. */
__attribute__((weak)) phys_t page_take_run(size_t count);

/* Once, after page_start; of mapping.c. */
__attribute__((weak)) void mapping_start(const struct boot_info *boot);
