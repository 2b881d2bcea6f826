#pragma once
/* cpu, as <ingot/cpu.h>, for drivers that are compiled for the host: ports and
 * counters are functions of the test. */
#include <stdbool.h>
#include <stdint.h>

#include "abi/x86.h"

uint8_t fake_in8(uint16_t port);
void fake_out8(uint16_t port, uint8_t value);
void fake_out16(uint16_t port, uint16_t value);
uint64_t fake_read_tsc(void);

static inline uint8_t cpu_in8(uint16_t port)
{
	return fake_in8(port);
}

static inline void cpu_out8(uint16_t port, uint8_t value)
{
	fake_out8(port, value);
}

static inline void cpu_out16(uint16_t port, uint16_t value)
{
	fake_out16(port, value);
}

static inline void cpu_out32(uint16_t port, uint32_t value)
{
	(void)port, (void)value; /* DMA, which the test does not offer */
}

struct cpuid {
	uint32_t eax, ebx, ecx, edx;
};

static inline struct cpuid cpu_id(uint32_t leaf, uint32_t subleaf)
{
	(void)leaf, (void)subleaf;
	return (struct cpuid){ 0 };
}

static inline bool cpu_has_hypervisor(void)
{
	return true;
}

static inline uint64_t cpu_read_tsc(void)
{
	return fake_read_tsc();
}

static inline uint64_t cpu_interrupts_save(void)
{
	return 0;
}

static inline void cpu_interrupts_restore(uint64_t rflags)
{
	(void)rflags;
}

static inline void cpu_pause(void)
{
}
