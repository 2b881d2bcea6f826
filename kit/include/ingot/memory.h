#pragma once
/* memory: the direct map of physical memory (HHDM), and kinds of memory.
 *
 * The loader maps all RAM at boot_info.physical_memory_offset, unless the kernel
 * has BOOT_MAP_OFF. Context: any, after start-up. */
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/boot_info.h"
#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef uint64_t phys_t;

/* Its address in the direct map, or NULL if there is no direct map. */
void *memory_to_virtual(phys_t physical) KIT_NAME(memory_to_virtual);

/* The inverse; only for pointers from memory_to_virtual and the heap. */
phys_t memory_to_physical(const void *address) KIT_NAME(memory_to_physical);

/* "usable", "ACPI tables", ...; "unknown" for other kinds. */
const char *memory_get_kind_name(uint32_t kind) KIT_NAME(memory_get_kind_name);

/* Called once by start-up, before constructors. If the kernel uses the page allocator
 * (page.h), adds all usable memory to it, and the heap grows from there; else adds
 * every usable region above MEMORY_LOW_END to the heap (heap_add_region). No effect
 * without a direct map, or if the kernel uses neither. The function is weak: a kernel
 * that manages memory itself defines its own. */
void memory_give_heap(const struct boot_info *boot);
#define MEMORY_LOW_END 0x100000 /* below: real mode, AP start-up, ISA DMA */

#ifdef __cplusplus
}
#endif
