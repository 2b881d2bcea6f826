#include "boot/smp/acpi_tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "abi/bits.h"
#include "boot/base/firmware.h"
#include "boot/memory/memory.h"

#define TABLE_SIZE_MAX  0x100000
#define TABLES_MAX      256		/* looked at: each may cost a sum of its bytes */
#define HEADER_SIZE     36
#define LENGTH_AT       4
#define RSDP_REVISION   15
#define RSDP_RSDT       16
#define RSDP_XSDT       24

uint32_t acpi_read32(const uint8_t *at)
{
	uint32_t value;

	memcpy(&value, at, sizeof(value));
	return value;
}

uint64_t acpi_read64(const uint8_t *at)
{
	uint64_t value;

	memcpy(&value, at, sizeof(value));
	return value;
}

static bool is_readable(uint64_t physical, uint64_t size_bytes)
{
	uint64_t limit = firmware_memory_limit();

	return physical >= X86_PAGE_SIZE && physical < limit && size_bytes <= limit - physical;
}

static struct acpi_table table_at(uint64_t physical, const char *signature)
{
	struct acpi_table none = { NULL, 0 };
	const uint8_t *bytes = memory_at(physical);
	uint32_t size;

	if (!is_readable(physical, HEADER_SIZE) || memcmp(bytes, signature, 4) != 0)
		return none;
	size = acpi_read32(bytes + LENGTH_AT);
	if (size < HEADER_SIZE || size > TABLE_SIZE_MAX || !is_readable(physical, size) ||
	    !sums_to_zero(bytes, size))
		return none;
	return (struct acpi_table){ bytes, size };
}

/* The table of tables has addresses of 4 bytes, or of 8 in the XSDT. */
static struct acpi_table find_in(struct acpi_table root, size_t step, const char *signature)
{
	uint32_t end = HEADER_SIZE + TABLES_MAX * (uint32_t)step;

	if (end > root.size_bytes)
		end = root.size_bytes;
	for (uint32_t at = HEADER_SIZE; at + step <= end; at += (uint32_t)step) {
		uint64_t physical = step == 8 ? acpi_read64(root.bytes + at)
		                              : acpi_read32(root.bytes + at);
		struct acpi_table table = table_at(physical, signature);

		if (table.bytes)
			return table;
	}
	return (struct acpi_table){ NULL, 0 };
}

struct acpi_table acpi_table_find(const char *signature)
{
	uint64_t physical = firmware_acpi_rsdp();
	const uint8_t *rsdp = memory_at(physical);
	struct acpi_table root = { NULL, 0 };

	if (!is_readable(physical, HEADER_SIZE))
		return root;
	if (rsdp[RSDP_REVISION] >= 2)
		root = table_at(acpi_read64(rsdp + RSDP_XSDT), "XSDT");
	if (root.bytes)
		return find_in(root, 8, signature);
	root = table_at(acpi_read32(rsdp + RSDP_RSDT), "RSDT");
	return root.bytes ? find_in(root, 4, signature) : root;
}
