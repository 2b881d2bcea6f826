/* Memory that a kernel hands out itself: <sanitizer/asan_interface.h>. */

#include <sanitizer/asan_interface.h>

#include "shadow.h"

static uintptr_t round_down(uintptr_t address)
{
	return address & ~(SHADOW_GRANULE - 1);
}

/* A granule that the range covers in part keeps what is open below the range;
 * one of which only the beginning is covered stays open. */
void __asan_poison_memory_region(void const volatile *memory, size_t size_bytes)
{
	uintptr_t address = (uintptr_t)memory, end = round_down(address + size_bytes);
	uintptr_t first = round_down(address);
	uint8_t below = (uint8_t)(address - first);
	uint8_t *shadow = rt_shadow_of(first);

	if (below != 0 && first < end && shadow &&
	    (*shadow == SHADOW_OPEN || (*shadow < SHADOW_GRANULE && *shadow > below)))
		*shadow = below;
	first += below != 0 ? SHADOW_GRANULE : 0;
	if (first < end)
		rt_shadow_mark(first, end - first, SHADOW_KERNEL);
}

void __asan_unpoison_memory_region(void const volatile *memory, size_t size_bytes)
{
	uintptr_t address = (uintptr_t)memory, first = round_down(address);

	if (size_bytes > 0)
		rt_shadow_open(first, address + size_bytes - first);
}

int __asan_address_is_poisoned(void const volatile *address)
{
	return rt_shadow_first_closed((uintptr_t)address, 1) != 0;
}
