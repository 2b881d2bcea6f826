/* guard: variables inside functions that are constructed when control first reaches
 * them (Itanium C++ ABI, 3.3.3).
 *
 * The compiler looks at the first byte of a guard, and calls while it is 0. Then the
 * guard is 0 if nobody constructs the variable, else the frame of the function that
 * does, whose last four bits are 0, four bits higher. A frame that is among the
 * callers is recursion; any other belongs to another CPU or thread. */
#include <stdbool.h>
#include <stdint.h>

#include "report.h"

#define GUARD_DONE 1

int __cxa_guard_acquire(uint64_t *guard);
void __cxa_guard_release(uint64_t *guard);
void __cxa_guard_abort(uint64_t *guard);

static uint64_t note_frame(uintptr_t frame)
{
	return (uint64_t)(frame >> 4) << 8;
}

/* Callers lie higher on a stack. Where no frame pointers are kept (target spec) the
 * frames may be anything, and this finds none. */
__attribute__((no_sanitize("address"))) static bool is_caller(uintptr_t frame, uint64_t note)
{
	while (note_frame(frame) < note && frame % sizeof frame == 0) {
		uintptr_t next = *(const uintptr_t *)frame;

		if (next <= frame)
			return false;
		frame = next;
	}
	return note_frame(frame) == note;
}

__attribute__((weak)) void runtime_relax(void)
{
#ifdef __x86_64__
	__builtin_ia32_pause();
#endif
}

/* 1: the caller constructs the variable now. 0: it is constructed. */
__attribute__((weak)) int __cxa_guard_acquire(uint64_t *guard)
{
	const struct runtime_call caller = CXX_CALLER;
	uint64_t mine = note_frame(caller.frame);

	for (;;) {
		uint64_t seen = 0;

		if (__atomic_compare_exchange_n(guard, &seen, mine, false, __ATOMIC_ACQUIRE,
		                                __ATOMIC_ACQUIRE))
			return 1;
		if ((uint8_t)seen != 0)
			return 0;
		if (is_caller(caller.frame, seen))
			cxx_report("a static variable is used while it is constructed: "
			           "its constructor calls the function that contains it",
			           &caller);
		runtime_relax();
	}
}

__attribute__((weak)) void __cxa_guard_release(uint64_t *guard)
{
	__atomic_store_n(guard, GUARD_DONE, __ATOMIC_RELEASE);
}

/* The construction failed; the next caller tries again. */
__attribute__((weak)) void __cxa_guard_abort(uint64_t *guard)
{
	__atomic_store_n(guard, 0, __ATOMIC_RELEASE);
}
