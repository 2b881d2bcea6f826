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

#include "names.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Enables this CPU's APIC: spurious interrupts ignored, LINT pins and timer masked,
 * task priority 0. Calling it again has no effect. */
MUST_CHECK const char *apic_start(void) KIT_NAME(apic_start);
bool apic_is_started(void) KIT_NAME(apic_is_started);

/* The APIC ID of this CPU, as ACPI lists it. Without an APIC: 0. */
uint32_t apic_get_id(void) KIT_NAME(apic_get_id);

/* End of interrupt (EOI). Each handler of a vector that the APIC delivered calls it
 * once; irq.h and timer.h do so themselves. */
void apic_end_interrupt(void) KIT_NAME(apic_end_interrupt);

/* Sends an IPI with this vector, or an NMI, to a CPU, which may be this one. An IPI
 * is merged with one of the same vector that is still pending there. */
void apic_send(uint32_t apic_id, uint8_t vector) KIT_NAME(apic_send);
void apic_send_nmi(uint32_t apic_id) KIT_NAME(apic_send_nmi);

/* The timer: its frequency, and one-shot mode; 0 ticks stop it. The caller handles
 * the vector. */
uint64_t apic_get_timer_hz(void) KIT_NAME(apic_get_timer_hz);
void apic_set_timer(uint32_t ticks, uint8_t vector) KIT_NAME(apic_set_timer);

/* TSC-deadline mode, where the CPU has it. */
bool apic_has_tsc_deadline(void) KIT_NAME(apic_has_tsc_deadline);
void apic_set_tsc_deadline(uint64_t tsc, uint8_t vector) KIT_NAME(apic_set_tsc_deadline);

#ifdef __cplusplus
}
#endif
