/* idt: see idt.h and <ingot/trap.h>: which handler each vector has. */
#include "kit/trap/idt.h"

#include <ingot/cpu.h>
#include <ingot/panic.h>
#include <ingot/trap.h>
#include <stddef.h>

#include "kit/trap/pic.h"
#include "kit/trap/segments.h"
#include "kit/trap/trap_entry.h"
#include "kit/trap/trap_report.h"

struct trap_gate { /* SDM vol. 3A, 6.14.1 */
	uint16_t offset_low;
	uint16_t selector;
	uint8_t stack; /* of the interrupt stack table, or 0 */
	uint8_t type;
	uint16_t offset_middle;
	uint32_t offset_high;
	uint32_t reserved;
};
_Static_assert(sizeof(struct trap_gate) == 16, "SDM vol. 3A, 6.14.1");

static struct trap_gate gates[TRAP_COUNT];
static void (*handlers[TRAP_COUNT])(struct trap_frame *);

void (*trap_set_handler(unsigned vector, void (*handler)(struct trap_frame *)))(struct trap_frame *)
{
	void (*before)(struct trap_frame *);

	if (vector >= TRAP_COUNT)
		panic("trap_set_handler: vector %u, TRAP_COUNT is %d", vector, TRAP_COUNT);
	before = handlers[vector];
	handlers[vector] = handler;
	return before;
}

void trap_dispatch(struct trap_frame *frame)
{
	void (*handler)(struct trap_frame *) = handlers[frame->vector];

	if (!handler)
		trap_report(frame);
	handler(frame);
}

static uint8_t stack_of(unsigned vector)
{
	switch (vector) {
	case TRAP_DOUBLE_FAULT:  return SEGMENTS_STACK_DOUBLE_FAULT;
	case TRAP_NMI:           return SEGMENTS_STACK_NMI;
	case TRAP_MACHINE_CHECK: return SEGMENTS_STACK_MACHINE_CHECK;
	default:                 return 0;
	}
}

static struct trap_gate gate_to(unsigned vector)
{
	const struct trap_group *group = &trap_groups[vector / TRAP_GROUP_SIZE];
	uint64_t entry = (uint64_t)group->entries[vector % TRAP_GROUP_SIZE];

	return (struct trap_gate){
		.offset_low = (uint16_t)entry,
		.selector = SEGMENT_CODE,
		.stack = stack_of(vector),
		.type = X86_GATE_INTERRUPT,
		.offset_middle = (uint16_t)(entry >> 16),
		.offset_high = (uint32_t)(entry >> 32),
	};
}

void idt_start_cpu(void)
{
	const struct segments_table pointer = { sizeof gates - 1, (uint64_t)gates };

	__asm__ volatile("lidt %0" : : "m"(pointer) : "memory");
}

/* Without CR4.MCE a machine check resets the machine without a word. */
void idt_start(void)
{
	for (unsigned vector = 0; vector < TRAP_COUNT; vector++)
		gates[vector] = gate_to(vector);
	pic_start();
	idt_start_cpu();
	if (cpu_id(X86_CPUID_FEATURES, 0).edx & X86_CPUID_1_EDX_MCE)
		cpu_write_cr4(cpu_read_cr4() | X86_CR4_MCE);
}
