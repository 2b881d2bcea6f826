#pragma once
/* irq: device interrupts (IRQs), by I/O APIC or message (MSI, MSI-X) (Intel
 * 82093AA data sheet; ACPI 6.5, 5.2.12).
 *
 * IRQs are identified by global system interrupt (GSI), as in ACPI; irq_get_isa_gsi gives
 * the GSI of an ISA IRQ. Each has one handler, called with interrupts off on the CPU
 * it is routed to, by default the first; the kit sends the EOI afterwards. IRQs are
 * masked until a handler is registered.
 *
 *	const char *why = irq_register(irq_get_isa_gsi(4), IRQ_ISA, on_serial, NULL);
 *
 * Context: any CPU, not in interrupt handlers, which may only mask and unmask. A
 * handler must return: until then its CPU gets no interrupt of the same or lower
 * priority. To switch threads use trap_set_exit_hook (trap.h); a debug build reports
 * a handler that did not return. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "deprecated.h"
#include "names.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define IRQ_LINES_MAX 192 /* registered at one time */

enum irq_flag {
	IRQ_ISA = 0,        /* edge-triggered, active high, unless the
					 * firmware overrides it */
	IRQ_LEVEL = 1 << 0, /* level-triggered */
	IRQ_LOW = 1 << 1,   /* active low; PCI needs both */
};

/* Finds the I/O APICs and masks all IRQs. The first irq_register calls it. */
MUST_CHECK const char *irq_start(void) KIT_NAME(irq_start);

/* The GSI of an ISA IRQ, 0 to 15, by the interrupt source overrides of the MADT. */
uint32_t irq_get_isa_gsi(unsigned line) KIT_NAME(irq_get_isa_gsi);

MUST_CHECK const char *irq_register(uint32_t gsi, unsigned flags, void (*handler)(void *context),
                                    void *context) KIT_NAME(irq_register);
void irq_unregister(uint32_t gsi) KIT_NAME(irq_unregister);

/* Routes it to a CPU, by its apic_id (percpu.h), which must be below 255. */
MUST_CHECK const char *irq_route(uint32_t gsi, uint32_t apic_id) KIT_NAME(irq_route);

/* Masks and unmasks a registered IRQ; edges that occur while it is masked are
 * lost. */
void irq_mask(uint32_t gsi) KIT_NAME(irq_mask);
void irq_unmask(uint32_t gsi) KIT_NAME(irq_unmask);

/* Allocates an interrupt vector, for MSI and MSI-X. The handler is called as that of
 * an IRQ. */
MUST_CHECK const char *irq_alloc_vector(void (*handler)(void *context), void *context,
                                        uint8_t *vector) KIT_NAME(irq_alloc_vector);
void irq_free_vector(uint8_t vector) KIT_NAME(irq_free_vector);

/* The MSI address for a CPU; the MSI data is the vector (SDM vol. 3A, 11.11). */
static inline uint64_t irq_get_message_address(uint32_t apic_id)
{
	return 0xfee00000u | apic_id << 12;
}

/* The number of interrupts since it was registered. */
uint64_t irq_get_count(uint32_t gsi) KIT_NAME(irq_get_count);

/* Registered IRQs, and vectors of irq_alloc_vector. */
struct irq_info {
	uint8_t vector;
	bool is_line; /* else gsi is not valid */
	uint32_t gsi;
	uint64_t count; /* of interrupts */
};

/* Stores at most max entries, sorted by vector, and returns how many there are. */
size_t irq_list(struct irq_info *list, size_t max) KIT_NAME(irq_list);

#ifdef __cplusplus
}
#endif
