#pragma once
/* irq: interrupts of devices, by I/O APIC or message (MSI, MSI-X) (Intel
 * 82093AA data sheet; ACPI 6.5, 5.2.12).
 *
 * A line is named by its global system interrupt (GSI), as ACPI and PCI know it;
 * those of the ISA bus by irq_get_isa. Each has one handler, called on the CPU
 * it is routed to, the first at the beginning, with interrupts off and the end
 * of interrupt said for it afterwards. Lines are masked until they are
 * registered.
 *
 *	const char *why = irq_register(irq_get_isa(4), IRQ_ISA, on_serial, NULL);
 *
 * Context: any CPU but interrupt handlers; handlers may mask and unmask. A handler
 * must return: its CPU gets no other interrupt of its priority or below before.
 * Threads are switched behind it, by trap_set_exit_hook (trap.h); a debug build
 * names a handler that was left without its return. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define IRQ_LINES_MAX 192 /* that are registered at one time */

enum irq_flag {
	IRQ_ISA = 0,        /* edge-triggered, active high, or as the
					 * firmware says of that line */
	IRQ_LEVEL = 1 << 0, /* level-triggered */
	IRQ_LOW = 1 << 1,   /* active low; PCI's lines are both */
};

/* Finds and masks the I/O APICs. The first irq_register does it too. */
MUST_CHECK const char *irq_start(void);

/* The GSI of an ISA line, 0 to 15, by the firmware's overrides. */
uint32_t irq_get_isa(unsigned line);

MUST_CHECK const char *irq_register(uint32_t gsi, unsigned flags, void (*handler)(void *context),
                                    void *context);
void irq_unregister(uint32_t gsi);

/* Which CPU gets it, by its apic_id below 255 (percpu.h). */
MUST_CHECK const char *irq_route(uint32_t gsi, uint32_t apic_id);

/* Stops and allows a registered line; what comes meanwhile on an
 * edge-triggered line is lost. */
void irq_mask(uint32_t gsi);
void irq_unmask(uint32_t gsi);

/* For messages (MSI) and the like: a vector for itself. The handler is called
 * as that of a line. */
MUST_CHECK const char *irq_alloc_vector(void (*handler)(void *context), void *context,
                                        uint8_t *vector);
void irq_free_vector(uint8_t vector);

/* What a PCI device writes where to send that vector (SDM vol. 3A, 11.11). */
static inline uint64_t irq_get_message_address(uint32_t apic_id)
{
	return 0xfee00000u | apic_id << 12;
}

/* How often a line has interrupted since it was registered. */
uint64_t irq_get_count(uint32_t gsi);

/* What is registered: lines, and vectors of irq_alloc_vector. */
struct irq_info {
	uint8_t vector;
	bool is_line; /* else gsi means nothing */
	uint32_t gsi;
	uint64_t count; /* how often it has interrupted */
};

/* Writes at most max of them, by vector, and returns how many there are. */
size_t irq_list(struct irq_info *list, size_t max);

#ifdef __cplusplus
}
#endif
