/* ACPI's tables as the kit reads them: the input is memory from physical address 0 on;
 * before it a byte for each of eight places, whether the checksum there is made right.
 * Nothing outside of that memory is touched, what is found lies in it, and a walk ends.
 *
 * Runs: 100000
 * Longest: 700 */
#include <ingot/acpi.h>
#include <ingot/acpi_tables.h>
#include <ingot/boot_info.h>
#include <ingot/cpu.h>
#include <ingot/memory.h>
#include <ingot/paging.h>
#include <stdlib.h>
#include <string.h>

#include "abi/bits.h"
#include "tests/fuzz/readers/fuzz.h"

#define PLACES   8
#define PLACE_AT 64
#define ROOT     8 /* not 0, which means none */

static uint16_t cpu_in16(uint16_t port)
{
	(void)port;
	return 0;
}

/* What is behind the parser of \_S5 is for machines. */
#include "kit/acpi/acpi_power.c"

static uint8_t *memory;
static size_t memory_size;

void *memory_to_virtual(phys_t physical)
{
	return physical < memory_size ? memory + physical : NULL;
}

bool paging_is_mapped(uint64_t address, size_t size_bytes)
{
	uint64_t offset = address - (uintptr_t)memory;

	return offset < memory_size && size_bytes <= memory_size - offset;
}

const struct boot_info *boot_info_get(void)
{
	static struct boot_info info = { .acpi_rsdp = ROOT };

	return &info;
}

void fake_out8(uint16_t port, uint8_t value)
{
	(void)port, (void)value;
}

void fake_out16(uint16_t port, uint16_t value)
{
	(void)port, (void)value;
}

uint64_t fake_read_tsc(void)
{
	return 0;
}

static void make_sum(size_t at, size_t size, size_t sum_at)
{
	uint8_t sum = 0;

	if (at > memory_size || size > memory_size - at || sum_at >= size)
		return;
	memory[at + sum_at] = 0;
	for (size_t i = 0; i < size; i++)
		sum = (uint8_t)(sum + memory[at + i]);
	memory[at + sum_at] = (uint8_t)-sum;
}

static void make_table_sum(size_t at)
{
	const struct acpi_header *header = (const struct acpi_header *)(memory + at);

	if (at + sizeof *header <= memory_size)
		make_sum(at, le32_get(header->size_bytes), offsetof(struct acpi_header, checksum));
}

static const struct acpi_header *find(const char *signature)
{
	const struct acpi_header *table;

	if (acpi_find_table(signature, &table))
		return NULL;
	HOLDS((const uint8_t *)table >= memory);
	uint32_t size = le32_get(table->size_bytes);
	HOLDS(size >= sizeof *table &&
	      size <= memory_size - (size_t)((const uint8_t *)table - memory));
	HOLDS(sums_to_zero(table, size) && memcmp(table, signature, 4) == 0);
	return table;
}

static void walk_madt(const struct acpi_header *table)
{
	struct acpi_madt madt;
	struct acpi_madt_item item;
	uint32_t steps = 0;

	if (!table || acpi_madt_open(&madt, table))
		return;
	while (acpi_madt_next(&madt, &item)) {
		HOLDS(item.kind >= ACPI_MADT_CPU && item.kind <= ACPI_MADT_LOCAL_NMI);
		HOLDS(item.kind != ACPI_MADT_CPU || !item.cpu.is_enabled || !item.cpu.is_addable);
		HOLDS(++steps < le32_get(table->size_bytes));
	}
	HOLDS(madt.error || madt.next == madt.end);
	HOLDS(madt.end == (const uint8_t *)table + le32_get(table->size_bytes));
}

static void read_others(void)
{
	const struct acpi_header *mcfg = find("MCFG"), *hpet = find("HPET"), *fadt = find("FACP");
	const struct acpi_header *dsdt = find("DSDT");
	struct acpi_ecam ecam;
	struct acpi_hpet timer;
	struct acpi_fadt_info fixed;

	for (size_t i = 0; mcfg && !acpi_mcfg_get(mcfg, i, &ecam); i++)
		HOLDS(ecam.first_bus <= ecam.last_bus && i < memory_size);
	if (hpet && !acpi_hpet_get(hpet, &timer))
		HOLDS(timer.address && timer.comparator_count >= 1);
	if (fadt && !acpi_fadt_get(fadt, &fixed) && fixed.dsdt) {
		const struct acpi_header *table;
		(void)!acpi_get_table(fixed.dsdt, "DSDT", &table);
	}
	if (dsdt)
		find_sleep_type(dsdt);
}

FUZZ(data, size)
{
	struct input input = { data, data + size };
	uint8_t sums = (uint8_t)input_number(&input, 1);
	const uint8_t *bytes;

	memory_size = input_piece(&input, size, &bytes);
	memory = (uint8_t *)input_text(bytes, memory_size);
	for (size_t i = 1; i < PLACES; i++)
		if (sums & 1u << i)
			make_table_sum(i * PLACE_AT);
	if (sums & 1 && memory_size >= ROOT + ACPI_ROOT_SIZE_OLD) {
		make_sum(ROOT, ACPI_ROOT_SIZE_OLD, 8);
		make_sum(ROOT, sizeof(struct acpi_root_pointer), 32);
	}
	walk_madt(find("APIC"));
	read_others();
	free(memory);
}
