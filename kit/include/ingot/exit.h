#pragma once
/* exit: how a kernel ends without asking ACPI, whose tables take more code to read
 * than a small kernel has. Neither function returns. Context: any. */
#include "../../../abi/exit_code.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Tells QEMU an EXIT_CODE_... by its isa-debug-exit device. Without that device,
 * success switches QEMU's PCs off. Anywhere else, and after anything else, the
 * CPU halts, so that the screen can be read. */
__attribute__((__noreturn__)) void power_exit(unsigned code);

/* Interrupts off, for ever. */
__attribute__((__noreturn__)) void power_halt(void);

#ifdef __cplusplus
}
#endif
