#pragma once
/* acpi_tables: MADT, MCFG, HPET and FADT, what they say, in plain numbers (ACPI
 * 6.5, chapter 5; PCI Firmware 3.3, 4.1.2; IA-PC HPET 1.0a, 3.2.4).
 *
 * Each function takes a table that acpi_find_table gave: its size and checksum are
 * right. What it gives is copied: nothing points into the table but a walk.
 * Context: any. */
#include <stdbool.h>

#include "acpi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- MADT, signature "APIC" (5.2.12): interrupt controllers and CPUs ---- */

enum acpi_madt_kind {
	ACPI_MADT_CPU = 1, /* a local APIC or x2APIC */
	ACPI_MADT_IO_APIC,
	ACPI_MADT_OVERRIDE,  /* an ISA interrupt that is not where it was */
	ACPI_MADT_NMI_INPUT, /* an I/O APIC's input that is an NMI */
	ACPI_MADT_LOCAL_NMI, /* a local APIC's pin that is an NMI */
};

#define ACPI_MADT_ALL_CPUS UINT32_MAX /* as an acpi_id: of every CPU */

/* How an interrupt's wire behaves. Where the table says "as the bus has it",
 * that is ISA: active high, edge. */
struct acpi_trigger {
	bool is_active_low, is_level;
};

struct acpi_madt_cpu {
	uint32_t apic_id, acpi_id;
	bool is_enabled;
	bool is_addable; /* not there, but may be plugged in */
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
	uint64_t local_apic;       /* physical address of every CPU's own */
	bool has_pic;              /* two 8259s, to be masked */
	const uint8_t *next, *end; /* the walk's */
	const char *error;         /* why the walk ended; NULL = at the table's end */
};

MUST_CHECK const char *acpi_madt_open(struct acpi_madt *madt, const struct acpi_header *table);

/* The next item of a known kind, in the table's order. False at the end, and
 * at an entry that is shorter than its kind or leaves the table: madt->error. */
bool acpi_madt_next(struct acpi_madt *madt, struct acpi_madt_item *item);

/* ---- MCFG: where PCI Express has its configuration space ---- */

struct acpi_ecam {
	uint64_t address; /* physical, of bus 0, even if first_bus is not */
	uint16_t segment;
	uint8_t first_bus, last_bus;
};

/* Entry index, from 0. Refused behind the last one, and if it is a range of buses
 * that ends before it begins. */
MUST_CHECK const char *acpi_mcfg_get(const struct acpi_header *table, size_t index,
                                     struct acpi_ecam *ecam);

/* ---- HPET ---- */

struct acpi_hpet {
	uint64_t address; /* physical */
	uint8_t number;
	uint8_t comparator_count;
	bool is_64_bit;
	bool replaces_legacy; /* can take the place of PIT and RTC */
	uint16_t min_tick;    /* of periodic mode, without losing ticks */
};

MUST_CHECK const char *acpi_hpet_get(const struct acpi_header *table, struct acpi_hpet *hpet);

/* ---- FADT, signature "FACP" ---- */

struct acpi_fixed {
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

MUST_CHECK const char *acpi_fixed_get(const struct acpi_header *table, struct acpi_fixed *fixed);

#ifdef __cplusplus
}
#endif
