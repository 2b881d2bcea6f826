/* Chapter 3 explains tests. */
#include <ingot/boot_info.h>
#include <ingot/test.h>

TEST(the_memory_map_is_sorted)
{
	const struct boot_memory_map *map = &boot_info_get()->memory_map;

	REQUIRE(map->count > 0);
	for (size_t i = 1; i < map->count; i++)
		CHECK(map->regions[i - 1].base + map->regions[i - 1].size_bytes <=
		      map->regions[i].base);
}
