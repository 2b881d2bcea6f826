/* percpu: see <ingot/percpu.h>. */
#include "kit/base/percpu.h"

#include <ingot/cpu.h>

/* Made by the linker; both 0 if the kernel has no PER_CPU variable. */
extern uint8_t __start_ingot_percpu[] __attribute__((weak));
extern uint8_t __stop_ingot_percpu[] __attribute__((weak));

static struct cpu first = { .self = &first };

struct cpu *cpu_get_first(void)
{
	return &first;
}

void percpu_enter(struct cpu *cpu)
{
	cpu_write_msr(X86_MSR_GS_BASE, (uint64_t)cpu);
	cpu_write_msr(X86_MSR_KERNEL_GS_BASE, (uint64_t)cpu);
}

void percpu_start(void)
{
	percpu_enter(&first);
}

/* Readers walk the list without a lock: a CPU is whole before it is seen. */
void percpu_add(struct cpu *cpu)
{
	struct cpu *last = &first;

	while (last->next)
		last = last->next;
	cpu->index = last->index + 1;
	cpu->next = NULL;
	__atomic_store_n(&last->next, cpu, __ATOMIC_RELEASE);
}

size_t percpu_get_size(uint64_t *begin)
{
	*begin = (uint64_t)__start_ingot_percpu;
	return (size_t)(__stop_ingot_percpu - __start_ingot_percpu);
}
