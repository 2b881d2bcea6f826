#pragma once
/* memory: the memory map and allocator: which physical memory is whose.
 *
 * The map is the firmware's, put in order: sorted, disjoint, page-aligned,
 * the most cautious kind winning where entries overlap. Memory is taken where
 * firmware_allocate says, and is never given back: what the loader took stands
 * in the map under the kind it was taken for. */
#include <stdbool.h>
#include <stdint.h>

#include "abi/bits.h"
#include "abi/boot_info.h"
#include "abi/x86.h"

#define MEMORY_FIRMWARE_REGIONS_MAX 128
#define MEMORY_REGIONS_MAX          256

/* Reads the firmware's map. Once, before the others. */
void memory_start(void);

/* Zero-filled memory, rounded up to pages, at an address that is `phase`
 * modulo `alignment` (a power of two of at least a page). Stops, naming
 * `purpose`, if there is none. */
uint64_t memory_allocate(uint64_t size_bytes, uint64_t alignment, uint64_t phase,
                         enum boot_memory_kind kind, const char *purpose);

/* As above without the zeroes: for what is overwritten at once. */
uint64_t memory_allocate_dirty(uint64_t size_bytes, uint64_t alignment, uint64_t phase,
                               enum boot_memory_kind kind, const char *purpose);

/* Takes free memory at one address: whole pages. Returns NULL, or what is in the way
 * at the address it stores, such as "firmware". */
const char *memory_take(uint64_t base, uint64_t size_bytes, enum boot_memory_kind kind,
                        uint64_t *at);

/* Gives memory that the firmware's map tells to be the loader's, and that lies
 * in one region, another kind: what needs no new place. Rounded up to pages. */
void memory_assign(uint64_t base, uint64_t size_bytes, enum boot_memory_kind kind);

/* A page below 640 KiB for code that starts in real mode; 0: there is none. */
uint64_t memory_allocate_low(void);

/* Such a page, free in the map, or 0: for firmware_allocate_low. */
uint64_t memory_find_low(void);

/* The highest free place of whole pages in the map, below
 * firmware_memory_limit(), or 0: for firmware_allocate. Takes nothing. */
uint64_t memory_find(uint64_t size_bytes, uint64_t alignment, uint64_t phase);

/* The firmware keeps this memory after all: what of it stood in the map as
 * usable becomes of that kind. */
void memory_reserve(uint64_t base, uint64_t size_bytes, enum boot_memory_kind kind);

/* Names a device's memory in the map, where it said reserved or nothing. */
void memory_add_device(uint64_t base, uint64_t size_bytes, enum boot_memory_kind kind);

/* The map as it is now: valid until the next allocation. */
struct boot_memory_map memory_map(void);

/* RAM is what a kernel may one day use as such, or must read as such. */
bool memory_kind_is_ram(uint32_t kind);

/* End of the highest RAM. */
uint64_t memory_end(void);

static inline uint64_t page_round_up(uint64_t bytes)
{
	return round_up(bytes, X86_PAGE_SIZE);
}

static inline uint64_t page_round_down(uint64_t bytes)
{
	return round_down(bytes, X86_PAGE_SIZE);
}

/* Physical memory that the loader reaches lies at its own address. */
static inline void *memory_at(uint64_t physical)
{
	return (void *)(uintptr_t)physical;
}
