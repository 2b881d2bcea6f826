/* The address space changes as asked, and only so; areas and stacks in it. */
#include <ingot/area.h>
#include <ingot/boot.h>
#include <ingot/cpu.h>
#include <ingot/mapping.h>
#include <ingot/page.h>
#include <ingot/test.h>
#include <ingot/trap.h>
#include <stdio.h>
#include <string.h>

#include "all_pages.h"

/* Nothing else is there: the loader's picture has it free. Apart from each
 * other, as tables stay, and with them smaller pages. */
#define FREE_ADDRESS     0xffffc00000000000ull
#define LARGE_ADDRESS    (FREE_ADDRESS + 2 * GiB)
#define COMBINED_ADDRESS (FREE_ADDRESS + 4 * GiB)
#define SIZE_2MIB        (2 * MiB)

static uint64_t fault_address;

/* Steps over the MOV of 3 bytes of try_write. */
static void step_over(struct trap_frame *frame)
{
	fault_address = cpu_read_cr2();
	frame->rip += 3;
}

static bool can_write(volatile uint64_t *at)
{
	fault_address = 0;
	trap_set_handler(TRAP_PAGE_FAULT, step_over);
	__asm__ volatile("movq %1, (%0)" : : "a"(at), "c"(*at) : "memory");
	trap_set_handler(TRAP_PAGE_FAULT, NULL);
	return fault_address == 0;
}

TEST(page_is_mapped_changed_and_removed)
{
	phys_t page = page_alloc();
	volatile uint64_t *at = (volatile uint64_t *)FREE_ADDRESS;

	REQUIRE(page != 0);
	CHECK(mapping_add(FREE_ADDRESS, page, PAGE_SIZE, MAPPING_WRITE) == NULL);
	*at = 0x1234;
	CHECK_EQ(*(uint64_t *)memory_to_virtual(page), 0x1234);
	CHECK(can_write(at));
	CHECK(mapping_change(FREE_ADDRESS, PAGE_SIZE, MAPPING_READ) == NULL);
	CHECK_EQ(*at, 0x1234);
	CHECK(!can_write(at));
	CHECK_EQ(fault_address, FREE_ADDRESS);
	CHECK(!paging_walk(FREE_ADDRESS).executable);
	CHECK(mapping_change(FREE_ADDRESS, PAGE_SIZE, MAPPING_EXECUTE) == NULL);
	CHECK(paging_walk(FREE_ADDRESS).executable);
	CHECK(mapping_remove(FREE_ADDRESS, PAGE_SIZE) == NULL);
	CHECK(!paging_walk(FREE_ADDRESS).mapped);
	page_free(page);
}

TEST(mapping_refuses_what_makes_no_sense)
{
	CHECK_STR_EQ(mapping_add(FREE_ADDRESS + 1, 0x1000, PAGE_SIZE, 0),
	             "address and size must be whole pages");
	CHECK_STR_EQ(mapping_add(FREE_ADDRESS, 0x1000, 0, 0),
	             "address and size must be whole pages");
	CHECK_STR_EQ(mapping_add(0x7ffffffff000, 0x1000, 2 * PAGE_SIZE, 0),
	             "the range is outside the address space");
	CHECK_STR_EQ(mapping_add(-(uint64_t)PAGE_SIZE, 0x1000, 2 * PAGE_SIZE, 0),
	             "the range is outside the address space");
	CHECK_STR_EQ(mapping_add(FREE_ADDRESS, 0x800, PAGE_SIZE, 0),
	             "the physical range is not page-aligned or not addressable");
	CHECK_STR_EQ(mapping_add(FREE_ADDRESS, 0x1000, PAGE_SIZE, MAPPING_WRITE | MAPPING_EXECUTE),
	             "a page cannot be both writable and executable");
	CHECK_STR_EQ(mapping_add(boot_info_get()->kernel_virtual - PAGE_SIZE, 0x1000, 2 * PAGE_SIZE,
	                         0),
	             "the range is already mapped");
	CHECK(!paging_walk(boot_info_get()->kernel_virtual - PAGE_SIZE).mapped);
	CHECK_STR_EQ(mapping_remove(FREE_ADDRESS, PAGE_SIZE), "the range is not completely mapped");
	CHECK_STR_EQ(mapping_change(FREE_ADDRESS, PAGE_SIZE, 0),
	             "the range is not completely mapped");
}

TEST(large_pages_are_used_and_cut)
{
	const uint64_t hole = LARGE_ADDRESS + SIZE_2MIB + 5 * PAGE_SIZE;
	struct paging_entry page;

	CHECK(mapping_add(LARGE_ADDRESS, 8 * MiB, 2 * SIZE_2MIB, MAPPING_WRITE) == NULL);
	CHECK_EQ(paging_walk(LARGE_ADDRESS).page_size_bytes, SIZE_2MIB);
	CHECK(mapping_remove(hole, PAGE_SIZE) == NULL);
	CHECK_EQ(paging_walk(LARGE_ADDRESS).page_size_bytes, SIZE_2MIB);
	CHECK(!paging_walk(hole).mapped);
	page = paging_walk(hole + PAGE_SIZE + 8);
	CHECK_EQ(page.page_size_bytes, PAGE_SIZE);
	CHECK_EQ(page.physical, 8 * MiB + (hole - LARGE_ADDRESS) + PAGE_SIZE + 8);
	CHECK(page.writable && !page.executable);
	CHECK(paging_walk(hole - 1).mapped);
	CHECK_STR_EQ(mapping_remove(LARGE_ADDRESS, 2 * SIZE_2MIB),
	             "the range is not completely mapped");
	CHECK(mapping_add(hole, 8 * MiB, PAGE_SIZE, 0) == NULL);
	CHECK(mapping_remove(LARGE_ADDRESS, 2 * SIZE_2MIB) == NULL);
	CHECK(!paging_walk(LARGE_ADDRESS).mapped);
}

TEST(pages_of_1_gib_are_used_and_cut)
{
	bool has_1gib = cpu_id(X86_CPUID_EXTENDED_FEATURES, 0).edx & X86_CPUID_EXT_EDX_PAGE_1GIB;
	const uint64_t at = FREE_ADDRESS + 512 * GiB;

	CHECK(mapping_add(at, 1 * GiB, 2 * GiB, MAPPING_WRITE) == NULL);
	CHECK_EQ(paging_walk(at).page_size_bytes, has_1gib ? 1 * GiB : SIZE_2MIB);
	CHECK(mapping_change(at + GiB + PAGE_SIZE, PAGE_SIZE, MAPPING_READ) == NULL);
	CHECK(paging_walk(at + GiB).writable);
	CHECK(!paging_walk(at + GiB + PAGE_SIZE).writable);
	CHECK_EQ(paging_walk(at + GiB + PAGE_SIZE).physical, 2 * GiB + PAGE_SIZE);
	CHECK_EQ(paging_walk(at + GiB + SIZE_2MIB).page_size_bytes, SIZE_2MIB);
	CHECK(mapping_remove(at, 2 * GiB) == NULL);
}

/* The raw entry: bit 12 of a large page, bit 7 of a small one is the PAT's. */
static uint64_t entry_at(uint64_t address)
{
	uint64_t table = cpu_read_cr3();

	for (int shift = 39; shift >= 12; shift -= 9) {
		const uint64_t *entries = memory_to_virtual(table & X86_PAGE_ADDRESS);
		uint64_t entry = entries[address >> shift & 511];

		if (shift == 12 || (shift < 39 && entry & X86_PAGE_LARGE))
			return entry;
		table = entry;
	}
	return 0;
}

TEST(write_combining_is_by_the_attribute_table)
{
	CHECK_EQ(cpu_read_msr(0x277) >> 32 & 7, 1);
	CHECK(mapping_add(COMBINED_ADDRESS, 2 * MiB, SIZE_2MIB,
	                  MAPPING_WRITE | MAPPING_WRITE_COMBINING) == NULL);
	CHECK(entry_at(COMBINED_ADDRESS) & 1 << 12);
	CHECK(!(entry_at(COMBINED_ADDRESS) & X86_PAGE_UNCACHED));
	CHECK(mapping_change(COMBINED_ADDRESS, PAGE_SIZE, MAPPING_UNCACHED) == NULL);
	CHECK_EQ(entry_at(COMBINED_ADDRESS) & 0x98, 0x18);
	CHECK_EQ(entry_at(COMBINED_ADDRESS + PAGE_SIZE) & 0x98, 0x80);
	CHECK_EQ(paging_walk(COMBINED_ADDRESS + PAGE_SIZE).physical, 2 * MiB + PAGE_SIZE);
	CHECK(mapping_remove(COMBINED_ADDRESS, SIZE_2MIB) == NULL);
}

TEST(framebuffer_is_write_combining)
{
	const struct boot_framebuffer *screen = &boot_info_get()->framebuffer;
	uint64_t at = boot_info_get()->physical_memory_offset + screen->base;
	uint64_t entry;

	if (screen->base == 0) {
		puts("NOT CHECKED: this machine has no framebuffer");
		return;
	}
	entry = entry_at(at);
	CHECK(entry &
	      (entry & X86_PAGE_LARGE && paging_walk(at).page_size_bytes > PAGE_SIZE ? 1 << 12
	                                                                             : 1 << 7));
}

static uint8_t *make_area(const char *name, size_t size_bytes)
{
	void *area;

	REQUIRE(area_alloc(name, size_bytes, MAPPING_WRITE, &area) == NULL);
	return area;
}

TEST(area_has_guards_and_is_zero)
{
	size_t free_pages;
	uint8_t *area;
	struct area_info info;

	area_free(make_area("first", PAGE_SIZE));
	free_pages = page_get_stats().free_pages;
	area = make_area("test", 3 * PAGE_SIZE - 5);
	for (size_t i = 0; i < 3 * PAGE_SIZE; i++)
		CHECK_EQ(area[i], 0);
	memset(area, 1, 3 * PAGE_SIZE);
	CHECK(!paging_walk((uint64_t)area - 1).mapped);
	CHECK(!paging_walk((uint64_t)area + 3 * PAGE_SIZE).mapped);
	REQUIRE(area_find((uint64_t)area + 1, &info));
	CHECK_STR_EQ(info.name, "test");
	CHECK(!info.is_guard && !info.is_stack);
	REQUIRE(area_find((uint64_t)area - 1, &info));
	CHECK(info.is_guard);
	area_free(area);
	CHECK(!paging_walk((uint64_t)area).mapped);
	CHECK_EQ(page_get_stats().free_pages, free_pages);
	CHECK(!area_find((uint64_t)&info, &info));
}

TEST(areas_reuse_gaps)
{
	uint8_t *a = make_area("a", PAGE_SIZE);
	uint8_t *b = make_area("b", 9 * PAGE_SIZE);
	uint8_t *c = make_area("c", PAGE_SIZE);
	uint8_t *larger;

	area_free(b);
	larger = make_area("larger", 30 * PAGE_SIZE);
	CHECK(larger > c);
	CHECK_EQ(make_area("smaller", 2 * PAGE_SIZE), b);
	area_free(b);
	area_free(larger);
	area_free(a);
	area_free(c);
	area_free(NULL);
}

TEST(areas_that_cannot_be_are_refused)
{
	void *area = NULL;
	uint64_t top = 0;

	CHECK_STR_EQ(area_alloc("nothing", 0, MAPPING_WRITE, &area),
	             "an area must have at least one byte");
	CHECK_STR_EQ(area_map_device("nothing", 0xffff1, 0, &area),
	             "an area must have at least one byte");
	CHECK_STR_EQ(area_alloc("too much", AREA_WINDOW_SIZE, MAPPING_WRITE, &area),
	             "out of virtual addresses (AREA_WINDOW_SIZE)");
	CHECK_STR_EQ(area_alloc_stack("too much", SIZE_MAX, &top),
	             "out of virtual addresses (AREA_WINDOW_SIZE)");
	CHECK_STR_EQ(area_map_device("too much", 0xffff1, SIZE_MAX, &area),
	             "out of virtual addresses (AREA_WINDOW_SIZE)");
	CHECK_STR_EQ(area_alloc("code", 1, MAPPING_WRITE | MAPPING_EXECUTE, &area),
	             mapping_add(FREE_ADDRESS, 0, PAGE_SIZE, MAPPING_WRITE | MAPPING_EXECUTE));
	CHECK(area == NULL && top == 0);
}

TEST(exhausted_memory_is_refused_and_nothing_is_kept)
{
	phys_t kept = page_alloc_order(3, PAGE_ZONE_ANY);
	size_t before = page_get_stats().free_pages, left;
	phys_t all = all_pages_take();
	uint64_t top;
	void *area;

	page_free(kept);
	left = page_get_stats().free_pages;
	CHECK_STR_EQ(area_alloc("all", 20 * PAGE_SIZE, MAPPING_WRITE, &area),
	             "out of memory: no free page for an area");
	CHECK_STR_EQ(area_alloc_stack("all", 20 * PAGE_SIZE, &top),
	             "out of memory: no free page for an area");
	CHECK_STR_EQ(mapping_add(FREE_ADDRESS - 600 * GiB + PAGE_SIZE, 2 * PAGE_SIZE, 80 * MiB, 0),
	             "out of memory: no free page for a page table");
	CHECK(!paging_walk(FREE_ADDRESS - 600 * GiB + PAGE_SIZE).mapped);
	CHECK(page_get_stats().free_pages <= left);
	all_pages_give_back(all);
	CHECK(page_get_stats().free_pages + 8 >= before);
	area_free(make_area("some", 20 * PAGE_SIZE));
}

TEST(device_is_mapped_uncached_with_its_offset)
{
	struct paging_entry page;
	void *rom;

	REQUIRE(area_map_device("bios", 0xffff0, 16, &rom) == NULL);
	page = paging_walk((uint64_t)rom);
	CHECK_EQ(page.physical, 0xffff0);
	CHECK(page.writable && !page.executable);
	CHECK_EQ(entry_at((uint64_t)rom) & 0x98, 0x18);
	CHECK_EQ(memcmp(rom, memory_to_virtual(0xffff0), 16), 0);
	area_free(rom);
	CHECK(!paging_walk((uint64_t)rom).mapped);
}

TEST(stack_lies_above_a_guard)
{
	struct area_info info;
	uint64_t top;

	REQUIRE(area_alloc_stack("test", 8 * KiB + 1, &top) == NULL);
	CHECK_EQ(top % PAGE_SIZE, 0);
	CHECK(paging_is_mapped(top - 12 * KiB, 12 * KiB));
	CHECK(!paging_walk(top - 12 * KiB - 1).mapped);
	REQUIRE(area_find(top - 12 * KiB - 1, &info));
	CHECK(info.is_stack && info.is_guard);
	area_free_stack(top);
}
