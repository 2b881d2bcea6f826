/* interrupt: see interrupt.h and <ingot/trap.h>. */
#include "kit/trap/interrupt.h"

#include <ingot/panic.h>
#include <ingot/percpu.h>
#include <ingot/trap.h>
#include <stddef.h>

#include "kit/trap/backtrace.h"

struct note {
	void (*function)(void *context); /* NULL: none runs */
	uint64_t rbp;                    /* of its interrupt_call */
	uint64_t return_address;         /* of that */
};

PER_CPU(struct note, innermost);

static void (*exit_hook)(struct trap_frame *frame);

void (*trap_set_exit_hook(void (*hook)(struct trap_frame *)))(struct trap_frame *)
{
	return __atomic_exchange_n(&exit_hook, hook, __ATOMIC_ACQ_REL);
}

void trap_call_exit_hook(struct trap_frame *frame)
{
	void (*hook)(struct trap_frame *) = __atomic_load_n(&exit_hook, __ATOMIC_ACQUIRE);

	if (INTERRUPT_CHECKS)
		interrupt_check();
	if (hook && !per_cpu(innermost).function)
		hook(frame);
}

void interrupt_call(void (*function)(void *context), void *context)
{
	struct note outer = per_cpu(innermost);

	per_cpu(innermost) = (struct note){ function, (uint64_t)__builtin_frame_address(0),
		                            (uint64_t)__builtin_return_address(0) };
	function(context);
	per_cpu(innermost) = outer;
}

/* By the frame pointers, and only where they lead to their end: code that keeps none
 * may hide the function. */
void interrupt_check(void)
{
	struct note note = per_cpu(innermost);

	if (!note.function ||
	    backtrace_leads_to((uint64_t)__builtin_frame_address(0), note.rbp, note.return_address))
		return;
	per_cpu(innermost) = (struct note){ 0 };
	panic("an interrupt handler has not returned: switch threads "
	      "in trap_set_exit_hook\n  #0 0x%016llx",
	      (unsigned long long)note.function);
}
