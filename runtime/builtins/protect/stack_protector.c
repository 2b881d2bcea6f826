/* -fstack-protector (SSP): the canary that the compiler puts between a
 * function's arrays and its return address, and what runs when it was
 * overwritten.
 *
 * The low byte of the default is zero, so that a string copied too far cannot
 * reproduce it. A kernel with a source of randomness stores its own value,
 * before it starts anything, in a function that never returns: one that does
 * would miss the value it began with. */

#include <runtime.h>

extern uintptr_t __stack_chk_guard;
__attribute__((noreturn)) void __stack_chk_fail(void);

uintptr_t __stack_chk_guard = (uintptr_t)UINT64_C(0x9b1ec0de5afe7a00);

void __stack_chk_fail(void)
{
	const struct runtime_call overrun = {
		(uintptr_t)__builtin_return_address(0),
		*(const uintptr_t *)__builtin_frame_address(0),
	};

	runtime_report_begin("stack smashing detected: a function wrote past a local array; "
	                     "its return address may be corrupt");
	runtime_report_end(&overrun);
}
