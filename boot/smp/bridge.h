#pragma once
/* bridge: the trampoline, a page below 1 MiB, at its own address, over which a
 * processor comes into the paging that the kernel will have.
 *
 * Two walk over it: the other CPUs (APs), which a SIPI starts in real mode at
 * its first byte (Intel SDM 3A, 9.4.4), and the first CPU where it must leave
 * 4-level paging for 5 levels, which takes paging off (SDM 3A, 4.1.2). Both come
 * out in 64-bit code at `target`, on tables that hold this page and one entry of
 * the kernel's: the one that leads to the loader's page. */
#include "boot/base/selector.h"

#define BRIDGE_CR3      0
#define BRIDGE_CR4      4
#define BRIDGE_TARGET   8
#define BRIDGE_ARGUMENT 16
#define BRIDGE_GDTR     24
#define BRIDGE_FAR32    36
#define BRIDGE_FAR64    44
#define BRIDGE_GDT      56

#define BRIDGE_CODE32    0x18 /* a selector, beside those of selector.h */
#define BRIDGE_GDT_COUNT 4

#ifndef __ASSEMBLER__
#include <stddef.h>
#include <stdint.h>

struct __attribute__((packed)) bridge {
	uint32_t cr3, cr4;
	uint64_t target, argument; /* where to go on, with what in RDI */
	uint16_t gdt_limit;
	uint64_t gdt_base;
	uint16_t padding1;
	uint32_t offset32;
	uint16_t selector32;
	uint16_t padding2;
	uint32_t offset64;
	uint16_t selector64;
	uint16_t padding3[3];
	uint64_t gdt[BRIDGE_GDT_COUNT];
};

_Static_assert(offsetof(struct bridge, argument) == BRIDGE_ARGUMENT, "bridge.S");
_Static_assert(offsetof(struct bridge, gdt_limit) == BRIDGE_GDTR, "bridge.S");
_Static_assert(offsetof(struct bridge, offset32) == BRIDGE_FAR32, "bridge.S");
_Static_assert(offsetof(struct bridge, offset64) == BRIDGE_FAR64, "bridge.S");
_Static_assert(offsetof(struct bridge, gdt) == BRIDGE_GDT, "bridge.S");

/* Builds the bridge in memory of its own: 0 where there is no room below 1 MiB.
 * root: the kernel's tables, with the loader's page in place. */
uint64_t bridge_build(uint64_t root);

/* Where it leads, from now on. */
void bridge_point(uint64_t page, uint64_t target, uint64_t argument);

/* Takes the first CPU over it. Runs below 4 GiB, at its own address. */
_Noreturn void bridge_cross(uint64_t page);
#endif
