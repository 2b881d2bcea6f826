#pragma once
/* registry: the tests of a program, which enter themselves.
 *
 * unit.h and soak.h make their macros of REGISTRY_TEST: it defines a function
 * and enters it before main begins. A file has one test a line, and they run in
 * that order. Included by: unit.h, soak.h, and the mains behind them. */
#include <stddef.h>

struct registry_test {
	const char *name;
	void (*run)(void);
	int line;
	struct registry_test *next;
};

void registry_add(struct registry_test *test);
/* NULL if nothing was entered. */
struct registry_test *registry_first(void);

/* What is built into all programs of a directory is no place for a test: it would
 * run in those alone that happen to use the rest of its file. */
#ifdef UNIT_PART
#define REGISTRY_TEST(function, title) _Static_assert(0, "a file with tests is named test_*.c");
#else
#define REGISTRY_TEST(function, title) \
	static void function(void); \
	__attribute__((constructor)) static void function##_enters(void) \
	{ \
		static struct registry_test this_entry = { title, function, __LINE__, NULL }; \
		registry_add(&this_entry); \
	} \
	static void function(void)
#endif
