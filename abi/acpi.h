#pragma once
/* acpi: how the firmware's tables are found, and how each begins (ACPI 6.5,
 * 5.2.3.2, 5.2.5.3 and 5.2.6). All bytes of a table sum to 0. */
#include <stddef.h>

#include "le.h"

#define ACPI_ROOT_SIGNATURE     "RSD PTR " /* 8 bytes, no terminator */
#define ACPI_ROOT_SIZE_OLD      20         /* bytes that the first checksum covers */
#define ACPI_ROOT_REVISION_XSDT 2

struct acpi_root_pointer {
	char signature[8];
	uint8_t checksum;
	char oem_id[6];
	uint8_t revision; /* below 2, it ends after rsdt */
	struct le32 rsdt;
	struct le32 size_bytes; /* of all that the second checksum covers */
	struct le64 xsdt;
	uint8_t extended_checksum;
	uint8_t reserved[3];
};

struct acpi_header {
	char signature[4];
	struct le32 size_bytes; /* of the table, header and all */
	uint8_t revision;
	uint8_t checksum; /* all bytes sum to 0 */
	char oem_id[6];
	char oem_table_id[8];
	struct le32 oem_revision;
	char creator_id[4];
	struct le32 creator_revision;
};

enum acpi_space { ACPI_SPACE_MEMORY = 0, ACPI_SPACE_PORT = 1, ACPI_SPACE_PCI = 2 };

struct acpi_register { /* "generic address" */
	uint8_t space; /* enum acpi_space */
	uint8_t bit_width, bit_offset, access_size;
	struct le64 address;
};

#ifndef __cplusplus /* C says it for both */
_Static_assert(sizeof(struct acpi_root_pointer) == 36, "ACPI 6.5, 5.2.5.3");
_Static_assert(offsetof(struct acpi_root_pointer, size_bytes) == ACPI_ROOT_SIZE_OLD,
               "ACPI 6.5, 5.2.5.3");
_Static_assert(sizeof(struct acpi_header) == 36, "ACPI 6.5, 5.2.6");
_Static_assert(sizeof(struct acpi_register) == 12, "ACPI 6.5, 5.2.3.2");
#endif
