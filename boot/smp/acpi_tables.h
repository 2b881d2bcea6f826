#pragma once
/* acpi_tables: RSDP, RSDT and XSDT: finds tables by their signature (ACPI 6.5,
 * 5.2.5 to 5.2.8). What lies where the loader cannot read, or has a wrong
 * checksum, is not found. */
#include <stdint.h>

struct acpi_table {
	const uint8_t *bytes; /* NULL: none; header included */
	uint32_t size_bytes;
};

struct acpi_table acpi_table_find(const char *signature);
