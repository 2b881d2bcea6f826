#include "shadow.h"

#include <runtime.h>

struct shadow_area rt_shadow_areas[SANITIZE_AREAS_MAX];
size_t rt_shadow_area_count;

static uintptr_t round_up(uintptr_t address)
{
	return (address + SHADOW_GRANULE - 1) & ~(SHADOW_GRANULE - 1);
}

void sanitize_add_area(void *base, size_t size_bytes, uint8_t *shadow)
{
	uintptr_t first = round_up((uintptr_t)base);
	uintptr_t end = ((uintptr_t)base + size_bytes) & ~(SHADOW_GRANULE - 1);
	size_t number = rt_shadow_area_count;

	if (end <= first)
		return;
	if (number == SANITIZE_AREAS_MAX)
		runtime_panic(NULL, 0, "address sanitizer: more than SANITIZE_AREAS_MAX areas");
	rt_shadow_areas[number] = (struct shadow_area){ first, end - first, shadow };
	__atomic_store_n(&rt_shadow_area_count, number + 1, __ATOMIC_RELEASE);
}

/* How much of `size_bytes` from address on lies in the area. */
static size_t part_in(const struct shadow_area *area, uintptr_t address, size_t size_bytes)
{
	size_t rest = area->size_bytes - (address - area->base);

	return size_bytes < rest ? size_bytes : rest;
}

/* Not by memset: that would come back here to ask. */
static void fill(uint8_t *to, uint8_t mark, size_t count)
{
#ifdef __x86_64__
	size_t words = count / 8;
	uint64_t pattern = mark * UINT64_C(0x0101010101010101);

	__asm__ volatile("rep stosq" : "+D"(to), "+c"(words) : "a"(pattern) : "memory");
	count %= 8;
#endif
	while (count-- > 0)
		*(volatile uint8_t *)to++ = mark;
}

void rt_shadow_mark(uintptr_t address, size_t size_bytes, uint8_t mark)
{
	const struct shadow_area *area = rt_shadow_area_of(address);

	if (area && size_bytes > 0)
		fill(rt_shadow_at(area, address), mark,
		     round_up(part_in(area, address, size_bytes)) / SHADOW_GRANULE);
}

void rt_shadow_open(uintptr_t address, size_t size_bytes)
{
	uintptr_t whole = size_bytes & ~(SHADOW_GRANULE - 1);
	uint8_t *last;

	rt_shadow_mark(address, whole, SHADOW_OPEN);
	if (whole == size_bytes)
		return;
	last = rt_shadow_of(address + whole);
	if (last)
		*last = (uint8_t)(size_bytes - whole);
}

/* In one granule: [address, end) may end in the next one. */
static uintptr_t first_closed_of(uint8_t mark, uintptr_t address, uintptr_t end)
{
	uintptr_t granule = address & ~(SHADOW_GRANULE - 1);
	uintptr_t closed = granule + (mark < SHADOW_GRANULE ? mark : 0);

	if (mark == SHADOW_OPEN || (closed >= end && mark < SHADOW_GRANULE))
		return 0;
	return closed > address ? closed : address;
}

static uintptr_t first_closed_in(const struct shadow_area *area, uintptr_t address, uintptr_t end)
{
	const uint8_t *shadow = rt_shadow_at(area, address);

	while (address < end) {
		uintptr_t closed = first_closed_of(*shadow++, address, end);

		if (closed != 0)
			return closed;
		address = (address & ~(SHADOW_GRANULE - 1)) + SHADOW_GRANULE;
	}
	return 0;
}

/* What lies behind an area is not watched, and what lies behind the end of the
 * address space is nothing. */
uintptr_t rt_shadow_first_closed(uintptr_t address, size_t size_bytes)
{
	const struct shadow_area *area = rt_shadow_area_of(address);

	if (!area)
		return 0;
	return first_closed_in(area, address, address + part_in(area, address, size_bytes));
}
