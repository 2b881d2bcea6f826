#pragma once
/* apic: the local APIC, each CPU's own interrupt controller: IPIs, timer, EOI
 * (Intel SDM vol. 3A, chapter 11).
 *
 * Accessed by MSRs where the CPU has x2APIC, else by its registers in memory.
 * Most kernels call irq.h, timer.h and smp.h instead, which start it.
 * Context: any CPU, for its own APIC; interrupts off where two calls belong
 * together. */
#include <stdbool.h>
#include <stdint.h>

#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Switches the running CPU's APIC on: spurious interrupts ignored, its pins
 * and timer masked, any priority accepted. Calling it again changes nothing. */
MUST_CHECK const char *apic_start(void);
bool apic_is_started(void);

/* Known to ACPI by this number. Without an APIC: 0. */
uint32_t apic_get_id(void);

/* The end of an interrupt's handling: the next may come. Each handler of a
 * vector that an APIC delivered says so once; irq.h and timer.h do it. */
void apic_end_interrupt(void);

/* An interrupt of that vector, or an NMI, to another CPU, or to this one. Not
 * lost, but merged with one of the same vector that is still waiting there. */
void apic_send(uint32_t apic_id, uint8_t vector);
void apic_send_nmi(uint32_t apic_id);

/* The timer: how fast it counts down, and its one shot; 0 ticks stop it. It
 * interrupts at vector, which the caller handles. */
uint64_t apic_get_timer_hz(void);
void apic_set_timer(uint32_t ticks, uint8_t vector);

/* A one-shot timer against the time-stamp counter, where the CPU has it. */
bool apic_has_tsc_deadline(void);
void apic_set_tsc_deadline(uint64_t tsc, uint8_t vector);

#ifdef __cplusplus
}
#endif
