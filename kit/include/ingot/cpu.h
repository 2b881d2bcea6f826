#pragma once
/* cpu: the instructions that C has no words for, one function each: port I/O,
 * MSRs, control registers, CPUID, RDTSC, STI and HLT.
 *
 * abi/cpu.h, which comes with this header, has those that a loader needs as
 * well: ports (cpu_in8, cpu_out32...), cpu_id, cpu_read_tsc, cpu_read_msr,
 * cpu_write_msr, control registers (cpu_read_cr0, cpu_write_cr4...),
 * cpu_interrupts_off. Here is what only a program with interrupts wants.
 *
 * Context: ring 0 for all but cpu_id, cpu_pause and cpu_read_tsc. */
#include "../../../abi/cpu.h"

#ifdef __cplusplus
extern "C" {
#endif

static inline void cpu_interrupts_on(void)
{
	__asm__ volatile("sti" : : : "memory");
}

/* Switches interrupts off and returns RFLAGS as they were. */
static inline uint64_t cpu_interrupts_save(void)
{
	uint64_t rflags;

	__asm__ volatile("pushfq; popq %0; cli" : "=r"(rflags) : : "memory");
	return rflags;
}

/* Switches interrupts on again if they were on at cpu_interrupts_save. */
static inline void cpu_interrupts_restore(uint64_t rflags)
{
	if (rflags & X86_FLAGS_IF)
		cpu_interrupts_on();
}

/* Switches interrupts on and sleeps until one comes. One that comes in between is
 * not slept through: STI takes effect after the next instruction (SDM vol. 2B). */
static inline void cpu_interrupts_on_and_halt(void)
{
	__asm__ volatile("sti; hlt" : : : "memory");
}

/* Sleeps until an interrupt. */
static inline void cpu_halt(void)
{
	__asm__ volatile("hlt" : : : "memory");
}

static inline void cpu_pause(void)
{
	__asm__ volatile("pause");
}

#ifdef __cplusplus
}
#endif
