#pragma once
/* stack: the variables of functions, and what the compiler wrote of them. */

#include <stddef.h>
#include <stdint.h>

#define STACK_NAME_SIZE_MAX 64

struct stack_variable {
	char name[STACK_NAME_SIZE_MAX];
	unsigned line; /* 0: not known */
	uintptr_t address;
	size_t size_bytes;
	uintptr_t function; /* an address in it */
};

/* The variable that lies nearest to a poisoned byte of a stack; size 0 if its
 * frame has no description. */
struct stack_variable rt_stack_find(uintptr_t address);
