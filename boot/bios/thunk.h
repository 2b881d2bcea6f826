#pragma once
/* thunk: BIOS calls (INT n): the firmware's real-mode services, called from
 * 64-bit code. */
#include <stdint.h>

/* As pushal leaves them, then the segments: the order is thunk.S's. */
struct bios_registers {
	uint32_t edi, esi, ebp, reserved, ebx, edx, ecx, eax;
	uint16_t ds, es, flags, unused;
};
_Static_assert(sizeof(struct bios_registers) == 40, "thunk.S");

/* INT number with these registers; what it returns is in regs again. Memory
 * that the firmware shall see lies below 1 MiB. Interrupts are on inside. */
void bios_call(uint8_t number, struct bios_registers *regs);
