#pragma once
/* percpu: per-CPU data: which CPU this is, and variables that each has for
 * itself.
 *
 *	PER_CPU(struct cache, page_cache);
 *	...
 *	per_cpu(page_cache).count++;
 *
 * GS points to the running CPU's struct cpu. A PER_CPU variable is file-local
 * and has no initializer: it is zero on every CPU when that CPU starts. The
 * first CPU uses the variable itself, the others (smp.h) a copy of the whole
 * section.
 *
 * Context: any, from start-up on. Code that may move to another CPU, or that
 * shares the variable with an interrupt handler, holds interrupts off
 * meanwhile. Code that touches GS must put it back. */
#include <stdint.h>

#include "../../../abi/header_inline.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cpu {
	struct cpu *self;
	uint64_t offset; /* of this CPU's copies, from the variables */
	uint32_t index;  /* 0 is the first CPU, then in order of start */
	uint32_t apic_id;
	struct cpu *next; /* in order of index; NULL after the last */
};

/* CPU 0, and by next all that run; those of a CPU that has come stay. */
struct cpu *cpu_get_first(void);

/* The running CPU. */
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

/* Another CPU's: shared, and to be used with what sharing takes. */
#define per_cpu_of(cpu, name) (*(__typeof__(name) *)((uint64_t)&(name) + (cpu)->offset))

#ifdef __cplusplus
}
#endif
