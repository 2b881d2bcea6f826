#include "boot/smp/acpi_tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "abi/acpi.h"
#include "abi/bits.h"
#include "boot/base/firmware.h"
#include "boot/memory/memory.h"

#define TABLE_SIZE_MAX 0x100000
#define TABLES_MAX     256 /* looked at: each may cost a sum of its bytes */

static bool is_readable(uint64_t physical, uint64_t size_bytes)
{
	uint64_t limit = firmware_memory_limit();

	return physical >= X86_PAGE_SIZE && physical < limit && size_bytes <= limit - physical;
}

static struct acpi_table table_at(uint64_t physical, const char *signature)
{
	struct acpi_table none = { NULL, 0 };
	const struct acpi_header *header = memory_at(physical);
	uint32_t size;

	if (!is_readable(physical, sizeof *header) ||
	    memcmp(header->signature, signature, sizeof header->signature) != 0)
		return none;
	size = le32_get(header->size_bytes);
	if (size < sizeof *header || size > TABLE_SIZE_MAX || !is_readable(physical, size) ||
	    !sums_to_zero(header, size))
		return none;
	return (struct acpi_table){ (const uint8_t *)header, size };
}

/* The table of tables has addresses of 4 bytes, or of 8 in the XSDT. */
static struct acpi_table find_in(struct acpi_table root, size_t step, const char *signature)
{
	const uint32_t first = sizeof(struct acpi_header);
	uint32_t end = first + TABLES_MAX * (uint32_t)step;

	if (end > root.size_bytes)
		end = root.size_bytes;
	for (uint32_t at = first; at + step <= end; at += (uint32_t)step) {
		uint64_t physical = step == 8 ? le64_get(*(const struct le64 *)(root.bytes + at))
		                              : le32_get(*(const struct le32 *)(root.bytes + at));
		struct acpi_table table = table_at(physical, signature);

		if (table.bytes)
			return table;
	}
	return (struct acpi_table){ NULL, 0 };
}

struct acpi_table acpi_table_find(const char *signature)
{
	uint64_t physical = firmware_acpi_rsdp();
	const struct acpi_root_pointer *rsdp = memory_at(physical);
	struct acpi_table root = { NULL, 0 };

	if (!is_readable(physical, sizeof *rsdp))
		return root;
	if (rsdp->revision >= ACPI_ROOT_REVISION_XSDT)
		root = table_at(le64_get(rsdp->xsdt), "XSDT");
	if (root.bytes)
		return find_in(root, 8, signature);
	root = table_at(le32_get(rsdp->rsdt), "RSDT");
	return root.bytes ? find_in(root, 4, signature) : root;
}
