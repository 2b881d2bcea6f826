#include "boot/smp/clock.h"

#include "abi/acpi_tables.h"
#include "abi/pc.h"
#include "boot/base/cpu.h"
#include "boot/smp/acpi_tables.h"

#define TICKS_MAX    0x800000 /* a wait stays below the wrap */
#define READS_PER_US 16       /* more than any machine does */

static uint16_t timer_port; /* 0: none */

void clock_start(void)
{
	struct acpi_table table = acpi_table_find("FACP");
	const struct acpi_fadt *fadt = (const struct acpi_fadt *)table.bytes;

	if (table.size_bytes >= offsetof(struct acpi_fadt, pm_timer) + sizeof fadt->pm_timer)
		timer_port = (uint16_t)le32_get(fadt->pm_timer);
}

bool clock_wait(uint32_t microseconds, bool (*is_done)(void))
{
	uint64_t reads = (uint64_t)microseconds * (timer_port ? READS_PER_US : 1);
	uint64_t ticks = (uint64_t)microseconds * ACPI_TIMER_HZ / 1000000;
	uint32_t begin = timer_port ? cpu_in32(timer_port) : 0;

	if (ticks > TICKS_MAX)
		ticks = TICKS_MAX;
	for (uint64_t i = 0; i < reads; i++) {
		if (is_done && is_done())
			return true;
		if (!timer_port)
			cpu_in8(PC_PORT_DELAY);
		else if (((cpu_in32(timer_port) - begin) & ACPI_TIMER_MASK) >= ticks)
			break;
	}
	return is_done && is_done();
}
