#pragma once
/* x86: bits of the processor that Ingot's programs name.
 *
 * Intel SDM volume 3A: 2.5 (control registers), 3.4.5 (segment descriptors),
 * 4.5 (4-level and 5-level paging), 6.14 (64-bit interrupts); volume 4 (MSRs);
 * CPUID: volume 2A. C and assembly both include this file. */

#define X86_CR0_PE 0x00000001 /* protected mode */
#define X86_CR0_MP 0x00000002
#define X86_CR0_EM 0x00000004 /* no FPU: its instructions trap */
#define X86_CR0_TS 0x00000008
#define X86_CR0_ET 0x00000010
#define X86_CR0_NE 0x00000020 /* FPU errors as exception 16 */
#define X86_CR0_WP 0x00010000 /* read-only pages bind ring 0 too */
#define X86_CR0_PG 0x80000000

#define X86_CR4_PAE        0x00000020
#define X86_CR4_MCE        0x00000040 /* machine checks are exceptions */
#define X86_CR4_PGE        0x00000080
#define X86_CR4_OSFXSR     0x00000200
#define X86_CR4_OSXMMEXCPT 0x00000400
#define X86_CR4_LA57       0x00001000 /* 5-level paging */
#define X86_CR4_OSXSAVE    0x00040000 /* AVX may be used */

#define X86_MSR_EFER           0xc0000080
#define X86_EFER_LME           0x00000100 /* long mode, once CR0.PG is set */
#define X86_EFER_LMA           0x00000400 /* long mode is active */
#define X86_EFER_NXE           0x00000800 /* honour X86_PAGE_NO_EXECUTE */
#define X86_MSR_FS_BASE        0xc0000100
#define X86_MSR_GS_BASE        0xc0000101
#define X86_MSR_KERNEL_GS_BASE 0xc0000102 /* what SWAPGS exchanges with it */

#define X86_DR6_SINGLE_STEP 0x4000

#define X86_FLAGS_CF 0x0001
#define X86_FLAGS_IF 0x0200
#define X86_FLAGS_ID 0x00200000 /* writable: CPUID exists */

#define X86_CPUID_FEATURES          0x00000001
#define X86_CPUID_STRUCTURED        0x00000007
#define X86_CPUID_TOPOLOGY          0x0000000b
#define X86_CPUID_EXTENDED_MAX      0x80000000
#define X86_CPUID_EXTENDED_FEATURES 0x80000001
#define X86_CPUID_ADDRESS_SIZES     0x80000008 /* EAX: bits of physical addresses */
#define X86_CPUID_1_ECX_X2APIC      0x00200000
#define X86_CPUID_1_ECX_DEADLINE    0x01000000 /* TSC-deadline timer of the APIC */
#define X86_CPUID_1_ECX_RDRAND      0x40000000
#define X86_CPUID_1_ECX_HYPERVISOR  0x80000000
#define X86_CPUID_1_EDX_PAE         0x00000040
#define X86_CPUID_1_EDX_MCE         0x00000080
#define X86_CPUID_1_EDX_APIC        0x00000200
#define X86_CPUID_1_EDX_MCA         0x00004000
#define X86_CPUID_1_EDX_PAT         0x00010000
#define X86_CPUID_7_EBX_RDSEED      0x00040000
#define X86_CPUID_7_ECX_LA57        0x00010000
#define X86_CPUID_EXT_EDX_NX        0x00100000
#define X86_CPUID_EXT_EDX_PAGE_1GIB 0x04000000
#define X86_CPUID_EXT_EDX_LONG_MODE 0x20000000

/* Page table entries. LARGE is bit 7 of levels 2 and 3: this is a page. */
#define X86_PAGE_PRESENT       0x001
#define X86_PAGE_WRITE         0x002
#define X86_PAGE_USER          0x004
#define X86_PAGE_WRITE_THROUGH 0x008
#define X86_PAGE_UNCACHED      0x010 /* PCD alone: UC-, an MTRR may say WC */
#define X86_PAGE_ACCESSED      0x020
#define X86_PAGE_DIRTY         0x040
#define X86_PAGE_LARGE         0x080
#define X86_PAGE_GLOBAL        0x100
#define X86_PAGE_NO_EXECUTE    0x8000000000000000
#define X86_PAGE_ADDRESS       0x000ffffffffff000
#define X86_PAGE_ENTRIES       512
#define X86_PAGE_SIZE          0x1000
#define X86_PAGE_SIZE_2MIB     0x200000
#define X86_PAGE_SIZE_1GIB     0x40000000

#define X86_CACHE_LINE 64 /* bytes; or a multiple: no CPU has shorter ones */

#define X86_PHYSICAL_END   0x0010000000000000 /* MAXPHYADDR never exceeds 52 */
#define X86_PHYSICAL_BITS  36                 /* what it is at least */
#define X86_LOW_HALF_END   0x0000800000000000 /* canonical: below this, */
#define X86_HIGH_HALF_BASE 0xffff800000000000 /* or from here on */

/* Whole segment descriptors, flat, already marked as accessed, so that the
 * processor has no reason to write to a table that may be read-only. */
#define X86_DESCRIPTOR_CODE64 0x00af9b000000ffff
#define X86_DESCRIPTOR_CODE32 0x00cf9b000000ffff
#define X86_DESCRIPTOR_DATA   0x00cf93000000ffff
#define X86_DESCRIPTOR_CODE16 0x00009b000000ffff
#define X86_DESCRIPTOR_DATA16 0x000093000000ffff

#define X86_GATE_INTERRUPT 0x8e /* present, ring 0, interrupts off */

#define X86_EXCEPTIONS           32 /* vectors 0..31 are the processor's */
#define X86_EXCEPTION_PAGE_FAULT 14
/* Exceptions that push an error code, as bits: 8, 10-14, 17, 21, 29, 30. */
#define X86_EXCEPTIONS_WITH_CODE 0x60227d00

#ifndef __ASSEMBLER__
#include <stdbool.h>
#include <stdint.h>

#include "header_inline.h"

/* Tables of level 1 hold pages of 4 KiB; the topmost is of level 4 or 5. */
HEADER_INLINE unsigned x86_paging_levels(uint64_t cr4)
{
	return cr4 & X86_CR4_LA57 ? 5 : 4;
}

/* What one entry of a level spans. */
HEADER_INLINE uint64_t x86_level_size(unsigned level)
{
	return (uint64_t)X86_PAGE_SIZE << 9 * (level - 1);
}

/* The bits that so many levels do not translate repeat the highest that they do
 * (SDM volume 1, 3.3.7.1). */
HEADER_INLINE uint64_t x86_make_canonical(uint64_t address, unsigned levels)
{
	unsigned unused = 64 - 12 - 9 * levels;

	return (uint64_t)((int64_t)(address << unused) >> unused);
}

HEADER_INLINE bool x86_is_canonical(uint64_t address, unsigned levels)
{
	return x86_make_canonical(address, levels) == address;
}
#endif
