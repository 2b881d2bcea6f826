#pragma once
/* trap: the loader's IDT: an exception in its own code becomes a named error,
 * not a reset (triple fault). The kernel never sees this table. */
#define TRAP_STUB_SIZE 16 /* bytes from one stub to the next */

#ifndef __ASSEMBLER__
#include <stdint.h>

#include "abi/x86.h"

/* As trap.S pushes it. */
struct trap_frame {
	uint64_t cr2, vector, error_code, rip, cs, rflags, rsp, ss;
};

struct idt_gate { /* Intel SDM 3A, figure 6-8 */
	uint16_t offset_low, selector;
	uint8_t stack_table, type;
	uint16_t offset_middle;
	uint32_t offset_high, reserved;
};
_Static_assert(sizeof(struct idt_gate) == 16, "64-bit gate");

struct __attribute__((packed)) idt_pointer {
	uint16_t limit;
	uint64_t base;
};

void trap_start(void);

/* Makes the gates of exceptions ours, for a table that has others too. */
void trap_fill(struct idt_gate gates[X86_EXCEPTIONS]);

_Noreturn void trap_report(const struct trap_frame *frame);
#endif
