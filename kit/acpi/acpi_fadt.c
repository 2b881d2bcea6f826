/* acpi_fadt: see acpi_fadt.h. */
#include "kit/acpi/acpi_fadt.h"

#include <string.h>

void acpi_fadt_copy(struct acpi_fadt *to, const struct acpi_header *table)
{
	size_t size_bytes = le32_get(table->size_bytes);

	memset(to, 0, sizeof *to);
	memcpy(to, table, size_bytes < sizeof *to ? size_bytes : sizeof *to);
}

uint64_t acpi_fadt_get_dsdt(const struct acpi_fadt *fadt)
{
	uint64_t physical = le64_get(fadt->x_dsdt);

	return physical ? physical : le32_get(fadt->dsdt);
}
