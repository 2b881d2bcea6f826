#pragma once
/* exit: ends the machine without ACPI, whose parser is larger than a small kernel.
 * Neither function returns. Context: any. */
#include "../../../abi/exit_code.h"
#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Ends QEMU with an EXIT_CODE_... by its isa-debug-exit device. Without that device,
 * success powers QEMU's PCs off. Otherwise, and on real machines, the CPU halts, so
 * that the screen can be read. */
__attribute__((__noreturn__)) void power_exit(unsigned code) KIT_NAME(power_exit);

/* Disables interrupts and halts. */
__attribute__((__noreturn__)) void power_halt(void) KIT_NAME(power_halt);

#ifdef __cplusplus
}
#endif
