#pragma once
/* rt: what the runtime's tests share.
 *
 * The runtime is linked under rt_ names (tests/unit/rt_names.sh), so that a test
 * sees the host's strlen and the runtime's rt_strlen side by side. RT(strlen)
 * declares the latter with the type of the former.
 *
 * hooks.c plays the kernel: it collects what the runtime writes, and a panic
 * returns to the innermost EXPECT_PANIC, else fails the test. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/unit.h"

#define RT(name) extern __typeof__(name) rt_##name

/* What runtime_write received since the last hooks_reset. */
extern char hooks_text[1 << 16];
extern size_t hooks_text_size;
extern size_t hooks_longest_write;
/* What runtime_panic received last, or as its message a report's headline; NULL
 * if nothing did. */
extern const char *hooks_panic_file, *hooks_panic_message;
extern int hooks_panic_line;
/* Where a report says it was called from. */
extern uintptr_t hooks_panic_call;
extern int hooks_exit_status;

extern jmp_buf hooks_return;
extern bool hooks_armed;

void hooks_reset(void);

/* Runs a statement that must end in runtime_panic, with a message that
 * contains `text`. */
#define EXPECT_PANIC(statement, text) \
	do { \
		hooks_reset(); \
		hooks_armed = true; \
		if (setjmp(hooks_return) == 0) { \
			statement; \
			fail_msg("no panic from: %s", #statement); \
		} \
		hooks_armed = false; \
		if (!strstr(hooks_panic_message, text)) \
			fail_msg("panic \"%s\" lacks \"%s\"", hooks_panic_message, text); \
	} while (0)

/* Uniform bits; the same sequence in every run, so that failures repeat. */
uint64_t random_bits(void);
uint64_t random_below(uint64_t limit);
