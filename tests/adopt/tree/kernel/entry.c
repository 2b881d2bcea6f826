/* What was added when this kernel moved: its own entry, and a test. */
#include <ingot/boot.h>
#include <ingot/test.h>
#include <os/kernel.h>

static void entry(const struct boot_info *boot)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < boot->memory_map.count; i++)
		if (boot->memory_map.regions[i].kind == BOOT_MEMORY_USABLE)
			bytes += boot->memory_map.regions[i].size_bytes;
	kmain(bytes);
}
ENTRY_POINT(entry)

TEST(formats_are_cut)
{
	char text[8];

	CHECK_EQ(kformat(text, sizeof text, "%s-%x", "abc", (uint64_t)0xbeef), 8);
	CHECK_STR_EQ(text, "abc-bee");
}
