#pragma once
/* test: tests of a kernel, run in the booted machine by `ingot test`.
 *
 *	TEST(page_is_zero)
 *	{
 *		REQUIRE(page != NULL);
 *		CHECK_EQ(page[0], 0);
 *	}
 *
 * A TEST may stand in any source, next to what it tests, or in tests/.
 * Without INGOT_TEST it is type-checked and makes no code. CHECKs may be in
 * functions that a test calls. A failed CHECK is recorded and the test goes
 * on; a failed REQUIRE ends the test. A test that panics or faults ends the
 * machine; `ingot test` records it and starts a machine for the others.
 * Context: the first CPU; a CHECK must not run in an interrupt handler.
 *
 * The runner speaks on COM2, so that the console stays the tests' own:
 * kit/test/test_link.h has the protocol. Without a COM2 it runs every test, prints
 * the verdicts on the console and ends with EXIT_CODE_SUCCESS or _FAILURE. */
#include <stdbool.h>
#include <stdint.h>

#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TEST_MESSAGE_SIZE_MAX 256 /* of one line of the protocol */

struct boot_info;

struct test_case {
	void (*run)(void);
	const char *file;
	const char *name;
	int line;
};

#ifdef INGOT_TEST
/* A pointer in a section of its own; the linker's __start_ and __stop_ bound
 * it. Without `retain`, ld.lld --gc-sections would drop it silently. */
#define TEST(name) \
	static void test_##name(void); \
	static struct test_case test_case_##name = { test_##name, __FILE__, #name, __LINE__ }; \
	__attribute__((__used__, __retain__, \
	               __section__("ingot_tests"))) static struct test_case *test_entry_##name = \
		&test_case_##name; \
	static void test_##name(void)
#else
#define TEST(name) __attribute__((__unused__)) static void test_##name(void)
#endif

#define CHECK(condition) \
	((condition) ? (void)0 \
	             : test_fail(__FILE__, __LINE__, "CHECK(" #condition ") failed", false))

#define REQUIRE(condition) \
	((condition) ? (void)0 \
	             : test_fail(__FILE__, __LINE__, "REQUIRE(" #condition ") failed", true))

/* Equal integers or pointers, compared by value whatever their types; a
 * failure shows both, numbers above 0xffff in hexadecimal. */
#define CHECK_EQ(left, right) \
	test_check_equal(__FILE__, __LINE__, "CHECK_EQ(" #left ", " #right ") failed", \
	                 TEST_VALUE(left), TEST_VALUE(right))

/* Equal strings; NULL equals only NULL. A failure shows both. */
#define CHECK_STR_EQ(left, right) \
	test_check_equal_strings(__FILE__, __LINE__, "CHECK_STR_EQ(" #left ", " #right ") failed", \
	                         (left), (right))

/* What the macros are made of. */
struct test_value {
	uint64_t bits;
	bool is_negative;
};

#define TEST_VALUE(x) test_make_value((uint64_t)(x), TEST_IS_SIGNED(x))

#ifdef __cplusplus
#define TEST_IS_SIGNED(x) (!__is_unsigned(__typeof__(x)) && !__is_pointer(__typeof__(x)))
#else
#define TEST_IS_SIGNED(x) \
	_Generic((x), \
	        char: true, \
	        signed char: true, \
	        short: true, \
	        int: true, \
	        long: true, \
	        long long: true, \
	        default: false)
#endif

static inline struct test_value test_make_value(uint64_t bits, bool is_signed)
{
	struct test_value value = { bits, is_signed && bits >> 63 };

	return value;
}

void test_fail(const char *file, int line, const char *what, bool ends_test) KIT_NAME(test_fail);
void test_check_equal(const char *file, int line, const char *what, struct test_value left,
                      struct test_value right) KIT_NAME(test_check_equal);
void test_check_equal_strings(const char *file, int line, const char *what, const char *left,
                              const char *right) KIT_NAME(test_check_equal_strings);

/* Stands in for kernel_main in a test build. */
void test_run_all(const struct boot_info *boot) KIT_NAME(test_run_all);

#ifdef __cplusplus
}
#endif
