#!/bin/sh
# Trouble that a kernel on the kit survives: firmware whose tables are nonsense,
# memory that is exhausted, physical memory that is not mapped, each with the
# sentence that names it.
. "$(dirname "$0")/../tap.sh"

mkdir -p troubled/tests
cp "$t_root/tests/guests/troubled/ingot.yaml" troubled/
cp "$t_root"/tests/guests/troubled/*.c "$t_root"/kernel/tests/made_table.[ch] \
	"$t_root"/kernel/tests/all_pages.[ch] troubled/tests/ || exit 1

# One boot for each test: what a part once found out, it keeps.
for name in power_off_by_nonsense interrupts_by_nonsense pci_where_no_memory_is \
		pci_where_it_is_not pci_of_too_many_devices module_that_is_nowhere; do
	t_ok "$name" t_limit 60 "$INGOT" -C troubled test --direct "$name"
	t_has "it ran: $name" "1 passed, 0 failed"
done
t_ok "memory is exhausted" t_limit 60 "$INGOT" -C troubled test --direct --smp 2 --memory 32 \
	tests/exhausted.c
t_has "and all tests ran" "$(grep -c '^TEST(' troubled/tests/exhausted.c) passed, 0 failed"

# Two minutes of a machine whose time is an instruction's: 1 us each.
t_ok "a CPU does not come" t_limit 300 "$INGOT" -C troubled test --direct --timeout 250 \
	cpu_that_does_not_come -- -icount shift=10,sleep=off
t_has "it was waited for" "1 passed, 0 failed"

mkdir -p unmapped/tests
echo "name: unmapped" >unmapped/ingot.yaml
echo "sources: [tests]" >>unmapped/ingot.yaml
cat >unmapped/tests/unmapped.c <<'END'
#include <ingot/boot.h>
#include <ingot/area.h>
#include <ingot/page.h>
#include <ingot/test.h>

BOOT_CONFIG(.physical_memory = BOOT_MAP_OFF)

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
}
ENTRY_POINT(kernel_main)

TEST(physical_memory_is_not_mapped)
{
	uint64_t size_bytes;
	void *area;

	CHECK_STR_EQ(mapping_add(0x400000, 0x1000, PAGE_SIZE, MAPPING_READ),
	             "page tables are not accessible (BOOT_MAP_OFF)");
	CHECK_STR_EQ(page_reclaim_loader(&size_bytes), "physical memory is not mapped");
	CHECK_EQ(page_alloc(), 0);
	CHECK_STR_EQ(area_alloc("area", 1, MAPPING_WRITE, &area), "physical memory is not mapped");
}
END
t_ok "physical memory is not mapped" t_limit 60 "$INGOT" -C unmapped test --direct
t_has "and that was tested" "1 passed, 0 failed"
t_done
