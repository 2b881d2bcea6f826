/* The loader's memory becomes the kernel's. */
#include <ingot/boot.h>
#include <ingot/page.h>
#include <ingot/smp.h>
#include <ingot/test.h>

static uint64_t sum_of(uint32_t kind)
{
	const struct boot_memory_map *map = &boot_info_get()->memory_map;
	uint64_t size_bytes = 0;

	for (size_t i = 0; i < map->count; i++)
		if (map->regions[i].kind == kind)
			size_bytes += map->regions[i].size_bytes;
	return size_bytes;
}

TEST(loader_memory_is_reclaimed_once)
{
	REQUIRE(smp_start(NULL) == NULL);

	uint64_t loader = sum_of(BOOT_MEMORY_LOADER_RECLAIMABLE);
	struct page_stats before = page_get_stats();
	uint64_t reclaimed, again;

	REQUIRE(page_reclaim_loader(&reclaimed) == NULL);
	CHECK_EQ(reclaimed, loader);
	CHECK(loader > 0);
	CHECK_EQ(page_get_stats().total_pages, before.total_pages + reclaimed / PAGE_SIZE);
	CHECK_EQ(page_get_stats().free_pages, before.free_pages + reclaimed / PAGE_SIZE);
	CHECK(!paging_walk(BOOT_LOADER_PAGE_ADDRESS).mapped);
	CHECK(!paging_walk(BOOT_MAILBOXES_ADDRESS).mapped);
	CHECK_EQ(boot_info_get()->magic, BOOT_INFO_MAGIC);
	CHECK_STR_EQ(page_reclaim_loader(&again), "already reclaimed");
}
