/* What the loader handed over: memory map, address space, heap. */
#include <ingot/boot.h>
#include <ingot/memory.h>
#include <ingot/paging.h>
#include <ingot/test.h>
#include <runtime.h>
#include <stdlib.h>
#include <string.h>

#include "../src/pi.h"

TEST(memory_map_is_sorted_disjoint_and_aligned)
{
	const struct boot_memory_map *map = &boot_info_get()->memory_map;
	uint64_t end = 0;

	REQUIRE(map->count > 0);
	for (size_t i = 0; i < map->count; i++) {
		const struct boot_memory_region *r = &map->regions[i];

		CHECK(r->base >= end);
		CHECK_EQ(r->base % PAGE_SIZE, 0);
		CHECK_EQ(r->size_bytes % PAGE_SIZE, 0);
		CHECK(r->size_bytes > 0);
		CHECK_EQ(r->reserved, 0);
		end = r->base + r->size_bytes;
	}
}

TEST(memory_map_has_no_neighbours_of_one_kind)
{
	const struct boot_memory_map *map = &boot_info_get()->memory_map;

	for (size_t i = 1; i < map->count; i++) {
		const struct boot_memory_region *before = &map->regions[i - 1];
		const struct boot_memory_region *r = &map->regions[i];

		CHECK(before->base + before->size_bytes < r->base || before->kind != r->kind);
	}
}

TEST(every_kind_has_a_name)
{
	const struct boot_memory_map *map = &boot_info_get()->memory_map;

	for (size_t i = 0; i < map->count; i++)
		CHECK(strcmp(memory_get_kind_name(map->regions[i].kind), "unknown") != 0);
	CHECK_STR_EQ(memory_get_kind_name(0), "unknown");
	CHECK_STR_EQ(memory_get_kind_name(1000), "unknown");
}

static uint32_t kind_at(uint64_t physical)
{
	const struct boot_memory_map *map = &boot_info_get()->memory_map;

	for (size_t i = 0; i < map->count; i++)
		if (physical - map->regions[i].base < map->regions[i].size_bytes)
			return map->regions[i].kind;
	return 0;
}

TEST(memory_in_use_is_marked_as_such)
{
	const struct boot_info *boot = boot_info_get();
	int on_stack;

	CHECK_EQ(kind_at(0), BOOT_MEMORY_FRAME_ZERO);
	CHECK_EQ(kind_at(boot->kernel_physical), BOOT_MEMORY_KERNEL);
	CHECK_EQ(kind_at(paging_walk((uint64_t)kind_at).physical), BOOT_MEMORY_KERNEL);
	CHECK_EQ(kind_at(paging_walk((uint64_t)&on_stack).physical), BOOT_MEMORY_KERNEL_STACK);
	CHECK_EQ(kind_at(paging_walk((uint64_t)boot).physical), BOOT_MEMORY_BOOT_INFO);
}

static int written_once = 1;
static const int never_written = 1;

TEST(each_segment_has_its_own_rights)
{
	struct paging_entry code = paging_walk((uint64_t)pi_compute);
	struct paging_entry data = paging_walk((uint64_t)&written_once);
	struct paging_entry constant = paging_walk((uint64_t)&never_written);

	CHECK(code.mapped && code.executable && !code.writable && !code.user);
	CHECK(data.mapped && !data.executable && data.writable && !data.user);
	CHECK(constant.mapped && !constant.executable && !constant.writable);
}

TEST(nothing_is_writable_and_executable)
{
	const struct boot_info *boot = boot_info_get();
	uint64_t end = boot->kernel_virtual + boot->kernel_size_bytes;

	for (uint64_t at = boot->kernel_virtual; at < end; at += PAGE_SIZE) {
		struct paging_entry page = paging_walk(at);

		CHECK(!page.writable || !page.executable);
	}
	CHECK(!paging_walk(boot->stack_bottom).executable);
	CHECK(!paging_walk((uint64_t)memory_to_virtual(0x1000)).executable);
	CHECK(!paging_walk((uint64_t)boot).writable);
}

TEST(stack_has_a_guard_page_and_the_wished_size)
{
	const struct boot_info *boot = boot_info_get();

	CHECK_EQ(boot->stack_top - boot->stack_bottom, 64 * KiB);
	CHECK(paging_is_mapped(boot->stack_bottom, boot->stack_top - boot->stack_bottom));
	CHECK(!paging_walk(boot->stack_bottom - 1).mapped);
	CHECK(!paging_walk(boot->stack_bottom - PAGE_SIZE).mapped);
}

TEST(address_zero_is_not_mapped)
{
	CHECK(!paging_walk(0).mapped);
	CHECK(!paging_is_mapped((uint64_t)-4096, 8192));
	CHECK(!paging_walk(0x800000000000).mapped);
}

TEST(physical_memory_is_where_boot_info_says)
{
	const struct boot_info *boot = boot_info_get();
	const int *other = memory_to_virtual(paging_walk((uint64_t)&written_once).physical);

	REQUIRE(other != NULL);
	CHECK_EQ(*other, 1);
	written_once = 2;
	CHECK_EQ(*(const volatile int *)other, 2);
	written_once = 1;
	CHECK_EQ(memory_to_physical(other), paging_walk((uint64_t)&written_once).physical);
	CHECK(memory_to_virtual(boot->physical_memory_size_bytes) == NULL);
}

TEST(heap_is_in_usable_memory)
{
	unsigned char *block = malloc(100000);

	REQUIRE(block != NULL);
	memset(block, 0xa5, 100000);
	CHECK_EQ(block[99999], 0xa5);
	CHECK_EQ(kind_at(memory_to_physical(block)), BOOT_MEMORY_USABLE);
	CHECK_EQ(kind_at(memory_to_physical(block + 99999)), BOOT_MEMORY_USABLE);
	free(block);
}

TEST(heap_takes_what_it_gave)
{
	struct heap_stats before = heap_get_stats();
	void *blocks[64];

	for (size_t i = 0; i < 64; i++) {
		blocks[i] = malloc(i * 1000);
		CHECK(blocks[i] != NULL);
	}
	CHECK_EQ(heap_get_stats().block_count, before.block_count + 64);
	for (size_t i = 0; i < 64; i++)
		free(blocks[i]);
	heap_check();
	CHECK_EQ(heap_get_stats().used_bytes, before.used_bytes);
}

TEST(heap_refuses_more_than_the_machine_has)
{
	CHECK(malloc((size_t)1 << 46) == NULL);
}

TEST(pages_can_be_had_from_the_heap)
{
	void *page = aligned_alloc(PAGE_SIZE, PAGE_SIZE);

	REQUIRE(page != NULL);
	CHECK_EQ((uint64_t)page % PAGE_SIZE, 0);
	CHECK_EQ(memory_to_physical(page), paging_walk((uint64_t)page).physical);
	free(page);
}
