#pragma once
/* power: power-off (ACPI S5) and reset; includes exit.h.
 *
 * None of these returns: on failure the reason is printed and the CPU halts with
 * interrupts off. Context: any. */
#include "exit.h"
#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ACPI's soft off (ACPI 6.5, 7.4.2 and 16.1.7). */
__attribute__((__noreturn__)) void power_off(void) KIT_NAME(power_off);

/* Resets the machine: by ACPI's reset register, the chipset, the keyboard controller,
 * or as the last resort a triple fault. */
__attribute__((__noreturn__)) void power_reset(void) KIT_NAME(power_reset);

#ifdef __cplusplus
}
#endif
