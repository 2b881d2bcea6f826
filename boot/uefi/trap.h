#pragma once
/* trap: the firmware's IDT with our exceptions: those in the loader's code,
 * while the firmware's interrupts go on. */

void uefi_trap_start(void);
