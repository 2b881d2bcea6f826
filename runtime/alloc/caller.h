#pragma once
/* caller: who called the heap. Included by: alloc, in the functions that are called.
 *
 * Checked builds look behind operator new and delete (runtime/cxx), whose code is in a
 * section of its own: who wrote `new` is meant. */

#include <stddef.h>
#include <stdint.h>

#if defined(HEAP_CHECKS) && defined(__ELF__) && !defined(RT_NATIVE)
#define CALLER rt_heap_caller(__builtin_return_address(0), __builtin_frame_address(0))

#define OPERATOR_FRAME_BYTES_MAX 512

struct rt_heap_frame {
	const struct rt_heap_frame *caller;
	const void *return_address;
};

/* Of the linker; both 0 in a kernel without operators. */
extern const char __start_cxx_operators[] __attribute__((weak));
extern const char __stop_cxx_operators[] __attribute__((weak));

static inline const void *rt_heap_caller(const void *address, const struct rt_heap_frame *frame)
{
	while ((uintptr_t)address - (uintptr_t)__start_cxx_operators <
	       (uintptr_t)__stop_cxx_operators - (uintptr_t)__start_cxx_operators) {
		const struct rt_heap_frame *next = frame->caller;

		/* Where no frame pointers are kept it is none. */
		if ((uintptr_t)next - (uintptr_t)frame > OPERATOR_FRAME_BYTES_MAX ||
		    (uintptr_t)next % sizeof(uintptr_t) != 0)
			break;
		address = next->return_address;
		frame = next;
	}
	return address;
}
#else
#define CALLER __builtin_return_address(0)
#endif
