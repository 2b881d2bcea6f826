#include "boot/smp/clock.h"

#include "boot/base/cpu.h"
#include "boot/smp/acpi_tables.h"

#define FADT_TIMER_PORT  76
#define TIMER_MASK       0xffffff	/* 24 bits are what all have */
#define TICKS_PER_MS     3580		/* 3.579545 MHz */
#define TICKS_MAX        0x800000	/* a wait stays below the wrap */
#define DELAY_PORT       0x80
#define READS_PER_US     16		/* more than any machine does */

static uint16_t timer_port;		/* 0: none */

void clock_start(void)
{
	struct acpi_table fadt = acpi_table_find("FACP");

	if (fadt.size_bytes >= FADT_TIMER_PORT + 4)
		timer_port = (uint16_t)acpi_read32(fadt.bytes + FADT_TIMER_PORT);
}

bool clock_wait(uint32_t microseconds, bool (*is_done)(void))
{
	uint64_t reads = (uint64_t)microseconds * (timer_port ? READS_PER_US : 1);
	uint64_t ticks = (uint64_t)microseconds * TICKS_PER_MS / 1000;
	uint32_t begin = timer_port ? cpu_in32(timer_port) : 0;

	if (ticks > TICKS_MAX)
		ticks = TICKS_MAX;
	for (uint64_t i = 0; i < reads; i++) {
		if (is_done && is_done())
			return true;
		if (!timer_port)
			cpu_in8(DELAY_PORT);
		else if (((cpu_in32(timer_port) - begin) & TIMER_MASK) >= ticks)
			break;
	}
	return is_done && is_done();
}
