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
 * TEST_WITH(name, .timeout_ms = 500) { ... } has a time limit of its own,
 * TEST_PANICS(name, "out of memory") { ... } passes if it panics with these words,
 * TEST_FAULTS(name, TRAP_PAGE_FAULT) { ... } if the CPU raises this exception.
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

#define TEST(name) TEST_ENTER(test_##name, test_case_##name, test_entry_##name, #name, )
/* What follows the name are fields of struct test_case; in C++ from C++20 on. */
#define TEST_WITH(name, ...) \
	TEST_ENTER(test_##name, test_case_##name, test_entry_##name, #name, __VA_ARGS__)
/* They pass if they end their machine: by a panic with this text in its headline, or by this
 * exception, which nothing handles. */
#define TEST_PANICS(name, text) \
	TEST_ENTER(test_##name, test_case_##name, test_entry_##name, #name, TEST_PANIC_FIELD(text))
#define TEST_FAULTS(name, vector) \
	TEST_ENTER(test_##name, test_case_##name, test_entry_##name, #name, \
	           TEST_FAULT_FIELD(vector))

/* Ends the test, which then has neither passed nor failed. */
#define TEST_SKIP(reason) test_skip(reason)

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
/* C++ warns of what is left out, unless it has a value then. */
#ifdef __cplusplus
#define TEST_ELSE(value) = (value)
#else
#define TEST_ELSE(value)
#endif

struct test_case {
	void (*run)(void);
	const char *file;
	const char *name;
	int line;
	/* In ms; 0: what `ingot test` was told. */
	int timeout_ms TEST_ELSE(0);
	/* Part of the headline with which it must panic; NULL: it must not. */
	const char *panics TEST_ELSE(0);
	/* 1 + the exception that it must raise; 0: none. */
	int faults TEST_ELSE(0);
};

#ifdef INGOT_TEST
/* A pointer in a section of its own; the linker's __start_ and __stop_ bound
 * it. Without `retain`, ld.lld --gc-sections would drop it silently. */
#define TEST_ENTER(function, record, entry, text, ...) \
	static void function(void); \
	static struct test_case record = { TEST_FIELDS(function, text) __VA_ARGS__ }; \
	__attribute__((__used__, __retain__, \
	               __section__("ingot_tests"))) static struct test_case *entry = &record; \
	static void function(void)
#else
#define TEST_ENTER(function, record, entry, text, ...) \
	__attribute__((__unused__)) static void function(void)
#endif

#if !defined(__cplusplus) || __cplusplus >= 202002L
#define TEST_FIELDS(function, text) \
	.run = function, .file = __FILE__, .name = text, .line = __LINE__,
#define TEST_PANIC_FIELD(text)   .panics = (text)
#define TEST_FAULT_FIELD(vector) .faults = (int)(vector) + 1
#else
#define TEST_FIELDS(function, text) function, __FILE__, text, __LINE__,
#define TEST_PANIC_FIELD(text)      0, (text), 0
#define TEST_FAULT_FIELD(vector)    0, 0, (int)(vector) + 1
#endif

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
__attribute__((__noreturn__)) void test_skip(const char *reason) KIT_NAME(test_skip);
void test_check_equal(const char *file, int line, const char *what, struct test_value left,
                      struct test_value right) KIT_NAME(test_check_equal);
void test_check_equal_strings(const char *file, int line, const char *what, const char *left,
                              const char *right) KIT_NAME(test_check_equal_strings);

/* Stands in for kernel_main in a test build. */
void test_run_all(const struct boot_info *boot) KIT_NAME(test_run_all);

#ifdef __cplusplus
}
#endif
