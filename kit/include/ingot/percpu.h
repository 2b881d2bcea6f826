#pragma once
/* percpu: per-CPU variables, and the current CPU.
 *
 *	PER_CPU(struct cache, page_cache);
 *	...
 *	per_cpu(page_cache).count++;
 *
 * GS points to the struct cpu of the current CPU. A PER_CPU variable is file-local
 * and has no initializer: it is zero when its CPU starts. The first CPU uses the
 * variable itself, the others (smp.h) have copies of the section.
 *
 * Context: any, after start-up. Disable interrupts while using a variable if the
 * code can migrate to another CPU or an interrupt handler uses the variable as well.
 * Code that changes GS must restore it. Ring 3 may have a GS of its own: an exception
 * or interrupt from there swaps it for the kit's and back; the entry of SYSCALL must
 * do so itself (SWAPGS), on both ways. */
#include <stdint.h>

#include "../../../abi/header_inline.h"
#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cpu {
	struct cpu *self;
	uint64_t offset; /* from the variables to this CPU's copies */
	uint32_t index;  /* 0 is the first CPU, then in order of start */
	uint32_t apic_id;
	struct cpu *next; /* in order of index; NULL after the last */
};

/* CPU 0; follow next for all that run. CPUs are never removed. */
struct cpu *cpu_get_first(void) KIT_NAME(cpu_get_first);

/* The current CPU. */
HEADER_INLINE struct cpu *cpu_current(void)
{
	struct cpu *self;

	__asm__ volatile("movq %%gs:0, %0" : "=r"(self));
	return self;
}

HEADER_INLINE uint32_t cpu_get_index(void)
{
	return cpu_current()->index;
}

#define PER_CPU(type, name) __attribute__((section("ingot_percpu"))) static type name

#define per_cpu(name) per_cpu_of(cpu_current(), name)

/* The variable of another CPU: needs synchronization. */
#define per_cpu_of(cpu, name) (*(__typeof__(name) *)((uint64_t)&(name) + (cpu)->offset))

#ifdef __cplusplus
}
#endif
