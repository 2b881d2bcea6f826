/* libsodium's tests, one after the other: each is a program that may exit. */
#include "libsodium_tests.h"

#include <files.h>
#include <ingot/cpu.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

static jmp_buf end_of_test;
static int status;
static bool is_first_call;

/* What `exit` is in a test. */
void end_test(int with)
{
	status = with;
	longjmp(end_of_test, 1);
}

/* What `sodium_init` is in a test, whose first call is that of a program. */
int start_test(void)
{
	int result = sodium_init();

	if (is_first_call && result == 1)
		result = 0;
	is_first_call = false;
	return result;
}

/* No secrets are made here: numbers that differ will do. */
static ptrdiff_t read_random(void *object, void *to, size_t size)
{
	static uint64_t state;
	unsigned char *bytes = to;

	(void)object;
	for (size_t i = 0; i < size; i++) {
		state = (state ^ cpu_read_tsc()) * UINT64_C(6364136223846793005) + 1;
		bytes[i] = (unsigned char)(state >> 56);
	}
	return (ptrdiff_t)size;
}

int main(void)
{
	int failed = 0;

	files_add_device("/dev/urandom", read_random);
	for (const struct sodium_test *test = sodium_tests; test->name; test++) {
		status = 0;
		is_first_call = true;
		if (setjmp(end_of_test) == 0)
			status = test->run();
		printf("%s: %d\n", test->name, status);
		failed += status != 0;
	}
	printf("libsodium: %d failed\n", failed);
	return failed;
}
