#pragma once
/* acpi_tables: four of the firmware's tables as it writes them (ACPI 6.5, 5.2.9
 * and 5.2.12; PCI Firmware 3.3, 4.1.2; IA-PC HPET 1.0a, 3.2.4), and the timer
 * that one of them leads to. */
#include "acpi.h"

/* ---- "FACP", the FADT: fixed hardware. Firmware may end it early ---- */

struct acpi_fadt {
	struct acpi_header header;
	struct le32 facs;
	struct le32 dsdt;
	uint8_t reserved0[2];
	struct le16 sci_interrupt;
	struct le32 smi_command; /* port; 0: ACPI is always on */
	uint8_t acpi_enable;     /* what to write there */
	uint8_t reserved1[11];
	struct le32 pm1a_control;
	struct le32 pm1b_control; /* 0 = none */
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
#define FADT_REVISION_BOOT_FLAGS 2 /* before, they are reserved */

/* What is at acpi_fadt.pm_timer: 4.8.3.3. */
#define ACPI_TIMER_HZ   3579545
#define ACPI_TIMER_MASK 0xffffff /* 24 bits are what all have */

/* Of the register at acpi_fadt.pm1a_control: 4.8.3.2.1. */
#define ACPI_PM1_SCI_ENABLED 0x0001u
#define ACPI_PM1_TYPE_SHIFT  10
#define ACPI_PM1_TYPE_MASK   0x1c00u
#define ACPI_PM1_SLEEP       0x2000u

/* ---- "APIC", the MADT: interrupt controllers and CPUs ---- */

struct madt {
	struct acpi_header header;
	struct le32 local_apic;
	struct le32 flags;
};
_Static_assert(sizeof(struct madt) == 44, "ACPI 6.5, 5.2.12");

#define MADT_FLAG_PIC    (1u << 0)
#define MADT_CPU_ENABLED (1u << 0)
#define MADT_CPU_ADDABLE (1u << 1)
#define MADT_BUS_ISA     0

enum madt_type { /* table 5.21 */
	         MADT_LOCAL_APIC = 0,
	         MADT_IO_APIC = 1,
	         MADT_OVERRIDE = 2,
	         MADT_NMI_INPUT = 3,
	         MADT_LOCAL_NMI = 4,
	         MADT_LOCAL_APIC_ADDRESS = 5,
	         MADT_X2APIC = 9,
	         MADT_X2APIC_NMI = 10,
};

/* One entry; its first two bytes are type and size. */
/* clang-format off */
union madt_entry {
	struct { uint8_t type, size_bytes; } head;
	struct { uint8_t head[2], acpi_id, apic_id; struct le32 flags; } local_apic;
	struct { uint8_t head[2], id, reserved; struct le32 address, first_gsi; } io_apic;
	struct { uint8_t head[2], bus, irq; struct le32 gsi; struct le16 flags; } override;
	struct { uint8_t head[2]; struct le16 flags; struct le32 gsi; } nmi_input;
	struct { uint8_t head[2], acpi_id; struct le16 flags; uint8_t pin; } local_nmi;
	struct { uint8_t head[2], reserved[2]; struct le64 address; } local_apic_address;
	struct { uint8_t head[2], reserved[2]; struct le32 apic_id, flags, acpi_id; } x2apic;
	struct {
		uint8_t head[2];
		struct le16 flags;
		struct le32 acpi_id;
		uint8_t pin, reserved[3];
	} x2apic_nmi;
};
/* clang-format on */
_Static_assert(sizeof(union madt_entry) == 16, "ACPI 6.5, 5.2.12");
_Static_assert(sizeof(((union madt_entry *)0)->local_apic) == 8, "ACPI 6.5, 5.2.12.2");
_Static_assert(sizeof(((union madt_entry *)0)->x2apic) == 16, "ACPI 6.5, 5.2.12.12");

/* ---- "MCFG": eight reserved bytes behind the header, then entries ---- */

#define MCFG_ENTRIES_AT 44

struct mcfg_entry {
	struct le64 address;
	struct le16 segment;
	uint8_t first_bus, last_bus;
	uint8_t reserved[4];
};
_Static_assert(sizeof(struct mcfg_entry) == 16, "PCI Firmware 3.3, 4.1.2");

/* ---- "HPET" ---- */

struct hpet {
	struct acpi_header header;
	struct le32 block; /* the low half of the device's first register */
	struct acpi_register at;
	uint8_t number;
	struct le16 min_tick;
	uint8_t flags;
};
_Static_assert(sizeof(struct hpet) == 56, "IA-PC HPET 1.0a, 3.2.4");

#define HPET_COMPARATORS_SHIFT 8
#define HPET_COMPARATORS_MASK  0x1fu
#define HPET_64_BIT            (1u << 13)
#define HPET_LEGACY            (1u << 15)
