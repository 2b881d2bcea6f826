/* The runtime in the machine that it is for: no floating-point registers, no
 * libc below. Its own tests are more thorough; these show that it is whole. */
#include <ingot/test.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/cpu_name.h"
#include "../src/pi.h"

static const char *format_double(const char *format, double value)
{
	static char text[400];

	snprintf(text, sizeof text, format, value);
	return text;
}

TEST(doubles_are_printed_exactly)
{
	CHECK_STR_EQ(format_double("%.15f", 0.1), "0.100000000000000");
	CHECK_STR_EQ(format_double("%.20f", 0.1), "0.10000000000000000555");
	CHECK_STR_EQ(format_double("%g", 1e100), "1e+100");
	CHECK_STR_EQ(format_double("%e", -12345.678), "-1.234568e+04");
	CHECK_STR_EQ(format_double("%.0f", 2.5), "2");
	CHECK_STR_EQ(format_double("%a", 1.0), "0x1p+0");
	CHECK_STR_EQ(format_double("%8.3f|", -3.14159), "  -3.142|");
	CHECK_STR_EQ(format_double("%f", 1 / strtod("0", NULL)), "inf");
}

TEST(pi_is_pi)
{
	CHECK(pi_compute() == 3.14159265358979323846);
	CHECK_STR_EQ(format_double("%.15f", pi_compute()), "3.141592653589793");
	CHECK_STR_EQ(format_double("%a", pi_compute()), "0x1.921fb54442d18p+1");
}

TEST(soft_float_rounds_to_nearest_even)
{
	volatile double tenth = 0.1, fifth = 0.2;
	volatile double large = 9007199254740992.0;

	CHECK(tenth + fifth == 0.30000000000000004);
	CHECK(large + 1.0 == large);
	CHECK(large + 3.0 == large + 4.0);
	CHECK_EQ((int64_t)(tenth * 1e18), 100000000000000000);
	CHECK_EQ((int)(float)-2.75, -2);
}

TEST(strings_and_numbers)
{
	char text[16];

	CHECK_EQ(snprintf(text, sizeof text, "%#06x %-4d|", 0xab, -7), 12);
	CHECK_STR_EQ(text, "0x00ab -7  |");
	CHECK_EQ(snprintf(text, 4, "%s", "longer"), 6);
	CHECK_STR_EQ(text, "lon");
	CHECK_EQ(strtol("-0x7f", NULL, 0), -127);
	CHECK_EQ(memcmp("abc", "abd", 3) < 0, 1);
	CHECK_STR_EQ(strstr("higher half", "half"), "half");
}

static int compare_ints(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

TEST(sorting)
{
	int numbers[] = { 5, 3, 9, -1, 0, 3 };

	qsort(numbers, 6, sizeof numbers[0], compare_ints);
	for (int i = 1; i < 6; i++)
		CHECK(numbers[i - 1] <= numbers[i]);
	CHECK_EQ(numbers[0], -1);
}

TEST(cpu_has_a_name)
{
	char name[CPU_NAME_SIZE];

	cpu_name_read(name);
	CHECK(strlen(name) > 0 && name[0] != ' ');
}
