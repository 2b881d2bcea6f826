#pragma once
/* memlayout: the first megabyte while the BIOS front end runs.
 *
 *   0x00000  +------------------------------+
 *            | real-mode vectors, BIOS data |  stays the firmware's
 *   0x01000  +------------------------------+
 *            | real-mode stack, downwards   |
 *   0x07000  +------------------------------+
 *            | 0x07c00: stage 1             |
 *   0x08000  +------------------------------+
 *            | stage 2: code, constants     |  thunk and entry come first:
 *            | (next page) data, .bss       |  real mode reaches 64 KiB
 *   0x28000  +------------------------------+
 *            | identity page tables         |
 *   0x2e000  +------------------------------+
 *   0x30000  +------------------------------+
 *            | bounce buffer                |  64 KiB that cross no 64 KiB
 *   0x40000  +------------------------------+  line: firmware DMA may care
 *            | stack of the 64-bit code     |
 *   0x48000  +------------------------------+
 *            | free, then the firmware's EBDA
 *
 * No stack and no data that is often written shares a 4 KiB page with code
 * that has run: QEMU's translator takes a slow path for every such store. */
#include "abi/mbr.h"
#include "boot/base/selector.h"

#define REAL_STACK_TOP  0x7000
#define LOADER_BASE     0x1000
#define STAGE2_END      0x28000 /* of code, data and .bss */
#define IDENTITY_TABLES 0x28000 /* PML4, PDPT, four page directories */
#define BOUNCE_BASE     0x30000
#define BOUNCE_SEGMENT  0x3000
#define BOUNCE_SECTORS  127 /* the most that one EDD call may ask */
#define STACK_TOP       0x48000
#define LOADER_END      0x48000
#define LOW_MEMORY_KIB  (LOADER_END / 1024)

/* More selectors of the loader's GDT (entry.S). */
#define SELECTOR_CODE16 0x18
#define SELECTOR_DATA16 0x20
