/* page_alloc: see <ingot/page.h>. Each CPU keeps some free pages of its own: an
 * allocation costs no lock most of the time, and gets a page that the CPU's
 * caches may still hold. */
#include <ingot/cpu.h>
#include <ingot/panic.h>
#include <ingot/percpu.h>
#include <ingot/units.h>
#include <string.h>

#include "kit/memory/page.h"

#ifndef HEAP_CHECKS
#define HEAP_CHECKS 0
#endif

#define CACHE_PAGES_MAX   32
#define CACHE_PAGES_MOVED 16         /* at a time, between a cache and the blocks */
#define SCARCE_END        (16 * MiB) /* zones LOW and ISA: cached pages go to anybody */

struct page_cache {
	size_t count;
	phys_t pages[CACHE_PAGES_MAX];
};

PER_CPU(struct page_cache, cache);

/* Start-up refers to it weakly: here, so that whoever allocates links it. */
void page_start(const struct boot_info *boot)
{
	page_find_regions(boot);
}

/* Interrupts are off. */
static phys_t cache_take(struct page_cache *from)
{
	if (from->count == 0)
		from->count = page_take_cached(from->pages, CACHE_PAGES_MOVED);
	return from->count > 0 ? from->pages[--from->count] : 0;
}

/* Interrupts are off. The oldest go: the youngest may still be warm. */
static void cache_give(struct page_cache *to, phys_t page)
{
	if (to->count == CACHE_PAGES_MAX) {
		page_give_cached(to->pages, CACHE_PAGES_MOVED);
		to->count -= CACHE_PAGES_MOVED;
		memmove(to->pages, to->pages + CACHE_PAGES_MOVED, to->count * sizeof to->pages[0]);
	}
	to->pages[to->count++] = page;
}

/* What this CPU keeps may be what is missing for a block. */
static bool cache_drain(void)
{
	uint64_t flags = cpu_interrupts_save();
	size_t count = per_cpu(cache).count;

	page_give_cached(per_cpu(cache).pages, count);
	per_cpu(cache).count = 0;
	cpu_interrupts_restore(flags);
	return count > 0;
}

static phys_t zeroed(phys_t page, size_t size_bytes)
{
	if (page != 0)
		memset(memory_to_virtual(page), 0, size_bytes);
	return page;
}

phys_t page_alloc(void)
{
	uint64_t flags = cpu_interrupts_save();
	phys_t page = cache_take(&per_cpu(cache));

	if (page != 0)
		page_unmark_cached(page);
	cpu_interrupts_restore(flags);
	return zeroed(page, PAGE_SIZE);
}

phys_t page_alloc_order(unsigned order, enum page_zone zone)
{
	phys_t first;

	if (order > PAGE_ORDER_MAX || zone >= PAGE_ZONE_COUNT)
		panic("page_alloc_order: order %u of zone %u; PAGE_ORDER_MAX is %d", order, zone,
		      PAGE_ORDER_MAX);
	first = page_take_block(order, zone);
	if (first == 0 && cache_drain())
		first = page_take_block(order, zone);
	return zeroed(first, (size_t)PAGE_SIZE << order);
}

phys_t page_take_run(size_t count)
{
	phys_t first = page_take_block_run(count);

	if (first == 0 && cache_drain())
		first = page_take_block_run(count);
	return first;
}

phys_t page_alloc_contiguous(size_t count)
{
	return zeroed(page_take_run(count), count * PAGE_SIZE);
}

static void fill_freed(phys_t first, unsigned order)
{
	if (HEAP_CHECKS)
		memset(memory_to_virtual(first), PAGE_FREED_BYTE, (size_t)PAGE_SIZE << order);
}

static void free_one(phys_t page)
{
	uint64_t flags;

	page_mark_cached(page);
	fill_freed(page, 0);
	flags = cpu_interrupts_save();
	cache_give(&per_cpu(cache), page);
	cpu_interrupts_restore(flags);
}

void page_free(phys_t page)
{
	unsigned order = page_get_order(page);

	if (order == 0 && page >= SCARCE_END) {
		free_one(page);
		return;
	}
	fill_freed(page, order);
	page_give_block(page);
}

void page_free_contiguous(phys_t first, size_t count)
{
	for (size_t i = 0; i < count; i++)
		page_free(first + i * PAGE_SIZE);
}

struct page_stats page_get_stats(void)
{
	struct page_stats stats = page_count();

	for (struct cpu *cpu = cpu_get_first(); cpu; cpu = cpu->next)
		stats.free_pages += per_cpu_of(cpu, cache).count;
	return stats;
}
