#pragma once
/* trap: exceptions in the loader's code while the firmware's interrupts go on. */

void uefi_trap_start(void);
