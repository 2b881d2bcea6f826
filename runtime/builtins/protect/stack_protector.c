/* -fstack-protector: the canary that the compiler puts between a function's
 * arrays and its return address, and what runs when it was overwritten.
 *
 * The low byte of the default is zero, so that a string copied too far cannot
 * reproduce it. A kernel with a source of randomness stores its own value,
 * in a function that is not itself protected, before it starts anything. */

#include <runtime.h>

extern uintptr_t __stack_chk_guard;
__attribute__((noreturn)) void __stack_chk_fail(void);

uintptr_t __stack_chk_guard = (uintptr_t)UINT64_C(0x9b1ec0de5afe7a00);

void __stack_chk_fail(void)
{
	runtime_panic(NULL, 0, "stack overrun: a function wrote past its array");
}
