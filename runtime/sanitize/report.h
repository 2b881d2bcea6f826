#pragma once
/* report: the sanitizer's report: what the poisoned byte is that was
 * accessed, printed on the console, and the end. While a report is under way
 * nothing is checked any more. */

#include <runtime.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct report_access {
	uintptr_t address; /* of the first byte of the access */
	size_t size_bytes;
	const char *verb;     /* "read", "write" */
	const char *function; /* that was called to do it, or NULL */
};

__attribute__((noreturn)) void rt_report_access(const struct report_access *access,
                                                const struct runtime_call *at);

/* A mistake that is no access, such as a second free: what it is, and of which
 * address the story is to be told. */
__attribute__((noreturn)) void rt_report_misuse(const char *what, uintptr_t address,
                                                const struct runtime_call *at);

extern bool rt_report_is_under_way;

/* Where the function that says so was called. */
#define REPORT_CALLER \
	((struct runtime_call){ (uintptr_t)__builtin_return_address(0), \
	                        *(uintptr_t *)__builtin_frame_address(0) })
