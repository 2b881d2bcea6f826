#pragma once
/* user: programs in ring 3, one at a time.
 *
 * A program is position-independent code, copied to a page at USER_CODE, with a stack of
 * one page below USER_STACK_TOP. It calls the kernel by SYSCALL (Intel SDM vol. 3A, 5.8.8):
 * the number of the call in RAX, arguments in RDI and RSI, the result in RAX.
 * Context: the first CPU. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define USER_CODE      0x400000
#define USER_STACK_TOP 0x500000

#define USER_EXIT   0 /* (status) */
#define USER_WRITE  1 /* (text, size): how many bytes, or USER_FAILED */
#define USER_FAILED (-1)

struct user_end {
	bool has_crashed; /* by an exception: then vector and rip say which and where */
	uint64_t status;  /* of USER_EXIT */
	uint64_t vector, rip;
};

/* NULL, or why programs cannot run. Once, before user_run. */
const char *user_start(void);

/* Runs a program of at most a page to its end. */
struct user_end user_run(const void *code, size_t size_bytes);
