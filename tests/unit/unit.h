#pragma once
/* unit: a unit test that stands in a file runs.
 *
 *	TEST(numbers_are_compared_whole)
 *	{
 *		assert_true(json_scan_is_number("12", 12));
 *	}
 *
 * A file named test_*.c is a program; its tests run in the order of the file,
 * and its main is that of unit.c. A file under another name is a part of all
 * programs of its directory, and must not have tests. Assertions are cmocka's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/registry.h"

#undef stop                 /* a macro of cmocka 2, and a function of the loader's */
#ifdef assert_uint_in_range /* by cmocka 2, which calls the old name deprecated */
#undef assert_in_range
#define assert_in_range(value, least, most) \
	_assert_uint_in_range((uintmax_t)(value), (uintmax_t)(least), (uintmax_t)(most), __FILE__, \
	                      __LINE__)
#endif

#define TEST(name) REGISTRY_TEST(test_##name, #name)

/* Functions to call before and after each test of the file, and before the first
 * and after the last one; NULL for none. They are void f(void), and may assert. */
#define AROUND_EACH_TEST(set_up, tear_down) UNIT_AROUND(unit_around_each, set_up, tear_down)
#define AROUND_ALL_TESTS(set_up, tear_down) UNIT_AROUND(unit_around_all, set_up, tear_down)

void unit_around_each(void (*set_up)(void), void (*tear_down)(void));
void unit_around_all(void (*set_up)(void), void (*tear_down)(void));

/* Ends in what wants a semicolon. */
#define UNIT_AROUND(function, set_up, tear_down) \
	__attribute__((constructor)) static void function##_enters(void) \
	{ \
		function(set_up, tear_down); \
	} \
	_Static_assert(1, "")

/* The path under which the program was called. */
extern const char *unit_program;
