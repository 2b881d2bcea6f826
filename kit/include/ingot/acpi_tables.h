#pragma once
/* acpi_tables: parses MADT, MCFG, HPET and FADT (ACPI 6.5, chapter 5; PCI Firmware
 * 3.3, 4.1.2; IA-PC HPET 1.0a, 3.2.4).
 *
 * Each function takes a table from acpi_find_table, whose length and checksum are
 * checked. Results are copies; only a walk points into the table.
 * Context: any. */
#include <stdbool.h>

#include "acpi.h"
#include "deprecated.h"
#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- MADT, signature "APIC" (5.2.12): interrupt controllers and CPUs ---- */

enum acpi_madt_kind {
	ACPI_MADT_CPU = 1, /* a local APIC or x2APIC */
	ACPI_MADT_IO_APIC,
	ACPI_MADT_OVERRIDE,  /* interrupt source override: an ISA IRQ on another GSI */
	ACPI_MADT_NMI_INPUT, /* an I/O APIC's input that is an NMI */
	ACPI_MADT_LOCAL_NMI, /* a local APIC's pin that is an NMI */
};

#define ACPI_MADT_ALL_CPUS UINT32_MAX /* as an acpi_id: of every CPU */

/* Polarity and trigger mode. "Conforms to the bus" means ISA here: active high,
 * edge-triggered. */
struct acpi_trigger {
	bool is_active_low, is_level;
};

struct acpi_madt_cpu {
	uint32_t apic_id, acpi_id;
	bool is_enabled;
	bool is_addable; /* not present, can be hot-plugged */
};

struct acpi_madt_io_apic {
	uint8_t id;
	uint32_t first_gsi; /* global system interrupt of input 0 */
	uint64_t address;   /* physical */
};

struct acpi_madt_override {
	uint8_t irq; /* ISA: 0..15 */
	uint32_t gsi;
	struct acpi_trigger trigger;
};

struct acpi_madt_nmi_input {
	uint32_t gsi;
	struct acpi_trigger trigger;
};

struct acpi_madt_local_nmi {
	uint32_t acpi_id; /* or ACPI_MADT_ALL_CPUS */
	uint8_t pin;      /* LINT 0 or 1 */
	struct acpi_trigger trigger;
};

struct acpi_madt_item {
	enum acpi_madt_kind kind;
	union {
		struct acpi_madt_cpu cpu;
		struct acpi_madt_io_apic io_apic;
		struct acpi_madt_override override;
		struct acpi_madt_nmi_input nmi_input;
		struct acpi_madt_local_nmi local_nmi;
	};
};

struct acpi_madt {
	uint64_t local_apic;       /* physical address, the same for every CPU */
	bool has_pic;              /* two 8259s, to be masked */
	const uint8_t *next, *end; /* private */
	const char *error;         /* why the walk ended; NULL = at the table's end */
};

MUST_CHECK const char *acpi_madt_open(struct acpi_madt *madt, const struct acpi_header *table)
	KIT_NAME(acpi_madt_open);

/* The next item of a known type, in the table's order. False at the end, and at a
 * malformed entry, which sets madt->error. */
bool acpi_madt_next(struct acpi_madt *madt, struct acpi_madt_item *item) KIT_NAME(acpi_madt_next);

/* ---- MCFG: PCI Express configuration space (ECAM) ---- */

struct acpi_ecam {
	uint64_t address; /* physical, of bus 0, even if first_bus is not */
	uint16_t segment;
	uint8_t first_bus, last_bus;
};

/* Entry by index, from 0. Fails after the last entry, and for a bus range that ends
 * before it begins. */
MUST_CHECK const char *acpi_mcfg_get(const struct acpi_header *table, size_t index,
                                     struct acpi_ecam *ecam) KIT_NAME(acpi_mcfg_get);

/* ---- HPET ---- */

struct acpi_hpet {
	uint64_t address; /* physical */
	uint8_t number;
	uint8_t comparator_count;
	bool is_64_bit;
	bool replaces_legacy; /* legacy replacement routing of PIT and RTC */
	uint16_t min_tick;    /* of periodic mode, without losing ticks */
};

MUST_CHECK const char *acpi_hpet_get(const struct acpi_header *table, struct acpi_hpet *hpet)
	KIT_NAME(acpi_hpet_get);

/* ---- FADT, signature "FACP" ---- */

struct acpi_fadt_info {
	uint16_t sci_irq;
	uint16_t pm_timer_port;   /* 3.579545 MHz (4.8.2.1); 0 = none */
	bool is_pm_timer_32_bit;  /* else 24 */
	uint8_t century_register; /* in the RTC's memory; 0 = none */
	bool has_reset_register;
	bool is_hardware_reduced;
	bool may_have_8042; /* a keyboard controller; true in old tables */
	bool may_have_vga;
	uint64_t dsdt; /* physical */
};

MUST_CHECK const char *acpi_fadt_get(const struct acpi_header *table, struct acpi_fadt_info *fixed)
	KIT_NAME(acpi_fadt_get);

#ifdef __cplusplus
}
#endif
