/* The page allocator: what it hands out, joins again, and refuses. */
#include <ingot/boot.h>
#include <ingot/cpu.h>
#include <ingot/page.h>
#include <ingot/test.h>
#include <runtime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool all_bytes_are(const void *from, size_t size_bytes, uint8_t value)
{
	const uint8_t *bytes = from;

	for (size_t i = 0; i < size_bytes; i++)
		if (bytes[i] != value)
			return false;
	return true;
}

static uint32_t kind_of(phys_t physical)
{
	const struct boot_memory_map *map = &boot_info_get()->memory_map;

	for (size_t i = 0; i < map->count; i++)
		if (physical - map->regions[i].base < map->regions[i].size_bytes)
			return map->regions[i].kind;
	return 0;
}

TEST(page_is_zero_even_when_reused)
{
	phys_t page = page_alloc();

	REQUIRE(page != 0);
	CHECK_EQ(page % PAGE_SIZE, 0);
	memset(memory_to_virtual(page), 0xaa, PAGE_SIZE);
	page_free(page);
	CHECK_EQ(page_alloc(), page);
	CHECK(all_bytes_are(memory_to_virtual(page), PAGE_SIZE, 0));
	page_free(page);
}

#if HEAP_CHECKS
TEST(freed_page_is_filled)
{
	phys_t page = page_alloc();

	REQUIRE(page != 0);
	page_free(page);
	CHECK(all_bytes_are(memory_to_virtual(page), PAGE_SIZE, PAGE_FREED_BYTE));
}
#endif

TEST(blocks_are_aligned_disjoint_and_usable)
{
	phys_t blocks[PAGE_ORDER_MAX];
	unsigned count = 0;

	while (count < 10) {
		size_t size = (size_t)PAGE_SIZE << count;

		blocks[count] = page_alloc_order(count, PAGE_ZONE_ANY);
		REQUIRE(blocks[count] != 0);
		CHECK_EQ(blocks[count] % size, 0);
		CHECK(all_bytes_are(memory_to_virtual(blocks[count]), size, 0));
		CHECK_EQ(kind_of(blocks[count]), BOOT_MEMORY_USABLE);
		memset(memory_to_virtual(blocks[count]), (int)count + 1, size);
		count++;
	}
	for (unsigned i = 0; i < count; i++) {
		CHECK(all_bytes_are(memory_to_virtual(blocks[i]), (size_t)PAGE_SIZE << i,
		                    (uint8_t)(i + 1)));
		page_free(blocks[i]);
	}
}

TEST(zones_are_kept)
{
	static const phys_t ends[] = { 1 * MiB, 16 * MiB, 4 * GiB };

	for (unsigned zone = PAGE_ZONE_LOW; zone < PAGE_ZONE_ANY; zone++) {
		phys_t page = page_alloc_order(0, (enum page_zone)zone);

		REQUIRE(page != 0);
		CHECK(page < ends[zone]);
		CHECK(zone == PAGE_ZONE_LOW || page >= MEMORY_LOW_END);
		page_free(page);
	}
}

/* Everything that was cut is joined again: the figures are those of before. */
TEST(freed_blocks_are_joined)
{
	struct page_stats before, after;
	phys_t pages[200];

	page_free(page_alloc());
	before = page_get_stats();
	for (size_t i = 0; i < 200; i++) {
		pages[i] = page_alloc_order((unsigned)(i % 3), PAGE_ZONE_ANY);
		REQUIRE(pages[i] != 0);
	}
	CHECK(page_get_stats().free_pages < before.free_pages - 200);
	for (size_t i = 0; i < 200; i++)
		page_free(pages[i * 7 % 200]);
	after = page_get_stats();
	CHECK_EQ(after.free_pages, before.free_pages);
	CHECK_EQ(after.largest_free_order, before.largest_free_order);
	CHECK_EQ(after.zone_free_pages[PAGE_ZONE_LOW], before.zone_free_pages[PAGE_ZONE_LOW]);
}

TEST(run_takes_no_more_than_its_pages)
{
	size_t before = page_get_stats().free_pages;
	phys_t first = page_alloc_contiguous(37);

	REQUIRE(first != 0);
	CHECK_EQ(first % PAGE_SIZE, 0);
	CHECK(all_bytes_are(memory_to_virtual(first), 37 * PAGE_SIZE, 0));
	CHECK_EQ(page_get_stats().free_pages, before - 37);
	page_free(first + 5 * PAGE_SIZE);
	page_free_contiguous(first, 5);
	page_free_contiguous(first + 6 * PAGE_SIZE, 31);
	CHECK_EQ(page_get_stats().free_pages, before);
	CHECK_EQ(page_alloc_contiguous(0), 0);
	CHECK_EQ(page_alloc_contiguous((size_t)1 << 40), 0);
}

/* One page more than the largest block has. */
TEST(run_is_found_across_blocks)
{
	unsigned order = page_get_stats().largest_free_order;
	size_t count = ((size_t)1 << order) + 1;
	size_t before = page_get_stats().free_pages;
	phys_t first = page_alloc_contiguous(count);

	/* Where the largest block has no free neighbour there is none. */
	if (first == 0) {
		CHECK_EQ(page_get_stats().free_pages, before);
		printf("NOT CHECKED: no run of 2^%u + 1 pages here\n", order);
		return;
	}
	CHECK(kind_of(first + count * PAGE_SIZE - 1) == BOOT_MEMORY_USABLE);
	CHECK(all_bytes_are(memory_to_virtual(first + (count - 1) * PAGE_SIZE), PAGE_SIZE, 0));
	page_free_contiguous(first, count);
	CHECK_EQ(page_get_stats().free_pages, before);
	CHECK_EQ(page_get_stats().largest_free_order, order);
}

/* A list through the pages themselves, so that all of them can be had. */
TEST(all_memory_can_be_had_and_given_back)
{
	size_t before = page_get_stats().free_pages;
	unsigned order = page_get_stats().largest_free_order;
	phys_t *list = NULL;
	size_t taken = 0;

	/* Whole pages take an emulator long: large blocks first. */
	for (unsigned o = order + 1; o-- > 0;) {
		phys_t page;

		while ((page = page_alloc_order(o, PAGE_ZONE_ANY)) != 0) {
			phys_t *next = memory_to_virtual(page);

			*next = list ? memory_to_physical(list) : 0;
			list = next;
			taken += (size_t)1 << o;
		}
	}
	CHECK_EQ(page_alloc(), 0);
	CHECK_EQ(page_alloc_order(3, PAGE_ZONE_32BIT), 0);
	CHECK(malloc(16 * MiB) == NULL);
	CHECK_EQ(page_get_stats().free_pages, page_get_stats().zone_free_pages[PAGE_ZONE_LOW]);
	CHECK_EQ(taken, before - page_get_stats().free_pages);
	while (list) {
		phys_t next = *list;

		page_free(memory_to_physical(list));
		list = next != 0 ? memory_to_virtual(next) : NULL;
	}
	CHECK_EQ(page_get_stats().free_pages, before);
	CHECK_EQ(page_get_stats().largest_free_order, order);
}

TEST(nearly_all_usable_memory_is_the_allocators)
{
	const struct boot_memory_map *map = &boot_info_get()->memory_map;
	struct page_stats stats = page_get_stats();
	size_t usable = 0;

	for (size_t i = 0; i < map->count; i++)
		if (map->regions[i].kind == BOOT_MEMORY_USABLE)
			usable += map->regions[i].size_bytes / PAGE_SIZE;
	CHECK(stats.total_pages <= usable);
	CHECK(stats.total_pages + 1 + usable / 4000 + 64 > usable);
	CHECK(stats.free_pages <= stats.total_pages);
}

TEST(heap_grows_out_of_pages)
{
	size_t region_bytes = heap_get_stats().region_bytes;
	size_t free_pages = page_get_stats().free_pages;
	void *block = malloc(20 * MiB);

	REQUIRE(block != NULL);
	memset(block, 0x5a, 20 * MiB);
	CHECK(heap_get_stats().region_bytes >= region_bytes + 20 * MiB);
	CHECK(page_get_stats().free_pages <= free_pages - 20 * MiB / PAGE_SIZE);
	CHECK_EQ(kind_of(memory_to_physical(block)), BOOT_MEMORY_USABLE);
	free(block);
	region_bytes = heap_get_stats().region_bytes;
	block = malloc(20 * MiB);
	CHECK_EQ(heap_get_stats().region_bytes, region_bytes);
	free(block);
	heap_check();
}
