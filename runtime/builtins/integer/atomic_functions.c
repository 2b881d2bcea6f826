/* Functions of <stdatomic.h>, C17 7.17.4 and 7.17.8: there each is a macro too, which
 * is what calls go by; these are for who takes an address. */
#include <stdatomic.h>

#undef atomic_thread_fence
#undef atomic_signal_fence
#undef atomic_flag_test_and_set
#undef atomic_flag_test_and_set_explicit
#undef atomic_flag_clear
#undef atomic_flag_clear_explicit

/* An order that is no constant is the strongest. */
void atomic_thread_fence(memory_order order)
{
	(void)order;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void atomic_signal_fence(memory_order order)
{
	(void)order;
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
}

_Bool atomic_flag_test_and_set(volatile atomic_flag *flag)
{
	return __atomic_test_and_set(flag, __ATOMIC_SEQ_CST);
}

_Bool atomic_flag_test_and_set_explicit(volatile atomic_flag *flag, memory_order order)
{
	(void)order;
	return __atomic_test_and_set(flag, __ATOMIC_SEQ_CST);
}

void atomic_flag_clear(volatile atomic_flag *flag)
{
	__atomic_clear(flag, __ATOMIC_SEQ_CST);
}

void atomic_flag_clear_explicit(volatile atomic_flag *flag, memory_order order)
{
	(void)order;
	__atomic_clear(flag, __ATOMIC_SEQ_CST);
}
