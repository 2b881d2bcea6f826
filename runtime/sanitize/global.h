#pragma once
/* global: the global variables of the kernel, as the compiler lists them. */

#include <stddef.h>
#include <stdint.h>

/* LLVM's AddressSanitizer, instrumentGlobals: all words. */
struct global {
	uintptr_t address;
	size_t size_bytes, size_with_redzone;
	const char *name, *file;
	uintptr_t has_constructor;
	struct global *next; /* a word that only Windows uses, 0 here: ours */
	uintptr_t odr_indicator;
};

/* The variable that lies nearest to a poisoned byte, or NULL. */
const struct global *rt_global_find(uintptr_t address);
