/* One mistake a test. volatile hides each from the compiler, which would warn,
 * or be right to make anything of it. */
#include <ingot/test.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static volatile int number;

TEST(addition_that_overflows)
{
	volatile int most = INT_MAX;

	number = most + 1;
}

TEST(multiplication_that_overflows)
{
	volatile long long large = 1ll << 40;

	number = (int)(large * large);
}

TEST(negation_that_overflows)
{
	volatile int least = INT_MIN;

	number = -least;
}

TEST(division_that_overflows)
{
	volatile int minus_one = -1;
	volatile int least = INT_MIN;

	number = least / minus_one;
}

TEST(shift_too_far)
{
	volatile int count = 32;

	number = 1 << count;
}

TEST(shift_of_a_negative_number)
{
	volatile int minus_one = -1;

	number = minus_one << 3;
}

static int squares[] = { 0, 1, 4, 9 };

TEST(index_outside_of_its_array)
{
	volatile int index = 4;

	number = squares[index];
}

TEST(load_from_a_null_pointer)
{
	int *volatile nothing = NULL;

	number = *nothing;
}

TEST(store_to_a_misaligned_address)
{
	static _Alignas(4) char bytes[8];
	char *volatile at = bytes + 1;

	*(int *)(void *)at = 5;
}

TEST(bool_that_is_neither)
{
	volatile unsigned char two = 2;
	bool answer;

	memcpy(&answer, (const void *)(uintptr_t)&two, 1);
	number = answer;
}

TEST(pointer_past_the_end_of_all_memory)
{
	char *volatile high = (char *)UINTPTR_MAX;
	volatile size_t distance = 16;

	number = high + distance == NULL;
}

TEST(array_of_no_length)
{
	volatile int length = 0;
	volatile int values[length];

	number = (int)sizeof values;
}

TEST(alignment_that_was_promised)
{
	static _Alignas(64) char bytes[128];
	char *volatile at = bytes + 8;

	number = *(char *)__builtin_assume_aligned(at, 64);
}

TEST(zeros_of_zero)
{
	volatile unsigned zero = 0;

	number = __builtin_ctz(zero);
}

static void __attribute__((nonnull, noinline)) want(const int *value)
{
	number = value != &squares[1];
}

TEST(null_where_none_may_be)
{
	int *volatile nothing = NULL;

	want(nothing);
}

static void take_number(int value)
{
	number = value;
}

TEST(call_by_another_type)
{
	void (*volatile function)(void) = (void (*)(void))(uintptr_t)take_number;

	function();
	number = 1;
}

static int __attribute__((noinline)) choose(int value)
{
	switch (value) {
	case 1: return 10;
	case 2: return 20;
	}
	__builtin_unreachable();
}

TEST(unreachable_that_was_reached)
{
	volatile int three = 3;

	number = choose(three);
}
