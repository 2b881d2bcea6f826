#include "boot/base/trap.h"

#include <stddef.h>

#include "abi/x86.h"
#include "boot/base/cpu.h"
#include "boot/base/stop.h"

extern const uint8_t trap_stubs[];

static struct idt_gate idt[X86_EXCEPTIONS];
struct idt_pointer idt_pointer; /* thunk.S puts it back */

void trap_fill(struct idt_gate gates[X86_EXCEPTIONS])
{
	for (int i = 0; i < X86_EXCEPTIONS; i++) {
		uint64_t stub = (uintptr_t)trap_stubs + (uintptr_t)i * TRAP_STUB_SIZE;

		gates[i] = (struct idt_gate){
			.offset_low = (uint16_t)stub,
			.selector = cpu_code_selector(),
			.type = X86_GATE_INTERRUPT,
			.offset_middle = (uint16_t)(stub >> 16),
			.offset_high = (uint32_t)(stub >> 32),
		};
	}
}

void trap_start(void)
{
	trap_fill(idt);
	idt_pointer.limit = sizeof idt - 1;
	idt_pointer.base = (uintptr_t)idt;
	__asm__ volatile("lidt %0" : : "m"(idt_pointer));
}

_Noreturn void trap_report(const struct trap_frame *frame)
{
	static int depth;

	if (depth++) /* an exception in the report: be brief */
		stop(ERROR_INTERNAL, "exceptions in the loader itself", NULL);
	stop(ERROR_INTERNAL, "exception % in the loader itself: RIP %, error code %, CR2 %, RSP %",
	     FACTS(NUMBER(frame->vector), HEX(frame->rip), HEX(frame->error_code), HEX(frame->cr2),
	           HEX(frame->rsp)));
}
