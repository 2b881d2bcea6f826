#include "boot/cpus.h"

#include <stdbool.h>
#include <stddef.h>

#include "abi/boot_config.h"
#include "boot/acpi_tables.h"
#include "boot/cpu.h"

#define MADT_ENTRIES        44
#define MADT_LOCAL_APIC     0
#define MADT_LOCAL_APIC_SIZE 8
#define MADT_X2APIC         9
#define MADT_X2APIC_SIZE    16
#define MADT_ENABLED        1

static struct boot_cpu list[BOOT_CPUS_MAX];
static size_t count;

static void add(uint32_t apic_id, uint32_t acpi_id, uint32_t flags)
{
	if (!(flags & MADT_ENABLED) || count == BOOT_CPUS_MAX)
		return;
	for (size_t i = 0; i < count; i++)
		if (list[i].apic_id == apic_id)
			return;		/* one CPU, listed by both kinds of entry */
	list[count++] = (struct boot_cpu){
		.apic_id = apic_id,
		.acpi_id = acpi_id,
		.state = apic_id == cpu_apic_id() ? BOOT_CPU_FIRST : BOOT_CPU_OFF,
	};
}

static void add_entry(const uint8_t *entry, uint8_t size)
{
	if (entry[0] == MADT_LOCAL_APIC && size >= MADT_LOCAL_APIC_SIZE)
		add(entry[3], entry[2], acpi_read32(entry + 4));
	if (entry[0] == MADT_X2APIC && size >= MADT_X2APIC_SIZE)
		add(acpi_read32(entry + 4), acpi_read32(entry + 12), acpi_read32(entry + 8));
}

static bool has_first(void)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].state == BOOT_CPU_FIRST)
			return true;
	return false;
}

void cpus_find(void)
{
	struct acpi_table madt = acpi_table_find("APIC");
	uint32_t at = MADT_ENTRIES;

	count = 0;
	while (madt.bytes && at + 2 <= madt.size_bytes) {
		uint8_t size = madt.bytes[at + 1];

		if (size < 2 || size > madt.size_bytes - at)
			break;
		add_entry(madt.bytes + at, size);
		at += size;
	}
	if (has_first())
		return;
	if (count == BOOT_CPUS_MAX)
		count--;
	add(cpu_apic_id(), 0, MADT_ENABLED);
}

struct boot_cpus cpus_list(void)
{
	return (struct boot_cpus){ list, count };
}
