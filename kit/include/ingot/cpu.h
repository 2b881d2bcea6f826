#pragma once
/* cpu: instructions that C cannot express, one function each: port I/O, MSRs,
 * control registers, CPUID, RDTSC, STI and HLT.
 *
 * abi/cpu.h, which this header includes, has those that the loader needs as well:
 * ports (cpu_in8, cpu_out32...), cpu_id, cpu_read_tsc, cpu_read_msr, cpu_write_msr,
 * control registers (cpu_read_cr0, cpu_write_cr4...), cpu_interrupts_off. This
 * header adds what needs interrupts.
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

/* Disables interrupts and returns the previous RFLAGS. */
static inline uint64_t cpu_interrupts_save(void)
{
	uint64_t rflags;

	__asm__ volatile("pushfq; popq %0; cli" : "=r"(rflags) : : "memory");
	return rflags;
}

/* Enables interrupts if they were enabled at cpu_interrupts_save. */
static inline void cpu_interrupts_restore(uint64_t rflags)
{
	if (rflags & X86_FLAGS_IF)
		cpu_interrupts_on();
}

/* Enables interrupts and halts until one arrives. There is no window in which one is
 * missed: STI takes effect after the next instruction (SDM vol. 2B). */
static inline void cpu_interrupts_on_and_halt(void)
{
	__asm__ volatile("sti; hlt" : : : "memory");
}

/* Halts until an interrupt. */
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
