/* page: see <ingot/page.h>. The blocks. */
#include "kit/memory/page.h"

#include <ingot/boot_info.h>
#include <ingot/panic.h>
#include <ingot/spinlock.h>
#include <ingot/units.h>
#include <string.h>

/* What is known of a page, in one byte: the first page of a block holds the
 * block's order and one of these, its other pages hold INSIDE, what is not the
 * allocator's is 0. */
#define STATE_ORDER  0x1f
#define STATE_INSIDE 0x20
#define STATE_CACHED 0x40 /* free, in the cache of a CPU */
#define STATE_FREE   0x80
#define STATE_USED   0xc0
#define STATE_KIND   0xe0

_Static_assert(PAGE_ORDER_MAX <= STATE_ORDER, "an order fits");

/* Lies at the beginning of each free block. */
struct free_block {
	struct free_block *next, *previous;
};

struct zone {
	struct free_block *blocks[PAGE_ORDER_MAX + 1];
	uint32_t orders; /* bit n: blocks[n] is not empty */
	size_t free_pages;
};

static struct spinlock page_lock = SPINLOCK("page");
static struct zone zones[PAGE_ZONE_COUNT];
static uint8_t *states; /* of page 0 and up */
static size_t page_end; /* pages from here on have no state */
static size_t total_pages;

static size_t index_of(phys_t page)
{
	return page / PAGE_SIZE;
}

static phys_t address_of(size_t index)
{
	return (phys_t)index * PAGE_SIZE;
}

/* No block crosses the border of a zone: a block lies at a multiple of its
 * size other than 0, the borders are powers of two, and the one at 4 GiB is a
 * multiple of the largest. Page 0 is never in a block. */
static struct zone *zone_of(size_t index)
{
	if (index < index_of(1 * MiB))
		return &zones[PAGE_ZONE_LOW];
	if (index < index_of(16 * MiB))
		return &zones[PAGE_ZONE_ISA];
	return &zones[index < index_of(4 * GiB) ? PAGE_ZONE_32BIT : PAGE_ZONE_ANY];
}

static struct free_block *block_at(size_t index)
{
	return memory_to_virtual(address_of(index));
}

static void list_add(size_t index, unsigned order)
{
	struct zone *zone = zone_of(index);
	struct free_block *block = block_at(index);

	*block = (struct free_block){ .next = zone->blocks[order] };
	if (block->next)
		block->next->previous = block;
	zone->blocks[order] = block;
	zone->orders |= 1u << order;
	zone->free_pages += (size_t)1 << order;
	states[index] = (uint8_t)(STATE_FREE | order);
}

static void list_remove(size_t index, unsigned order)
{
	struct zone *zone = zone_of(index);
	struct free_block *block = block_at(index);

	if (block->next)
		block->next->previous = block->previous;
	if (block->previous)
		block->previous->next = block->next;
	else
		zone->blocks[order] = block->next;
	if (!zone->blocks[order])
		zone->orders &= ~(1u << order);
	zone->free_pages -= (size_t)1 << order;
	states[index] = STATE_INSIDE;
}

/* Puts a block into its list, joined with its other half as often as that is
 * free. */
static void give_block(size_t index, unsigned order)
{
	while (order < PAGE_ORDER_MAX) {
		size_t half = index ^ (size_t)1 << order;

		if (half >= page_end || states[half] != (STATE_FREE | order))
			break;
		list_remove(half, order);
		states[index] = STATE_INSIDE;
		index = index < half ? index : half;
		order++;
	}
	list_add(index, order);
}

/* The pages [index, end), in the fewest blocks. */
static void give_range(size_t index, size_t end)
{
	while (index < end) {
		unsigned order = (unsigned)__builtin_ctzll(index);

		if (order > PAGE_ORDER_MAX)
			order = PAGE_ORDER_MAX;
		while (((size_t)1 << order) > end - index)
			order--;
		give_block(index, order);
		index += (size_t)1 << order;
	}
}

/* A block of this zone, cut to size; 0 if there is none. */
static size_t take_block_of(struct zone *zone, unsigned order)
{
	uint32_t fitting = zone->orders >> order << order;
	unsigned found;
	size_t index;

	if (fitting == 0)
		return 0;
	found = (unsigned)__builtin_ctz(fitting);
	index = index_of(memory_to_physical(zone->blocks[found]));
	list_remove(index, found);
	while (found > order) {
		found--;
		list_add(index + ((size_t)1 << found), found);
	}
	states[index] = (uint8_t)(STATE_USED | order);
	return index;
}

static size_t take_block(unsigned order, enum page_zone zone)
{
	enum page_zone last = zone == PAGE_ZONE_LOW ? PAGE_ZONE_LOW : PAGE_ZONE_ISA;

	for (unsigned z = zone + 1; z-- > (unsigned)last;) {
		size_t index = take_block_of(&zones[z], order);

		if (index != 0)
			return index;
	}
	return 0;
}

phys_t page_take_block(unsigned order, enum page_zone zone)
{
	uint64_t flags = spinlock_acquire(&page_lock);
	size_t index = take_block(order, zone);

	spinlock_release(&page_lock, flags);
	return address_of(index);
}

/* The tail of a block becomes blocks of its own, as many as its size has
 * ones; those of the run are in use, so that they can be freed by the page. */
static void cut_block(size_t index, size_t count, unsigned order)
{
	for (size_t i = 0; i < count; i++)
		states[index + i] = STATE_USED;
	give_range(index + count, index + ((size_t)1 << order));
}

/* The first page of free blocks that lie side by side and are that many pages
 * together, or 0: when no single block is large enough. Page 0 is free for
 * nobody, and LOW is left alone. */
static size_t find_neighbours(size_t count)
{
	size_t begin = index_of(MEMORY_LOW_END), end = begin;

	while (end < page_end && end - begin < count) {
		uint8_t state = states[end];

		if ((state & STATE_KIND) == STATE_FREE) {
			end += (size_t)1 << (state & STATE_ORDER);
		} else {
			end++;
			begin = end;
		}
	}
	return end - begin >= count ? begin : 0;
}

static size_t take_neighbours(size_t count)
{
	size_t index = find_neighbours(count), end = index;

	while (index != 0 && end - index < count) {
		unsigned order = states[end] & STATE_ORDER;

		list_remove(end, order);
		end += (size_t)1 << order;
	}
	for (size_t i = index; i < index + count && index != 0; i++)
		states[i] = STATE_USED;
	if (index != 0)
		give_range(index + count, end);
	return index;
}

static size_t take_run(size_t count)
{
	unsigned order = count > 1 ? 64 - (unsigned)__builtin_clzll(count - 1) : 0;
	size_t index = order <= PAGE_ORDER_MAX ? take_block(order, PAGE_ZONE_ANY) : 0;

	if (index != 0)
		cut_block(index, count, order);
	return index != 0 ? index : take_neighbours(count);
}

phys_t page_take_block_run(size_t count)
{
	uint64_t flags = spinlock_acquire(&page_lock);
	size_t index = count != 0 && count < page_end ? take_run(count) : 0;

	spinlock_release(&page_lock, flags);
	return address_of(index);
}

_Noreturn static void refuse(phys_t page, uint8_t state)
{
	const char *what = "does not belong to the page allocator";

	if (state == STATE_INSIDE)
		what = "is not the start of an allocated block (double free?)";
	else if (state != 0)
		what = "is already free (double free?)";
	panic("page_free: page 0x%llx %s", (unsigned long long)page, what);
}

static uint8_t state_of(phys_t page)
{
	if (page % PAGE_SIZE != 0 || index_of(page) >= page_end)
		return 0;
	return __atomic_load_n(&states[index_of(page)], __ATOMIC_RELAXED);
}

unsigned page_get_order(phys_t first)
{
	uint8_t state = state_of(first);

	if ((state & STATE_KIND) != STATE_USED)
		refuse(first, state);
	return state & STATE_ORDER;
}

void page_give_block(phys_t first)
{
	uint64_t flags = spinlock_acquire(&page_lock);

	give_block(index_of(first), page_get_order(first));
	spinlock_release(&page_lock, flags);
}

size_t page_take_cached(phys_t *pages, size_t count)
{
	uint64_t flags = spinlock_acquire(&page_lock);
	size_t taken = 0;

	while (taken < count) {
		size_t index = take_block(0, PAGE_ZONE_ANY);

		if (index == 0)
			break;
		states[index] = STATE_CACHED;
		pages[taken++] = address_of(index);
	}
	spinlock_release(&page_lock, flags);
	return taken;
}

void page_give_cached(const phys_t *pages, size_t count)
{
	uint64_t flags = spinlock_acquire(&page_lock);

	for (size_t i = 0; i < count; i++)
		give_block(index_of(pages[i]), 0);
	spinlock_release(&page_lock, flags);
}

/* Of two CPUs that free one page at a time, one wins and the other is told. */
void page_mark_cached(phys_t page)
{
	uint8_t state = state_of(page);
	uint8_t used = STATE_USED;

	if (state != STATE_USED ||
	    !__atomic_compare_exchange_n(&states[index_of(page)], &used, STATE_CACHED, false,
	                                 __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		refuse(page, state == STATE_USED ? used : state);
}

void page_unmark_cached(phys_t page)
{
	__atomic_store_n(&states[index_of(page)], STATE_USED, __ATOMIC_RELAXED);
}

void page_set_states(uint8_t *bytes, phys_t end)
{
	states = bytes;
	page_end = index_of(end);
}

phys_t page_get_end(void)
{
	return address_of(page_end);
}

static void check_nobodys(size_t index, size_t end)
{
	for (size_t i = index; i < end; i++)
		if (states[i] != 0)
			panic("page 0x%llx was given to the page allocator twice",
			      (unsigned long long)address_of(i));
}

void page_give_new(phys_t base, phys_t end)
{
	uint64_t flags = spinlock_acquire(&page_lock);

	check_nobodys(index_of(base), index_of(end));
	memset(states + index_of(base), STATE_INSIDE, index_of(end - base));
	give_range(index_of(base), index_of(end));
	total_pages += index_of(end - base);
	spinlock_release(&page_lock, flags);
}

struct page_stats page_count(void)
{
	uint64_t flags = spinlock_acquire(&page_lock);
	struct page_stats stats = { .total_pages = total_pages };
	uint32_t orders = 0;

	for (unsigned z = 0; z < PAGE_ZONE_COUNT; z++) {
		stats.zone_free_pages[z] = zones[z].free_pages;
		stats.free_pages += zones[z].free_pages;
		orders |= zones[z].orders;
	}
	spinlock_release(&page_lock, flags);
	if (orders != 0)
		stats.largest_free_order = 31 - (unsigned)__builtin_clz(orders);
	return stats;
}
