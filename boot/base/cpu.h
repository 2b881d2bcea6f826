#pragma once
/* cpu: the processor that the loader runs on: its instructions (abi/cpu.h), and
 * what it can do. */
#include "abi/cpu.h"

static inline bool cpu_has_1gib_pages(void)
{
	return cpu_id(X86_CPUID_EXTENDED_FEATURES, 0).edx & X86_CPUID_EXT_EDX_PAGE_1GIB;
}

static inline bool cpu_has_no_execute(void)
{
	return cpu_id(X86_CPUID_EXTENDED_FEATURES, 0).edx & X86_CPUID_EXT_EDX_NX;
}

static inline bool cpu_has_5_levels(void)
{
	return cpu_id(0, 0).eax >= X86_CPUID_STRUCTURED &&
	       cpu_id(X86_CPUID_STRUCTURED, 0).ecx & X86_CPUID_7_ECX_LA57;
}

/* One past the highest physical address (SDM 3A, 4.1.4: MAXPHYADDR). */
static inline uint64_t cpu_physical_end(void)
{
	uint32_t bits = 0;

	if (cpu_id(X86_CPUID_EXTENDED_MAX, 0).eax >= X86_CPUID_ADDRESS_SIZES)
		bits = cpu_id(X86_CPUID_ADDRESS_SIZES, 0).eax & 0xff;
	if (bits < X86_PHYSICAL_BITS)
		bits = X86_PHYSICAL_BITS;
	return bits < 52 ? 1ull << bits : X86_PHYSICAL_END;
}

/* The local APIC's number of this CPU (SDM 3A, 9.4.5): 32 bits where there is
 * a topology leaf, else 8. */
static inline uint32_t cpu_apic_id(void)
{
	struct cpuid topology = { 0 };

	if (cpu_id(0, 0).eax >= X86_CPUID_TOPOLOGY)
		topology = cpu_id(X86_CPUID_TOPOLOGY, 0);
	return topology.ebx ? topology.edx : cpu_id(X86_CPUID_FEATURES, 0).ebx >> 24;
}

static inline uint16_t cpu_code_selector(void)
{
	uint16_t selector;

	__asm__("mov %%cs, %0" : "=r"(selector));
	return selector;
}

/* For good: nothing wakes it but a reset. */
_Noreturn static inline void cpu_stop(void)
{
	for (;;)
		__asm__ volatile("cli; hlt" : : : "memory");
}
