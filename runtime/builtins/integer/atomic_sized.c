/* Objects of 16 bytes. */

#include "atomic.h"

#ifdef __SIZEOF_INT128__

__extension__ typedef unsigned __int128 wide;

wide atomic_wide_load(const volatile wide *object, int order) RT_NAMED(__atomic_load_16);
void atomic_wide_store(volatile wide *object, wide value, int order) RT_NAMED(__atomic_store_16);
wide atomic_wide_exchange(volatile wide *object, wide value, int order)
	RT_NAMED(__atomic_exchange_16);
bool atomic_wide_compare_exchange(volatile wide *object, wide *expected, wide desired, int success,
                                  int failure) RT_NAMED(__atomic_compare_exchange_16);

wide atomic_wide_load(const volatile wide *object, int order)
{
	(void)order;
	uintptr_t state = rt_atomic_acquire(object);
	wide value = *object;
	rt_atomic_release(object, state);
	return value;
}

void atomic_wide_store(volatile wide *object, wide value, int order)
{
	atomic_wide_exchange(object, value, order);
}

bool atomic_wide_compare_exchange(volatile wide *object, wide *expected, wide desired, int success,
                                  int failure)
{
	(void)success;
	(void)failure;
	uintptr_t state = rt_atomic_acquire(object);
	wide old = *object;
	bool same = old == *expected;
	if (same)
		*object = desired;
	rt_atomic_release(object, state);
	if (!same)
		*expected = old;
	return same;
}

/* Gives the value before `operation`, an expression of `old` and `value`. */
#define FETCH(name, function, operation) \
	wide function(volatile wide *object, wide value, int order) RT_NAMED(name); \
	wide function(volatile wide *object, wide value, int order) \
	{ \
		(void)order; \
		uintptr_t state = rt_atomic_acquire(object); \
		wide old = *object; \
		*object = operation; \
		rt_atomic_release(object, state); \
		return old; \
	}

FETCH(__atomic_exchange_16, atomic_wide_exchange, value)
FETCH(__atomic_fetch_add_16, atomic_wide_fetch_add, old + value)
FETCH(__atomic_fetch_sub_16, atomic_wide_fetch_sub, old - value)
FETCH(__atomic_fetch_and_16, atomic_wide_fetch_and, old &value)
FETCH(__atomic_fetch_or_16, atomic_wide_fetch_or, old | value)
FETCH(__atomic_fetch_xor_16, atomic_wide_fetch_xor, old ^ value)
FETCH(__atomic_fetch_nand_16, atomic_wide_fetch_nand, ~(old &value))

#endif
