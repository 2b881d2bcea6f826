#pragma once
/* shadow: shadow memory: which bytes may be touched, which are poisoned.
 *
 * A shadow byte speaks of 8 bytes that begin at a multiple of 8, a granule:
 * 0 says that all may be touched, 1 to 7 that the first so many may, anything
 * with the top bit set that none may, and why (the values are clang's).
 *
 * The compiler is told a shadow offset of 0 and to call for every access, so
 * that it never looks at shadow itself: where an area's shadow lies is known
 * here only. That is why a kernel may lie anywhere, with 4 or 5 levels of
 * paging, and why nothing needs mapping but what is watched.
 *
 * Sources of this directory are compiled without the sanitizer. Reads take no
 * lock: an area is complete before it is counted. */

#include <sanitize.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHADOW_GRANULE ((uintptr_t)SANITIZE_SHADOW_SCALE)

enum shadow_mark {
	SHADOW_OPEN = 0,
	SHADOW_ALLOCA_LEFT = 0xca, /* around a variable length array */
	SHADOW_ALLOCA_RIGHT = 0xcb,
	SHADOW_STACK_LEFT = 0xf1,   /* below the variables of a function */
	SHADOW_STACK_MIDDLE = 0xf2, /* between them */
	SHADOW_STACK_RIGHT = 0xf3,  /* above them */
	SHADOW_STACK_RETURNED = 0xf5,
	SHADOW_KERNEL = 0xf7,      /* poisoned by the kernel */
	SHADOW_STACK_SCOPE = 0xf8, /* a variable out of its scope */
	SHADOW_GLOBAL = 0xf9,      /* behind a global variable */
	SHADOW_HEAP = 0xfa,        /* around a block, or never allocated */
	SHADOW_FREED = 0xfd,
};

struct shadow_area {
	uintptr_t base; /* a multiple of SHADOW_GRANULE, as is the size */
	size_t size_bytes;
	uint8_t *shadow;
};

extern struct shadow_area rt_shadow_areas[SANITIZE_AREAS_MAX];
extern size_t rt_shadow_area_count;

/* NULL: outside of all areas. */
static inline struct shadow_area *rt_shadow_area_of(uintptr_t address)
{
	size_t count = __atomic_load_n(&rt_shadow_area_count, __ATOMIC_ACQUIRE);

	for (size_t i = 0; i < count; i++)
		if (address - rt_shadow_areas[i].base < rt_shadow_areas[i].size_bytes)
			return &rt_shadow_areas[i];
	return NULL;
}

static inline uint8_t *rt_shadow_at(const struct shadow_area *area, uintptr_t address)
{
	return area->shadow + (address - area->base) / SHADOW_GRANULE;
}

/* NULL: outside of all areas. */
static inline uint8_t *rt_shadow_of(uintptr_t address)
{
	const struct shadow_area *area = rt_shadow_area_of(address);

	return area ? rt_shadow_at(area, address) : NULL;
}

/* Marks the granules of [address, address + size_bytes), as far as they have a
 * shadow. A last granule that the range does not fill: _mark marks it whole,
 * _open opens its first bytes. address is a multiple of SHADOW_GRANULE. */
void rt_shadow_mark(uintptr_t address, size_t size_bytes, uint8_t mark);
void rt_shadow_open(uintptr_t address, size_t size_bytes);

/* How far an address is from an object: 0 if it lies in it. */
static inline size_t rt_shadow_distance(uintptr_t object, size_t size_bytes, uintptr_t address)
{
	if (address < object)
		return object - address;
	return address - object < size_bytes ? 0 : address - object - size_bytes + 1;
}

/* The first byte of the range that may not be touched; 0: there is none. */
uintptr_t rt_shadow_first_closed(uintptr_t address, size_t size_bytes);
