#pragma once
/* registers: the first CPU of a paused machine, read from what QEMU's monitor
 * prints for "info registers" (x86_cpu_dump_state in QEMU's target/i386). */
#include <stdbool.h>
#include <stdint.h>

struct registers {
	uint64_t rip, rsp, rbp, rdx, rflags, cr0, cr2, cr3, cr4, idt_base;
	uint32_t idt_limit;
	int mode_bits; /* of the code: 16, 32 or 64 */
	bool is_halted;
};

/* False if the text is no register dump. */
bool registers_parse(struct registers *registers, const char *text);
