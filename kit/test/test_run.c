/* test_run: the runner in the machine, see <ingot/test.h>. */
#include <ingot/exit.h>
#include <ingot/panic.h>
#include <ingot/test.h>
#include <runtime.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "kit/test/test_link.h"

/* Made by the linker around section ingot_tests; both 0 if nobody has a TEST. */
extern struct test_case *__start_ingot_tests[] __attribute__((weak));
extern struct test_case *__stop_ingot_tests[] __attribute__((weak));

/* The test that runs; number 0 between tests. */
static struct {
	size_t number;
	bool failed, skipped;
	jmp_buf end;
} running;

static size_t test_count(void)
{
	return (size_t)(__stop_ingot_tests - __start_ingot_tests);
}

static int compare_places(const void *a, const void *b)
{
	const struct test_case *left = *(struct test_case *const *)a;
	const struct test_case *right = *(struct test_case *const *)b;
	int order = strcmp(left->file, right->file);

	return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

static void report_panic(const char *headline)
{
	test_link_print("panic %zu %s", running.number, headline);
}

/* It should have ended the machine. */
static void check_end(const struct test_case *test)
{
	if (test->panics)
		test_link_print("fail %zu %s:%d: it did not panic", running.number, test->file,
		                test->line);
	if (test->faults)
		test_link_print("fail %zu %s:%d: it did not raise exception %d", running.number,
		                test->file, test->line, test->faults - 1);
	running.failed |= test->panics || test->faults;
}

/* number counts from 1. True unless the test failed. */
static bool run_test(size_t number)
{
	const struct test_case *test = __start_ingot_tests[number - 1];

	running.number = number;
	running.failed = running.skipped = false;
	test_link_print("start %zu", number);
	if (setjmp(running.end) == 0)
		test->run();
	if (!running.skipped) {
		check_end(test);
		test_link_print("%s %zu", running.failed ? "failed" : "pass", number);
	}
	running.number = 0;
	return !running.failed;
}

static void say_plan(void)
{
	test_link_print("ingot-test %d", TEST_LINK_VERSION);
	for (size_t i = 0; i < test_count(); i++) {
		const struct test_case *test = __start_ingot_tests[i];

		test_link_print("test %zu %s:%d %s", i + 1, test->file, test->line, test->name);
		if (test->timeout_ms)
			test_link_print("limit %zu %d", i + 1, test->timeout_ms);
		if (test->panics)
			test_link_print("panics %zu %s", i + 1, test->panics);
		if (test->faults)
			test_link_print("faults %zu %d", i + 1, test->faults - 1);
	}
	test_link_print("plan %zu", test_count());
}

static void obey_run(const char *argument)
{
	char *end;
	unsigned long number = strtoul(argument, &end, 10);

	if (end == argument || *end != '\0' || number < 1 || number > test_count())
		test_link_print("error no test %s, the plan is %zu", argument, test_count());
	else
		run_test(number);
}

_Noreturn static void obey_host(void)
{
	char line[TEST_LINK_LINE_MAX];

	for (;;) {
		test_link_read(line);
		if (strncmp(line, "run ", 4) == 0) {
			obey_run(line + 4);
		} else if (strcmp(line, "exit") == 0) {
			test_link_print("bye");
			power_exit(EXIT_CODE_SUCCESS);
		} else {
			test_link_print("error unknown command %s", line);
		}
	}
}

/* Nobody to obey: run everything that does not end the machine. No test at all is a
 * failure. */
_Noreturn static void run_alone(void)
{
	size_t passed = 0;
	size_t count = test_count();

	for (size_t number = 1; number <= count; number++) {
		const struct test_case *test = __start_ingot_tests[number - 1];

		if (test->panics || test->faults)
			test_link_print("skip %zu nobody would start the machine again", number);
		passed += test->panics || test->faults || run_test(number);
	}
	runtime_report_print("%zu passed, %zu failed\n", passed, count - passed);
	power_exit(count > 0 && passed == count ? EXIT_CODE_SUCCESS : EXIT_CODE_FAILURE);
}

void test_run_all(const struct boot_info *boot)
{
	bool has_host = test_link_open();

	(void)boot;
	panic_set_observer(report_panic);
	if (test_count() > 0)
		qsort(__start_ingot_tests, test_count(), sizeof *__start_ingot_tests,
		      compare_places);
	say_plan();
	if (has_host)
		obey_host();
	run_alone();
}

static void record_failure(const char *file, int line, const char *what)
{
	running.failed = true;
	test_link_print("fail %zu %s:%d: %s", running.number, file, line, what);
}

void test_fail(const char *file, int line, const char *what, bool ends_test)
{
	record_failure(file, line, what);
	if (ends_test)
		longjmp(running.end, 1);
}

void test_skip(const char *reason)
{
	running.skipped = true;
	test_link_print("skip %zu %s", running.number, reason);
	longjmp(running.end, 1);
}

static void format_value(char *to, size_t size, struct test_value value)
{
	if (value.is_negative)
		runtime_report_format(to, size, "%lld", (long long)value.bits);
	else
		runtime_report_format(to, size, value.bits > 0xffff ? "0x%llx" : "%llu",
		                      (unsigned long long)value.bits);
}

void test_check_equal(const char *file, int line, const char *what, struct test_value left,
                      struct test_value right)
{
	char message[TEST_MESSAGE_SIZE_MAX], left_text[24], right_text[24];

	if (left.bits == right.bits && left.is_negative == right.is_negative)
		return;
	format_value(left_text, sizeof left_text, left);
	format_value(right_text, sizeof right_text, right);
	runtime_report_format(message, sizeof message, "%s (left: %s, right: %s)", what, left_text,
	                      right_text);
	record_failure(file, line, message);
}

void test_check_equal_strings(const char *file, int line, const char *what, const char *left,
                              const char *right)
{
	char message[TEST_MESSAGE_SIZE_MAX];

	if (left == right || (left && right && strcmp(left, right) == 0))
		return;
	runtime_report_format(message, sizeof message, "%s (left: \"%s\", right: \"%s\")", what,
	                      left ? left : "(null)", right ? right : "(null)");
	record_failure(file, line, message);
}
