#pragma once
/* power: how a machine ends.
 *
 * None of these returns: where the machine has no means, its reason is
 * printed and the CPU halts with interrupts off. Context: any. */
#include "../../../abi/exit_code.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ACPI's soft off (ACPI 6.5, 7.4.2 and 16.1.7). */
__attribute__((__noreturn__)) void power_off(void);

/* Starts the machine again: ACPI's reset register, the chipset's, the
 * keyboard controller's, and at last a triple fault. */
__attribute__((__noreturn__)) void power_reset(void);

/* Tells QEMU an EXIT_CODE_... by its isa-debug-exit device. Without that device,
 * success switches QEMU's PCs off. Anywhere else, and after anything else, the
 * CPU halts, so that the screen can be read. */
__attribute__((__noreturn__)) void power_exit(unsigned code);

/* Interrupts off, for ever. */
__attribute__((__noreturn__)) void power_halt(void);

#ifdef __cplusplus
}
#endif
