#include "boot/trap.h"

#include <stddef.h>

#include "abi/x86.h"
#include "boot/cpu.h"
#include "boot/stop.h"

struct idt_gate {			/* Intel SDM 3A, figure 6-8 */
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

extern const uint8_t trap_stubs[];

static struct idt_gate idt[X86_EXCEPTIONS];
struct idt_pointer idt_pointer;		/* thunk.S puts it back */

void trap_start(void)
{
	for (int i = 0; i < X86_EXCEPTIONS; i++) {
		uint64_t stub = (uintptr_t)trap_stubs + (uintptr_t)i * TRAP_STUB_SIZE;

		idt[i] = (struct idt_gate){
			.offset_low = (uint16_t)stub,
			.selector = cpu_code_selector(),
			.type = X86_GATE_INTERRUPT,
			.offset_middle = (uint16_t)(stub >> 16),
			.offset_high = (uint32_t)(stub >> 32),
		};
	}
	idt_pointer.limit = sizeof(idt) - 1;
	idt_pointer.base = (uintptr_t)idt;
	__asm__ volatile("lidt %0" : : "m"(idt_pointer));
}

_Noreturn void trap_report(const struct trap_frame *frame)
{
	static int depth;

	if (depth++)			/* an exception in the report: be brief */
		stop(ERROR_INTERNAL, "exceptions in the loader itself", NULL);
	stop(ERROR_INTERNAL, "exception % in the loader itself: RIP %, error code %, CR2 %, RSP %",
	     FACTS(NUMBER(frame->vector), HEX(frame->rip), HEX(frame->error_code),
	           HEX(frame->cr2), HEX(frame->rsp)));
}
