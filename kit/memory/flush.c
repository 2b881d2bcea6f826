/* flush: TLB shootdown, see flush.h (Intel SDM vol. 3A, 4.10.4). */
#include "kit/memory/flush.h"

#include <ingot/cpu.h>
#include <ingot/paging.h>

#define PAGES_MAX 64 /* more: all entries at once */

static void flush_all(void)
{
	uint64_t cr4 = cpu_read_cr4();

	/* A change of PGE takes global entries along; writing CR3 does not. */
	if (cr4 & X86_CR4_PGE) {
		cpu_write_cr4(cr4 & ~(uint64_t)X86_CR4_PGE);
		cpu_write_cr4(cr4);
	} else {
		__asm__ volatile("movq %0, %%cr3" : : "r"(cpu_read_cr3()) : "memory");
	}
}

void flush_local(uint64_t address, uint64_t size_bytes)
{
	if (size_bytes > PAGES_MAX * PAGE_SIZE) {
		flush_all();
		return;
	}
	for (uint64_t at = address; at - address < size_bytes; at += PAGE_SIZE)
		__asm__ volatile("invlpg (%0)" : : "r"(at) : "memory");
}

void flush_everywhere(uint64_t address, uint64_t size_bytes)
{
	flush_local(address, size_bytes);
	if (smp_flush_others)
		smp_flush_others(address, size_bytes);
}
