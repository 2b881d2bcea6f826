#pragma once
/* area: virtual memory areas: for devices (ioremap), stacks and large buffers
 * (vmalloc).
 *
 * Areas lie in a window of AREA_WINDOW_SIZE virtual addresses. The AREA_GUARD_SIZE
 * bytes below each area are never mapped: an overrun faults instead of reaching the
 * next area. Pages are 4 KiB unless the physical memory of a device allows larger.
 *
 * Names appear in reports. They are not copied: use string literals.
 * Context: any CPU, interrupts on or off; not in interrupt handlers. The caller owns
 * an area until it frees it. */
#include <stddef.h>

#include "mapping.h"
#include "names.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define AREA_WINDOW_SIZE (512ull << 30) /* one entry of the PML4 */
#define AREA_GUARD_SIZE  (64ull << 10)

/* Zero-filled RAM, virtually but not physically contiguous. flags of mapping.h. */
MUST_CHECK const char *area_alloc(const char *name, size_t size_bytes, unsigned flags,
                                  void **address) KIT_NAME(area_alloc);

/* Maps device registers: uncached, readable and writable. The address keeps the
 * offset of physical within its page. */
MUST_CHECK const char *area_map_device(const char *name, phys_t physical, size_t size_bytes,
                                       void **address) KIT_NAME(area_map_device);

/* The same with the flags of mapping.h: MAPPING_WRITE_COMBINING for a framebuffer. */
MUST_CHECK const char *area_map_physical(const char *name, phys_t physical, size_t size_bytes,
                                         unsigned flags, void **address)
	KIT_NAME(area_map_physical);

/* Unmaps an area, by the address that the functions above returned; NULL has no
 * effect. RAM of area_alloc is freed, mapped physical memory is not. */
void area_free(void *address) KIT_NAME(area_free);

/* Allocates a stack of size_bytes, rounded up to pages, with a guard below it, and
 * returns its top. A fault in the guard is reported as an overflow of this stack, by
 * name. */
MUST_CHECK const char *area_alloc_stack(const char *name, size_t size_bytes, uint64_t *top)
	KIT_NAME(area_alloc_stack);
void area_free_stack(uint64_t top) KIT_NAME(area_free_stack);

/* What an address belongs to. */
struct area_info {
	const char *name;
	uint64_t base, size_bytes; /* whole pages; the guard is below */
	bool is_stack;
	bool is_guard; /* the address is in the guard below base */
};

/* False if the address is in no area or guard. Takes no lock: for reports. */
bool area_find(uint64_t address, struct area_info *info) KIT_NAME(area_find);

#ifdef __cplusplus
}
#endif
