#pragma once
/* acpi_fadt: the FADT, the fixed description table (abi/acpi_tables.h), however
 * short. <ingot/acpi_tables.h> has what a kernel wants of it. Context: any. */
#include "abi/acpi_tables.h"

/* Fields behind the end of a short table read as 0, which means "none". */
void acpi_fadt_copy(struct acpi_fadt *to, const struct acpi_header *table);

/* Physical; the wider of the two fields if it is filled. */
uint64_t acpi_fadt_get_dsdt(const struct acpi_fadt *fadt);
