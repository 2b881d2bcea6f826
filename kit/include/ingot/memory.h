#pragma once
/* memory: physical memory as the loader describes it, and its direct map
 * (HHDM).
 *
 * The loader maps all RAM at boot_info.physical_memory_offset unless the
 * kernel asked for BOOT_MAP_OFF. Context: anywhere after start-up. */
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/boot_info.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef uint64_t phys_t;

/* Where a physical address is mapped, or NULL if physical memory is not. */
void *memory_to_virtual(phys_t physical);

/* The other way; only for pointers from memory_to_virtual and the heap. */
phys_t memory_to_physical(const void *address);

/* "usable", "ACPI tables", ...; "unknown" for a kind of a newer loader. */
const char *memory_get_kind_name(uint32_t kind);

/* Called once by start-up, before constructors. Gives all usable memory to the
 * page allocator if the kernel uses that (page.h), and lets the heap grow out
 * of it; else every usable region from MEMORY_LOW_END on to the heap
 * (heap_add_region). Nothing if physical memory is not mapped, or if the
 * kernel uses neither. A kernel that wants to own its memory defines this function
 * itself: the kit's is weak. */
void memory_give_heap(const struct boot_info *boot);
#define MEMORY_LOW_END 0x100000 /* below: for real mode, start of CPUs, ISA DMA */

#ifdef __cplusplus
}
#endif
