#include "exit.h"

#include <runtime.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "../stdio/stream.h"

static struct rt_ending *last;

void rt_exit_register(struct rt_ending *ending)
{
	ending->next = __atomic_load_n(&last, __ATOMIC_RELAXED);
	while (!__atomic_compare_exchange_n(&last, &ending->next, ending, true, __ATOMIC_RELEASE,
	                                    __ATOMIC_RELAXED))
		;
}

static struct rt_ending *take_last(void)
{
	struct rt_ending *ending = __atomic_load_n(&last, __ATOMIC_ACQUIRE);

	while (ending && !__atomic_compare_exchange_n(&last, &ending, ending->next, true,
	                                              __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE))
		;
	return ending;
}

void rt_exit_run(void)
{
	for (struct rt_ending *ending; (ending = take_last());)
		ending->run(ending->argument);
}

static struct rt_ending registered[ATEXIT_LIMIT];
static int registered_count;

/* It may register another one, which takes its place. */
static void call(void *function)
{
	registered_count--;
	((void (*)(void))(uintptr_t)function)();
}

int atexit(void (*function)(void))
{
	if (registered_count == ATEXIT_LIMIT)
		return -1;
	registered[registered_count].run = call;
	registered[registered_count].argument = (void *)(uintptr_t)function;
	rt_exit_register(&registered[registered_count++]);
	return 0;
}

#pragma weak runtime_run_destructors

/* The destructors are those of .fini_array. Then the files. */
void runtime_finish(void)
{
	rt_exit_run();
	if (runtime_run_destructors)
		runtime_run_destructors();
	if (rt_stream_flush_files)
		rt_stream_flush_files();
}

void exit(int status)
{
	runtime_finish();
	_Exit(status);
}

void _Exit(int status)
{
	runtime_exit(status);
}
