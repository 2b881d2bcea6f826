#pragma once
/* backtrace: stack traces, by frame pointers.
 *
 * Prints "backtrace:" and lines "  #0 0xffffffff80001234": #0 is the current
 * instruction, #1 and up are return addresses (the call is one byte before).
 * `ingot run` adds function, file and line to these lines. Repeated frames of a
 * recursion are counted: "  (repeated 497 more times)". The walk ends at a frame
 * pointer of 0, and at the first invalid one: misaligned, not above the previous one,
 * or neither on a stack of the loader or the kit nor mapped. Code must be compiled
 * with -fno-omit-frame-pointer, which is the default. Context: any. */
#include <stddef.h>
#include <stdint.h>

#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

#define BACKTRACE_FRAMES_MAX 32      /* printed */
#define BACKTRACE_DEPTH_MAX  1000000 /* walked */

/* What RBP points to in every function (System V ABI, 3.2.2). */
struct stack_frame {
	uint64_t caller_rbp;
	uint64_t return_address;
};

/* Of the caller: #0 is the call of backtrace_print. */
void backtrace_print(void) KIT_NAME(backtrace_print);

/* From registers: #0 is rip. */
void backtrace_print_from(uint64_t rip, uint64_t rbp) KIT_NAME(backtrace_print_from);

/* Stores at most max return addresses, from the frame at rbp on, in callers, and
 * returns their number. Prints nothing. */
size_t backtrace_collect(uint64_t rbp, uint64_t *callers, size_t max) KIT_NAME(backtrace_collect);

/* For a call to an address that cannot be executed: #0 is rip, #1 is the return
 * address at rsp. */
void backtrace_print_from_call(uint64_t rip, uint64_t rsp, uint64_t rbp)
	KIT_NAME(backtrace_print_from_call);

#ifdef __cplusplus
}
#endif
