/* Parts that start when no memory is left, and again when there is. */
#include <ingot/apic.h>
#include <ingot/area.h>
#include <ingot/boot.h>
#include <ingot/fw_cfg.h>
#include <ingot/irq.h>
#include <ingot/page.h>
#include <ingot/smp.h>
#include <ingot/test.h>
#include <stdlib.h>

#include "all_pages.h"

TEST(apic_without_memory)
{
	phys_t all = all_pages_take();

	CHECK_STR_EQ(apic_start(), "out of memory: no free page for an area");
	CHECK_STR_EQ(smp_start(NULL), "out of memory: no free page for an area");
	CHECK_EQ(page_alloc(), 0);
	all_pages_give_back(all);
	CHECK(apic_start() == NULL);
}

/* Areas share a page table while it has room. */
TEST(interrupts_without_memory)
{
	phys_t all;
	void *area;

	REQUIRE(apic_start() == NULL);
	all = all_pages_take();
	while (!area_map_physical("more", 0, PAGE_SIZE, MAPPING_READ, &area))
		;
	CHECK_STR_EQ(irq_start(), "out of memory: no free page for a page table");
	all_pages_give_back(all);
	CHECK(irq_start() == NULL);
}

TEST(cpus_without_memory)
{
	phys_t all;

	REQUIRE(apic_start() == NULL);
	all = all_pages_take();
	CHECK_STR_EQ(smp_start(NULL), "out of memory: no stacks for another CPU");
	CHECK_EQ(smp_get_count(), 1);
	all_pages_give_back(all);
	free(malloc(100));
}

TEST(heap_without_memory)
{
	phys_t all;
	void *last = malloc(1);

	all = all_pages_take();
	while (malloc(1000))
		last = NULL;
	CHECK(malloc(1) == NULL || last == NULL);
	CHECK(malloc(1 << 20) == NULL);
	CHECK(realloc(NULL, 1 << 20) == NULL);
	all_pages_give_back(all);
	CHECK(malloc(1 << 20) != NULL);
}

TEST(loader_memory_too_early)
{
	uint64_t size_bytes;

	CHECK_STR_EQ(page_reclaim_loader(&size_bytes),
	             "other CPUs are still parked in loader memory: call smp_start first");
}

TEST(fw_cfg_into_a_constant)
{
	struct fw_cfg_file file;
	void *constant;

	REQUIRE(area_alloc("constant", PAGE_SIZE, MAPPING_READ, &constant) == NULL);
	REQUIRE(fw_cfg_find("etc/e820", &file) == NULL);
	CHECK_STR_EQ(fw_cfg_read(&file, 0, constant, 1), "the fw_cfg DMA failed");
}
