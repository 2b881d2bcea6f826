#pragma once
/* area: kernel addresses for devices (ioremap), stacks, large buffers
 * (vmalloc).
 *
 * Areas lie in AREA_WINDOW_SIZE of addresses that nothing else uses. Below each
 * AREA_GUARD_SIZE is unmapped for ever, so that what runs over an end of one
 * faults and does not reach the next. Pages are 4 KiB ones unless the physical
 * memory of a device allows larger.
 *
 * Names are for people, and stay the caller's: string constants.
 * Context: any CPU, interrupts on or off; not in interrupt handlers. An area
 * belongs to whoever asked for it until it is given back. */
#include <stddef.h>

#include "mapping.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define AREA_WINDOW_SIZE (512ull << 30) /* one entry of the topmost of 4 levels */
#define AREA_GUARD_SIZE  (64ull << 10)

/* Zero-filled pages of RAM, in a row for the CPU, not for devices. flags of
 * mapping.h; without MAPPING_WRITE they can be made executable, or read-only
 * with zeros in them. */
MUST_CHECK const char *area_alloc(const char *name, size_t size_bytes, unsigned flags,
                                  void **address);

/* Registers of a device, uncached, readable and writable. The address has the
 * offset of physical within its page. */
MUST_CHECK const char *area_map_device(const char *name, phys_t physical, size_t size_bytes,
                                       void **address);

/* The same with the flags of mapping.h: MAPPING_WRITE_COMBINING for pixels. */
MUST_CHECK const char *area_map_physical(const char *name, phys_t physical, size_t size_bytes,
                                         unsigned flags, void **address);

/* Gives an area back, by the address that the functions above gave; NULL: nothing.
 * Pages of RAM are freed, physical memory that was only mapped is left alone. */
void area_free(void *address);

/* The top of a new stack, page-aligned, for a CPU or a thread; below it are
 * size_bytes, rounded up to pages, and the guard. A fault on the guard is
 * reported as the overflow of the stack of that name. */
MUST_CHECK const char *area_alloc_stack(const char *name, size_t size_bytes, uint64_t *top);
void area_free_stack(uint64_t top);

/* What an address belongs to. */
struct area_info {
	const char *name;
	uint64_t base, size_bytes; /* whole pages; the guard is below */
	bool is_stack;
	bool is_guard; /* the address is not mapped: it is below base */
};

/* False if it is in no area and no guard. Takes no lock: for reports. */
bool area_find(uint64_t address, struct area_info *info);

#ifdef __cplusplus
}
#endif
