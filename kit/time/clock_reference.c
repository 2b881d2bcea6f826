/* clock_reference: see clock_reference.h. */
#include "kit/time/clock_reference.h"

#include <ingot/acpi.h>
#include <ingot/area.h>
#include <ingot/cpu.h>
#include <stddef.h>

#include "abi/acpi_tables.h"

/* ---- HPET: IA-PC HPET Specification 1.0a, 2.3 and 3.2.4 ---- */

#define HPET_SIZE         1024
#define HPET_CAPABILITIES 0
#define HPET_PERIOD_SHIFT 32         /* femtoseconds */
#define HPET_PERIOD_MAX   100000000u /* 100 ns, says the specification */
#define HPET_CONFIG       2          /* registers are counted in 8 bytes */
#define HPET_ENABLE       1
#define HPET_COUNTER      30
#define FEMTOSECONDS      1000000000000000ull

static volatile uint64_t *hpet;

static uint64_t hpet_read(void)
{
	return hpet[HPET_COUNTER];
}

static uint64_t hpet_read_32(void)
{
	return ((volatile uint32_t *)hpet)[2 * HPET_COUNTER];
}

static bool hpet_map(void)
{
	const struct acpi_header *found;
	const struct hpet *table;
	void *at;

	if (hpet)
		return true;
	if (acpi_find_table("HPET", &found))
		return false;
	table = (const struct hpet *)found;
	if (le32_get(table->header.size_bytes) < sizeof *table ||
	    table->at.space != ACPI_SPACE_MEMORY || le64_get(table->at.address) == 0)
		return false;
	if (area_map_device("HPET", le64_get(table->at.address), HPET_SIZE, &at))
		return false;
	hpet = at;
	hpet[HPET_CONFIG] |= HPET_ENABLE;
	return true;
}

static struct clock_reference hpet_find(void)
{
	struct clock_reference none = { 0 };
	uint64_t period;

	if (!hpet_map())
		return none;
	period = hpet[HPET_CAPABILITIES] >> HPET_PERIOD_SHIFT;
	if (period == 0 || period > HPET_PERIOD_MAX)
		return none; /* an empty bus, or nonsense */
	if (hpet[HPET_CAPABILITIES] & HPET_64_BIT)
		return (struct clock_reference){ "HPET", FEMTOSECONDS / period, UINT64_MAX,
			                         hpet_read };
	return (struct clock_reference){ "HPET", FEMTOSECONDS / period, UINT32_MAX, hpet_read_32 };
}

struct clock_reference clock_reference_find_hpet(void)
{
	struct clock_reference found = hpet_find();
	struct clock_reference none = { 0 };

	return found.mask == UINT64_MAX ? found : none;
}

/* ---- The ACPI timer: ACPI 6.5, 4.8.3.3 and 5.2.9 ---- */

static uint16_t timer_port;

static uint64_t acpi_timer_read(void)
{
	return cpu_in32(timer_port);
}

static struct clock_reference acpi_timer_find(void)
{
	const struct acpi_header *table;
	const struct acpi_fadt *fadt;
	struct clock_reference none = { 0 };

	if (acpi_find_table("FACP", &table))
		return none;
	fadt = (const struct acpi_fadt *)table;
	if (le32_get(table->size_bytes) <
	    offsetof(struct acpi_fadt, pm_timer) + sizeof fadt->pm_timer)
		return none;
	timer_port = (uint16_t)le32_get(fadt->pm_timer);
	if (timer_port == 0)
		return none;
	return (struct clock_reference){ "ACPI timer", ACPI_TIMER_HZ, ACPI_TIMER_MASK,
		                         acpi_timer_read };
}

/* ---- PIT: Intel 8254 data sheet. Channel 2 interrupts nobody; its gate is in
 * the port that drives the speaker, which stays silent ---- */

#define PIT_HZ        1193182
#define PIT_CHANNEL2  0x42
#define PIT_COMMAND   0x43
#define PIT_START     0xb4 /* channel 2, both bytes, rate generator */
#define PIT_LATCH     0x80
#define PIT_GATE_PORT 0x61
#define PIT_GATE      0x01
#define PIT_SPEAKER   0x02
#define PIT_RELOAD    0x10000

static uint64_t pit_read(void)
{
	uint32_t count;

	cpu_out8(PIT_COMMAND, PIT_LATCH);
	count = cpu_in8(PIT_CHANNEL2);
	count |= (uint32_t)cpu_in8(PIT_CHANNEL2) << 8;
	return PIT_RELOAD - count; /* it counts down */
}

static struct clock_reference pit_find(void)
{
	uint8_t gate = cpu_in8(PIT_GATE_PORT) & (uint8_t)~PIT_SPEAKER;

	cpu_out8(PIT_GATE_PORT, gate | PIT_GATE);
	cpu_out8(PIT_COMMAND, PIT_START);
	cpu_out8(PIT_CHANNEL2, 0); /* 0 is PIT_RELOAD */
	cpu_out8(PIT_CHANNEL2, 0);
	return (struct clock_reference){ "PIT", PIT_HZ, PIT_RELOAD - 1, pit_read };
}

/* ---- */

#define COUNTS_TRIES_MAX 100000

static bool counts(const struct clock_reference *reference)
{
	uint64_t first;

	if (!reference->read)
		return false;
	first = reference->read();
	for (int i = 0; i < COUNTS_TRIES_MAX; i++)
		if (reference->read() != first)
			return true;
	return false;
}

struct clock_reference clock_reference_find(void)
{
	struct clock_reference (*const find[])(void) = { hpet_find, acpi_timer_find, pit_find };

	for (size_t i = 0; i < sizeof find / sizeof find[0]; i++) {
		struct clock_reference found = find[i]();

		if (counts(&found))
			return found;
	}
	return (struct clock_reference){ 0 };
}
