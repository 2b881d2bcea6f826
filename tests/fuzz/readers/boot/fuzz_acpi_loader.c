/* The loader's look at ACPI's tables: the input is memory from physical address 4096
 * on, the root pointer at its start. Bytes that the input names first are made the
 * checksum of the table they stand in. What is found lies in that memory, has the
 * signature, and a sum of zero.
 *
 * Runs: 100000
 * Longest: 600 */
#include <stdlib.h>
#include <string.h>

#include "abi/acpi.h"
#include "abi/bits.h"
#include "boot/base/firmware.h"
#include "boot/memory/memory.h"
#include "boot/smp/acpi_tables.h"
#include "tests/fuzz/readers/fuzz.h"

#define BASE     X86_PAGE_SIZE
#define PLACES   8
#define TABLE_AT 64 /* where good ones lie: a multiple */

static uint8_t *memory;
static size_t memory_size;

/* Where the loader would look; what is not there it must not touch. */
static void *physical_at(uint64_t physical)
{
	return (void *)((uintptr_t)memory + (uintptr_t)(physical - BASE));
}

#define memory_at               physical_at
#define firmware_memory_limit() (BASE + memory_size)
#define firmware_acpi_rsdp()    ((uint64_t)BASE)
#include "boot/smp/acpi_tables.c"

/* Makes the table at `at` sum to zero, if one fits there. */
static void make_sum(size_t at)
{
	struct acpi_header *header = (struct acpi_header *)(memory + at);

	if (at + sizeof *header > memory_size)
		return;
	uint32_t size = le32_get(header->size_bytes);
	uint8_t sum = 0;
	if (size < sizeof *header || size > memory_size - at)
		return;
	header->checksum = 0;
	for (uint32_t i = 0; i < size; i++)
		sum = (uint8_t)(sum + memory[at + i]);
	header->checksum = (uint8_t)-sum;
}

FUZZ(data, size)
{
	static const char *const signatures[] = { "APIC", "FACP", "XSDT" };
	struct input input = { data, data + size };
	uint8_t sums = (uint8_t)input_number(&input, 1);
	const uint8_t *bytes;

	memory_size = input_piece(&input, size, &bytes);
	memory = (uint8_t *)input_text(bytes, memory_size);
	for (size_t i = 1; i < PLACES; i++)
		if (sums & 1u << i)
			make_sum(i * TABLE_AT);
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
		struct acpi_table table = acpi_table_find(signatures[i]);

		if (!table.bytes)
			continue;
		HOLDS(table.bytes >= memory && table.size_bytes >= sizeof(struct acpi_header) &&
		      table.size_bytes <= memory_size - (size_t)(table.bytes - memory));
		HOLDS(memcmp(table.bytes, signatures[i], 4) == 0);
		HOLDS(sums_to_zero(table.bytes, table.size_bytes));
	}
	free(memory);
}
