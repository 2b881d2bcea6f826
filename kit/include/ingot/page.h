#pragma once
/* page: the page frame allocator, a buddy allocator (Knowlton, "A fast storage
 * allocator", CACM 8/10, 1965).
 *
 * In a kernel that calls any of these, start-up gives it all usable RAM, before
 * constructors. It allocates blocks of 2^order pages and merges free buddies. The
 * heap then grows from it on demand (memory.h). It needs one byte per page of RAM.
 *
 * Pages are identified by physical address; memory_to_virtual gives the pointer. 0 is
 * never a valid page. With BOOT_MAP_OFF there are no pages.
 *
 * A double free, or a free of an address that was not allocated or is not the start
 * of its block, panics in every build. Debug builds fill freed pages with
 * PAGE_FREED_BYTE.
 *
 * Context: any CPU, interrupts on or off, in interrupt handlers too; not in NMI and
 * machine check handlers. */
#include <stdbool.h>
#include <stddef.h>

#include "deprecated.h"
#include "memory.h"
#include "names.h"
#include "paging.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PAGE_ORDER_MAX  18 /* 1 GiB, the largest block */
#define PAGE_FREED_BYTE 0xdd

/* The address below which a block must lie. If a zone has no free block, one of the
 * zones below is used, but LOW only if it was requested. */
enum page_zone {
	PAGE_ZONE_LOW = 0,   /* 1 MiB: real mode, AP start-up */
	PAGE_ZONE_ISA = 1,   /* 16 MiB: ISA DMA */
	PAGE_ZONE_32BIT = 2, /* 4 GiB: 32-bit devices */
	PAGE_ZONE_ANY = 3,
	PAGE_ZONE_COUNT = 4,
};

/* A zero-filled page, or 0 if out of memory. */
phys_t page_alloc(void) KIT_NAME(page_alloc);

/* A zero-filled block of 2^order pages, aligned to its size, or 0. */
phys_t page_alloc_order(unsigned order, enum page_zone zone) KIT_NAME(page_alloc_order);

/* Frees a page or a block, by its first page. */
void page_free(phys_t page) KIT_NAME(page_free);

/* count physically contiguous pages, zero-filled; or 0. count need not be a power of
 * two and may exceed the largest block; then every page is scanned for adjacent free
 * blocks. Free them with page_free_contiguous, together or in parts. */
phys_t page_alloc_contiguous(size_t count) KIT_NAME(page_alloc_contiguous);
void page_free_contiguous(phys_t first, size_t count) KIT_NAME(page_free_contiguous);

/* Adds [base, base + size_bytes) to the allocator, page-aligned: RAM of the memory
 * map that is mapped and no longer used, such as ACPI tables or modules. */
void page_add_region(phys_t base, uint64_t size_bytes) KIT_NAME(page_add_region);

/* Reclaims the loader's memory, and tells how much. Fails while CPUs are parked in it
 * (start them: smp.h), and the second time. Mailboxes and the loader's page
 * (boot_info.h) are unmapped; boot info stays. */
MUST_CHECK const char *page_reclaim_loader(uint64_t *size_bytes) KIT_NAME(page_reclaim_loader);

struct page_stats {
	size_t total_pages;                      /* managed by the allocator */
	size_t free_pages;                       /* including per-CPU caches */
	size_t zone_free_pages[PAGE_ZONE_COUNT]; /* without per-CPU caches */
	unsigned largest_free_order;             /* not valid if nothing is free */
};
struct page_stats page_get_stats(void) KIT_NAME(page_get_stats);

#ifdef __cplusplus
}
#endif
