#pragma once
/* page: the buddy allocator, the kit's half of <ingot/page.h>.
 *
 *	page_alloc.c	what a kernel calls, and a cache of pages for each CPU
 *	page_region.c	which RAM there is
 *	page.c		blocks: split, joined, marked
 *
 * Context: as in the public header. */
#include <ingot/page.h>

#include "kit/base/memory.h"

struct boot_info;

/* ---- page_region.c ---- */

void page_find_regions(const struct boot_info *boot);

/* ---- page.c ---- */

/* From now on each page below end has one of these bytes, which are zero. */
void page_set_states(uint8_t *bytes, phys_t end);
phys_t page_get_end(void);

/* A block, or 0. What it holds is not said. */
phys_t page_take_block(unsigned order, enum page_zone zone);

/* A run of pages, each of them a block: from one large block, or from several
 * side by side; or 0. */
phys_t page_take_block_run(size_t count);

/* Ends the kernel if it is not the first page of a block that is in use. */
unsigned page_get_order(phys_t first);
void page_give_block(phys_t first);

/* Pages that no list has and nobody uses: those in caches. take returns how
 * many it got; mark is the first half of page_free, and ends the kernel
 * likewise; unmark hands a page out. */
size_t page_take_cached(phys_t *pages, size_t count);
void page_give_cached(const phys_t *pages, size_t count);
void page_mark_cached(phys_t page);
void page_unmark_cached(phys_t page);

/* New RAM: [base, end) is nobody's yet. */
void page_give_new(phys_t base, phys_t end);

/* All but what the caches hold. */
struct page_stats page_count(void);
