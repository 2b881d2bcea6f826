#pragma once
/* acpi: finds the firmware's ACPI tables, starting at the RSDP (ACPI 6.5, chapter 5).
 *
 * Tables are read through the direct map: with BOOT_MAP_OFF none are found. A table
 * is used only if all of it is mapped and its checksum is correct.
 * Context: any. */
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/acpi.h"
#include "names.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ACPI_TABLE_SIZE_MAX (16u << 20)

/* The first valid table with this signature: "FACP", "APIC", ... */
MUST_CHECK const char *acpi_find_table(const char signature[4], const struct acpi_header **table)
	KIT_NAME(acpi_find_table);

/* The same, starting at a given RSDP: 5.2.5.3, revision 0
 * (20 bytes, leads to the RSDT) or 2 (36 bytes, leads to the XSDT). */
MUST_CHECK const char *acpi_find_table_from(uint64_t root_physical, const char signature[4],
                                            const struct acpi_header **table)
	KIT_NAME(acpi_find_table_from);

/* The table at a physical address, checked the same way. */
MUST_CHECK const char *acpi_get_table(uint64_t physical, const char signature[4],
                                      const struct acpi_header **table) KIT_NAME(acpi_get_table);

#ifdef __cplusplus
}
#endif
