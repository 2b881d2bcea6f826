#pragma once
/* acpi_fadt: the FADT, the fixed description table, as the firmware wrote it
 * (ACPI 6.5, 5.2.9). acpi_tables.h has what a kernel wants of it. Context: any. */
#include <ingot/acpi.h>

struct acpi_register {			/* generic address: ACPI 6.5, 5.2.3.2 */
	uint8_t space;			/* enum acpi_space */
	uint8_t bit_width, bit_offset, access_size;
	struct le64 address;
};

enum acpi_space { ACPI_SPACE_MEMORY = 0, ACPI_SPACE_PORT = 1, ACPI_SPACE_PCI = 2 };

struct acpi_fadt {			/* firmware may end it early */
	struct acpi_header header;
	struct le32 facs;
	struct le32 dsdt;
	uint8_t reserved0[2];
	struct le16 sci_interrupt;
	struct le32 smi_command;	/* port; 0: ACPI is always on */
	uint8_t acpi_enable;		/* what to write there */
	uint8_t reserved1[11];
	struct le32 pm1a_control;
	struct le32 pm1b_control;	/* 0 = none */
	uint8_t reserved2[4];
	struct le32 pm_timer;
	uint8_t reserved3[28];
	uint8_t century;
	struct le16 boot_flags;
	uint8_t reserved4[1];
	struct le32 flags;
	struct acpi_register reset;
	uint8_t reset_value;
	uint8_t reserved5[11];
	struct le64 x_dsdt;
	uint8_t reserved6[96];
	struct acpi_register sleep_control;
};
_Static_assert(offsetof(struct acpi_fadt, pm1a_control) == 64, "ACPI 6.5, 5.2.9");
_Static_assert(offsetof(struct acpi_fadt, pm_timer) == 76, "ACPI 6.5, 5.2.9");
_Static_assert(offsetof(struct acpi_fadt, century) == 108, "ACPI 6.5, 5.2.9");
_Static_assert(offsetof(struct acpi_fadt, flags) == 112, "ACPI 6.5, 5.2.9");
_Static_assert(offsetof(struct acpi_fadt, x_dsdt) == 140, "ACPI 6.5, 5.2.9");
_Static_assert(offsetof(struct acpi_fadt, sleep_control) == 244, "ACPI 6.5, 5.2.9");

#define FADT_FLAG_TIMER_32_BIT     (1u << 8)
#define FADT_FLAG_RESET            (1u << 10)
#define FADT_FLAG_HARDWARE_REDUCED (1u << 20)

#define FADT_BOOT_LEGACY_DEVICES (1u << 0)
#define FADT_BOOT_8042           (1u << 1)
#define FADT_BOOT_NO_VGA         (1u << 2)
#define FADT_REVISION_BOOT_FLAGS 2	/* before, they are reserved */

/* Fields behind the end of a short table read as 0, which means "none". */
void acpi_fadt_copy(struct acpi_fadt *to, const struct acpi_header *table);

/* Physical; the wider of the two fields if it is filled. */
uint64_t acpi_fadt_get_dsdt(const struct acpi_fadt *fadt);
