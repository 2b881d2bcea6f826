/* guard: see guard.h. */
#include "kit/trap/guard.h"

#include <ingot/exit.h>

#include "kit/trap/segments.h"

uint64_t guard_innermost;
static uint64_t reporter; /* what get_cpu says of it */

/* By its descriptor table, which is each CPU's own: its variables may be what is
 * broken. */
__attribute__((noinline)) static uint64_t get_cpu(void)
{
	struct segments_table table;

	__asm__ volatile("sgdt %0" : "=m"(table));
	return table.base;
}

/* The first CPU that reports is the only one: the others wait to be stopped. */
void guard_begin(void)
{
	uint64_t nobody = 0;

	__atomic_compare_exchange_n(&reporter, &nobody, get_cpu(), false, __ATOMIC_ACQ_REL,
	                            __ATOMIC_ACQUIRE);
	if (!guard_is_reporting())
		power_halt();
}

bool guard_is_reporting(void)
{
	return __atomic_load_n(&reporter, __ATOMIC_ACQUIRE) == get_cpu();
}

bool guard_try(void (*part)(void *), void *argument)
{
	if (guard_is_reporting())
		return guard_call(part, argument);
	part(argument);
	return true;
}

/* An exception that has come twice on its own stack has overwritten what the
 * first one left there. */
void guard_resume(void)
{
	uint64_t here = (uint64_t)__builtin_frame_address(0);

	if (guard_innermost != 0 && here - guard_innermost >= SEGMENTS_STACK_SIZE)
		guard_return();
}
