#pragma once
/* report: how functions that C++ calls on its own end the kernel. Included by: cxx. */
#include <runtime.h>

/* The call of the function that contains this. */
#define CXX_CALLER \
	{ (uintptr_t)__builtin_return_address(0), *(const uintptr_t *)__builtin_frame_address(0) }

/* The report's headline is what is wrong, and its backtrace begins at the call. */
__attribute__((__noreturn__, __cold__)) static inline void cxx_report(const char *headline,
                                                                      const struct runtime_call *at)
{
	runtime_report_begin(headline);
	runtime_report_end(at);
}
