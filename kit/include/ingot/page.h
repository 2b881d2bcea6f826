#pragma once
/* page: the buddy allocator: who owns which page (frame) of RAM.
 *
 * A kernel that calls any of these gets all usable RAM at start-up, before
 * constructors, in blocks of 2^order pages (Knowlton, "A fast storage
 * allocator", CACM 8/10, 1965): a block that is freed is joined with its
 * neighbour if that is free too. The heap then grows out of it on demand,
 * where without this allocator it owns all RAM (memory.h). A byte for each
 * page of the machine is what it costs.
 *
 * Memory is known by its physical address; memory_to_virtual gives the
 * pointer. 0 is no page. With BOOT_MAP_OFF there are none.
 *
 * A page that is freed twice, that was never handed out, or that is not the
 * first of its block ends the kernel in a panic, in every build. In debug
 * builds a freed page is filled with PAGE_FREED_BYTE.
 *
 * Context: any CPU, interrupts on or off, in interrupt handlers too; not in
 * NMI and machine check. The caller owns what it got until it frees it. */
#include <stdbool.h>
#include <stddef.h>

#include "memory.h"
#include "paging.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PAGE_ORDER_MAX  18 /* 1 GiB, the largest block */
#define PAGE_FREED_BYTE 0xdd

/* Below which address a block must lie. One that is not found in a zone is
 * taken from the zones below, but from LOW only if LOW is asked for. */
enum page_zone {
	PAGE_ZONE_LOW = 0,   /* 1 MiB: real mode, start of CPUs */
	PAGE_ZONE_ISA = 1,   /* 16 MiB: ISA DMA */
	PAGE_ZONE_32BIT = 2, /* 4 GiB: devices of 32 bits */
	PAGE_ZONE_ANY = 3,
	PAGE_ZONE_COUNT = 4,
};

/* One zero-filled page, or 0 if none are left. */
phys_t page_alloc(void);

/* A zero-filled block of 2^order pages, aligned to its size, or 0. */
phys_t page_alloc_order(unsigned order, enum page_zone zone);

/* Takes back a page or a block, by its first page. */
void page_free(phys_t page);

/* count pages in a row, zero-filled; or 0. Only the pages asked for are taken,
 * and there may be more of them than a block has: when none is large enough,
 * neighbours are looked for, which takes a look at every page. To be freed by
 * page_free_run, together or in parts. */
phys_t page_alloc_run(size_t count);
void page_free_run(phys_t first, size_t count);

/* Gives [base, base + size_bytes) to the allocator for ever: memory that is
 * mapped, nobody else's, and within the RAM of the memory map. ACPI tables
 * that were read, modules that were used. Page-aligned. */
void page_add_region(phys_t base, uint64_t size_bytes);

/* RAM again: the loader's own memory, so many bytes, once no CPU is on its code.
 * Refused if CPUs are parked still (start them: smp.h), and the second time. The
 * mailboxes and the loader's page (boot_info.h) are unmapped; boot info itself
 * stays. */
MUST_CHECK const char *page_reclaim_loader(uint64_t *size_bytes);

struct page_stats {
	size_t total_pages;                      /* given to the allocator so far */
	size_t free_pages;                       /* those in caches of CPUs included */
	size_t zone_free_pages[PAGE_ZONE_COUNT]; /* caches not included */
	unsigned largest_free_order;             /* meaningless if nothing is free */
};
struct page_stats page_get_stats(void);

#ifdef __cplusplus
}
#endif
