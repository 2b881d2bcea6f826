#pragma once
/* cpu: the instructions that C has no words for: port I/O, MSRs, control
 * registers, CPUID, RDTSC. */
#include <stdbool.h>
#include <stdint.h>

#include "abi/x86.h"

struct cpuid { uint32_t eax, ebx, ecx, edx; };

/* Leaf `leaf`, first subleaf. */
static inline struct cpuid cpu_id(uint32_t leaf)
{
	struct cpuid r;

	__asm__ volatile("cpuid"
	                 : "=a"(r.eax), "=b"(r.ebx), "=c"(r.ecx), "=d"(r.edx)
	                 : "a"(leaf), "c"(0));
	return r;
}

static inline bool cpu_has_hypervisor(void)
{
	return cpu_id(X86_CPUID_FEATURES).ecx & X86_CPUID_1_ECX_HYPERVISOR;
}

static inline bool cpu_has_1gib_pages(void)
{
	return cpu_id(X86_CPUID_EXTENDED_FEATURES).edx & X86_CPUID_EXT_EDX_PAGE_1GIB;
}

static inline bool cpu_has_no_execute(void)
{
	return cpu_id(X86_CPUID_EXTENDED_FEATURES).edx & X86_CPUID_EXT_EDX_NX;
}

static inline uint16_t cpu_code_selector(void)
{
	uint16_t selector;

	__asm__("mov %%cs, %0" : "=r"(selector));
	return selector;
}

static inline bool cpu_has_5_levels(void)
{
	return cpu_id(0).eax >= X86_CPUID_STRUCTURED &&
	       cpu_id(X86_CPUID_STRUCTURED).ecx & X86_CPUID_7_ECX_LA57;
}

/* The local APIC's number of this CPU (SDM 3A, 9.4.5): 32 bits where there is
 * a topology leaf, else 8. */
static inline uint32_t cpu_apic_id(void)
{
	struct cpuid topology = { 0 };

	if (cpu_id(0).eax >= X86_CPUID_TOPOLOGY)
		topology = cpu_id(X86_CPUID_TOPOLOGY);
	return topology.ebx ? topology.edx : cpu_id(X86_CPUID_FEATURES).ebx >> 24;
}

static inline uint64_t cpu_tsc(void)
{
	uint32_t low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	return (uint64_t)high << 32 | low;
}

static inline void cpu_out8(uint16_t port, uint8_t value)
{
	__asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline void cpu_out32(uint16_t port, uint32_t value)
{
	__asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port));
}

static inline void cpu_out16(uint16_t port, uint16_t value)
{
	__asm__ volatile("outw %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint8_t cpu_in8(uint16_t port)
{
	uint8_t value;

	__asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

static inline uint16_t cpu_in16(uint16_t port)
{
	uint16_t value;

	__asm__ volatile("inw %1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

static inline uint32_t cpu_in32(uint16_t port)
{
	uint32_t value;

	__asm__ volatile("inl %1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

static inline uint64_t cpu_cr3(void)
{
	uint64_t value;

	__asm__ volatile("mov %%cr3, %0" : "=r"(value));
	return value;
}

static inline void cpu_set_cr3(uint64_t value)
{
	__asm__ volatile("mov %0, %%cr3" : : "r"(value) : "memory");
}

static inline uint64_t cpu_cr4(void)
{
	uint64_t value;

	__asm__ volatile("mov %%cr4, %0" : "=r"(value));
	return value;
}

static inline void cpu_interrupts_off(void)
{
	__asm__ volatile("cli" : : : "memory");
}

static inline uint64_t cpu_msr(uint32_t number)
{
	uint32_t low, high;

	__asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(number));
	return (uint64_t)high << 32 | low;
}

static inline void cpu_set_msr(uint32_t number, uint64_t value)
{
	__asm__ volatile("wrmsr" : : "c"(number), "a"((uint32_t)value),
	                 "d"((uint32_t)(value >> 32)) : "memory");
}

_Noreturn static inline void cpu_halt(void)
{
	for (;;)
		__asm__ volatile("cli; hlt" : : : "memory");
}
