/* Objects of any size. */

#include "atomic.h"

bool atomic_generic_is_lock_free(size_t size, const volatile void *object)
	RT_NAMED(__atomic_is_lock_free);
void atomic_generic_load(size_t size, const volatile void *object, void *to, int order)
	RT_NAMED(__atomic_load);
void atomic_generic_store(size_t size, volatile void *object, const void *from, int order)
	RT_NAMED(__atomic_store);
void atomic_generic_exchange(size_t size, volatile void *object, const void *from, void *to,
                             int order) RT_NAMED(__atomic_exchange);
bool atomic_generic_compare_exchange(size_t size, volatile void *object, void *expected,
                                     const void *desired, int success, int failure)
	RT_NAMED(__atomic_compare_exchange);

/* Volatile, so that it is not made a call of memcpy with interrupts held. */
static void copy(volatile void *to, const volatile void *from, size_t size)
{
	volatile unsigned char *t = to;
	const volatile unsigned char *f = from;

	for (size_t i = 0; i < size; i++)
		t[i] = f[i];
}

static bool is_equal(const volatile void *a, const void *b, size_t size)
{
	const volatile unsigned char *s = a;
	const unsigned char *t = b;

	for (size_t i = 0; i < size; i++)
		if (s[i] != t[i])
			return false;
	return true;
}

/* Runs a statement with T as the type of an object that the processor handles,
 * and returns. */
/* clang-format off */
#define LOCK_FREE(size, object, ...) \
	if (atomic_is_lock_free(size, object)) \
		switch (size) { \
		case 1: { typedef uint8_t T; __VA_ARGS__; } \
		case 2: { typedef uint16_t T; __VA_ARGS__; } \
		case 4: { typedef uint32_t T; __VA_ARGS__; } \
		default: { typedef uint64_t T; __VA_ARGS__; } \
		}
/* clang-format on */

bool atomic_generic_is_lock_free(size_t size, const volatile void *object)
{
	return atomic_is_lock_free(size, object);
}

void atomic_generic_load(size_t size, const volatile void *object, void *to, int order)
{
	(void)order;
	LOCK_FREE(size, object,
	          T value = __atomic_load_n((const volatile T *)object, __ATOMIC_SEQ_CST);
	          copy(to, &value, size); return)
	uintptr_t state = rt_atomic_acquire(object);
	copy(to, object, size);
	rt_atomic_release(object, state);
}

void atomic_generic_store(size_t size, volatile void *object, const void *from, int order)
{
	(void)order;
	LOCK_FREE(size, object, T value; copy(&value, from, size);
	          __atomic_store_n((volatile T *)object, value, __ATOMIC_SEQ_CST); return)
	uintptr_t state = rt_atomic_acquire(object);
	copy(object, from, size);
	rt_atomic_release(object, state);
}

void atomic_generic_exchange(size_t size, volatile void *object, const void *from, void *to,
                             int order)
{
	(void)order;
	LOCK_FREE(size, object, T value; copy(&value, from, size);
	          value = __atomic_exchange_n((volatile T *)object, value, __ATOMIC_SEQ_CST);
	          copy(to, &value, size); return)
	uintptr_t state = rt_atomic_acquire(object);
	for (size_t i = 0; i < size; i++) { /* `to` may be `from` */
		unsigned char old = ((volatile unsigned char *)object)[i];
		((volatile unsigned char *)object)[i] = ((const unsigned char *)from)[i];
		((unsigned char *)to)[i] = old;
	}
	rt_atomic_release(object, state);
}

bool atomic_generic_compare_exchange(size_t size, volatile void *object, void *expected,
                                     const void *desired, int success, int failure)
{
	(void)success;
	(void)failure;
	LOCK_FREE(size, object, T old, new; copy(&old, expected, size); copy(&new, desired, size);
	          bool done = __atomic_compare_exchange_n((volatile T *)object, &old, new, false,
	                                                  __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
	          if (!done) copy(expected, &old, size); return done)
	uintptr_t state = rt_atomic_acquire(object);
	bool same = is_equal(object, expected, size);
	if (same)
		copy(object, desired, size);
	else
		copy(expected, object, size);
	rt_atomic_release(object, state);
	return same;
}
