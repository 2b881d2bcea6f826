/* destructor: destructors of static variables (Itanium C++ ABI, 3.3.6.3). They run at
 * the end of the kernel, between functions of atexit (runtime/core/stdlib/exit.h). */
#include <stdlib.h>

#include "../core/stdlib/exit.h"
#include "report.h"

/* Variables that need no heap for it. */
#define CXX_DESTRUCTORS_FIXED 64

int __cxa_atexit(void (*destroy)(void *), void *object, void *image);
int __cxa_thread_atexit(void (*destroy)(void *), void *object, void *image);
void __cxa_finalize(void *image);

/* A kernel that calls no malloc links no heap for this. */
#pragma weak malloc

static struct rt_ending *find_room(void)
{
	static struct rt_ending fixed[CXX_DESTRUCTORS_FIXED];
	static unsigned count;
	unsigned mine = __atomic_load_n(&count, __ATOMIC_RELAXED);

	while (mine < CXX_DESTRUCTORS_FIXED)
		if (__atomic_compare_exchange_n(&count, &mine, mine + 1, true, __ATOMIC_RELAXED,
		                                __ATOMIC_RELAXED))
			return &fixed[mine];
	return malloc ? malloc(sizeof(struct rt_ending)) : NULL;
}

/* The compiler does not look at the result: what cannot be destroyed is reported. */
__attribute__((weak)) int __cxa_atexit(void (*destroy)(void *), void *object, void *image)
{
	struct rt_ending *ending = find_room();

	(void)image;
	if (!ending) {
		const struct runtime_call caller = CXX_CALLER;

		cxx_report("no memory to note the destructor of a static variable: "
		           "more than 64 (CXX_DESTRUCTORS_FIXED) need the heap",
		           &caller);
	}
	ending->run = destroy;
	ending->argument = object;
	rt_exit_register(ending);
	return 0;
}

/* Of a thread_local variable: threads are the kernel's, and nobody says when one
 * ends. */
__attribute__((weak)) int __cxa_thread_atexit(void (*destroy)(void *), void *object, void *image)
{
	return __cxa_atexit(destroy, object, image);
}

/* A kernel is one program and is never unloaded: this is its end. */
__attribute__((weak)) void __cxa_finalize(void *image)
{
	(void)image;
	rt_exit_run();
}
