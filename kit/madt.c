/* madt: see madt.h. */
#include "kit/madt.h"

#include <ingot/acpi.h>

#define FIRST_ENTRY 44			/* header, APIC address, flags */

const void *madt_next(const void *previous, enum madt_type type, size_t size_bytes)
{
	const struct acpi_header *madt = acpi_find_table("APIC", NULL);
	const uint8_t *entry, *end;

	if (madt == NULL)
		return NULL;
	end = (const uint8_t *)madt + le32_get(madt->size_bytes);
	entry = previous != NULL ? (const uint8_t *)previous + ((const uint8_t *)previous)[1]
	                         : (const uint8_t *)madt + FIRST_ENTRY;
	while (end - entry >= 2 && entry[1] >= 2 && entry[1] <= end - entry) {
		if (entry[0] == type && entry[1] >= size_bytes)
			return entry;
		entry += entry[1];
	}
	return NULL;
}
