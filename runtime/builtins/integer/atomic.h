#pragma once
/* atomic: what the compiler calls for atomic objects that the processor has
 * no single instruction for: 16 bytes where cmpxchg16b may not be assumed, and
 * any other size or alignment.
 *
 * Objects of 1, 2, 4 and 8 bytes that are aligned are handled by the
 * processor's instructions, as the compiler does in line: both see the same.
 * All others share a small table of spin locks, chosen by the address, and
 * each holds the interrupts of its CPU back while it has one, so that an
 * interrupt never waits for what it interrupted. Holding them back takes the
 * kernel's ring; natively and in ring 3 they are left alone. A machine check
 * or an NMI must not use such objects. Held for one copy of the object.
 *
 * Memory orders are taken as the strongest. Included by: builtins/integer. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../named.h"

/* The lock of the objects at an address; gives what release wants back. */
uintptr_t rt_atomic_acquire(const volatile void *object);
void rt_atomic_release(const volatile void *object, uintptr_t state);

/* Does the processor have an instruction for such an object? */
static inline bool atomic_is_lock_free(size_t size, const volatile void *object)
{
	bool power = size == 1 || size == 2 || size == 4 || size == 8;

	return power && (uintptr_t)object % size == 0;
}
