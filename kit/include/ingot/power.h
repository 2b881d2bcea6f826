#pragma once
/* power: how a machine is switched off (ACPI S5) and reset, and what exit.h has.
 *
 * None of these returns: where the machine has no means, its reason is
 * printed and the CPU halts with interrupts off. Context: any. */
#include "exit.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ACPI's soft off (ACPI 6.5, 7.4.2 and 16.1.7). */
__attribute__((__noreturn__)) void power_off(void);

/* Starts the machine again: ACPI's reset register, the chipset's, the
 * keyboard controller's, and at last a triple fault. */
__attribute__((__noreturn__)) void power_reset(void);

#ifdef __cplusplus
}
#endif
