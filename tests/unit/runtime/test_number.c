/* Text to numbers, against the host's. */
#include "rt.h"

#include <errno.h>
#include <float.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>

/* clang-format off */
RT(strtol); RT(strtoul); RT(strtoll); RT(strtoull); RT(strtoimax); RT(strtoumax);
RT(strtod); RT(strtof); RT(strtold); RT(atoi); RT(atof); RT(snprintf);
/* clang-format on */
int *runtime_errno(void);

#define ROUNDS 60000

#define CHECK_INTEGER(function, text, base) \
	do { \
		char *a, *b; \
		errno = *runtime_errno() = 0; \
		uintmax_t ours = (uintmax_t)rt_##function(text, &a, base); \
		uintmax_t theirs = (uintmax_t)function(text, &b, base); \
		if (ours != theirs || a != b || (*runtime_errno() == 34) != (errno == ERANGE)) \
			fail_msg(#function "(\"%s\", %d): %jx, not %jx; rest \"%s\", not \"%s\"", \
			         text, base, ours, theirs, a, b); \
	} while (0)

static void check_integers(const char *text, int base)
{
	CHECK_INTEGER(strtol, text, base);
	CHECK_INTEGER(strtoul, text, base);
	CHECK_INTEGER(strtoll, text, base);
	CHECK_INTEGER(strtoull, text, base);
	CHECK_INTEGER(strtoimax, text, base);
	CHECK_INTEGER(strtoumax, text, base);
}

TEST(integers)
{
	static const char *const texts[] = {
		/* clang-format off */
		"", " ", "0", "-0", "0x", "0xg", "0x1F", "-0X1f", "08", "077", "+5", "+-5", "- 5",
		" \t\n\v\f\r7", "2147483647", "2147483648", "-2147483648", "-2147483649",
		"9223372036854775807", "9223372036854775808", "-9223372036854775808",
		"-9223372036854775809", "18446744073709551615", "18446744073709551616",
		"-18446744073709551615", "-18446744073709551616", "-1", "zz", "ZZ9", "1a",
		"99999999999999999999999999", "7fffffffffffffff", "ffffffffffffffff", "1_000",
		/* clang-format on */
	};
	static const int bases[] = { 0, 2, 8, 10, 16, 36, 35 };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		for (size_t j = 0; j < sizeof bases / sizeof bases[0]; j++)
			check_integers(texts[i], bases[j]);
	for (int round = 0; round < ROUNDS; round++) {
		static const char alphabet[] = "0123456789abfxXz-+ ";
		char text[28];
		size_t length = random_below(sizeof text - 1);
		for (size_t i = 0; i < length; i++)
			text[i] = alphabet[random_below(i < 3 ? sizeof alphabet - 1 : 10)];
		text[length] = '\0';
		check_integers(text, bases[random_below(7)]);
	}
	*runtime_errno() = 0;
	assert_int_equal(rt_strtol("5", NULL, 1), 0);
	assert_int_equal(*runtime_errno(), 22);
	assert_int_equal(rt_atoi("  -42x"), -42);
}

static void check_float(const char *text)
{
	char *a, *b;

	errno = *runtime_errno() = 0;
	double ours = rt_strtod(text, &a), theirs = strtod(text, &b);
	if (memcmp(&ours, &theirs, sizeof ours) != 0 && !(isnan(ours) && isnan(theirs)))
		fail_msg("strtod(\"%.80s\"): %a is not %a", text, ours, theirs);
	if (a != b)
		fail_msg("strtod(\"%.80s\") leaves \"%.80s\", not \"%.80s\"", text, a, b);
	if ((*runtime_errno() == 34) != (errno == ERANGE) && ours != DBL_MIN && ours != -DBL_MIN)
		fail_msg("strtod(\"%.80s\"): errno %d, not %d", text, *runtime_errno(), errno);
	float single = rt_strtof(text, &a), their_single = strtof(text, &b);
	if (memcmp(&single, &their_single, sizeof single) != 0 && !isnan(single))
		fail_msg("strtof(\"%.80s\"): %a is not %a", text, (double)single,
		         (double)their_single);
	assert_ptr_equal(a, b);
}

TEST(written_out)
{
	static const char *const texts[] = {
		/* clang-format off */
		"", ".", "-", "+.", "e5", ".e5", "0", "-0", "0.", ".0", "00.00e99999999999999999",
		"1", "1.", ".5", "-.5e1", "1e", "1e+", "1e-x", "1e5", "1E5", "1e+05", "1e-5z",
		" \t1.5", "1..5", "1.5.5", "inf", "-INFINITY", "infinit", "nan", "NaN(12_a)",
		"nan(", "nan(+)", "in", "na", "1e308", "1e309", "-1e309", "1e99999999999999999999",
		"1e-99999999999999999999", "1.7976931348623157e308", "1.7976931348623158e308",
		"1.7976931348623159e308", "2.2250738585072014e-308", "2.2250738585072011e-308",
		"2.2250738585072012e-308", "4.9406564584124654e-324", "2.4703282292062327e-324",
		"2.4703282292062328e-324", "2.5e-324", "1e-323", "9007199254740993",
		"9007199254740993.00000000000000000000000000000000000000000000000000001",
		"9007199254740992.99999999999999999999999999999999999999999999999999999",
		"0.1", "0.3", "123456789012345678901234567890", "3.4028235677973366e38",
		"3.4028235677973365e38", "1.1754943508222875e-38", "7.006492321624085e-46",
		"7.006492321624086e-46", "0x", "0x.", "0x.p1", "0x1", "0x1p", "0x1p-1074",
		"0x1p-1075", "0x1.8p-1075", "0x1.0000000000000000001p-1075", "0x.8p1025",
		"0x1p1024", "-0xAbC.dEp+3", "0x1.fffffffffffff7p1023", "0x1.fffffffffffff8p1023",
		"0x1.00000000000008p0", "0x1.000000000000080000000000001p0", "0x0p99999999999",
		"0x1p99999999999", "0x1p-99999999999",
		"0x10000000000000000000000000000000000000001p-160", "0x1.000001p0", "0x1.000003p0",
		"0x1.00000100000000000001p-126", /* clang-format on */
	};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		check_float(texts[i]);
	assert_true(rt_strtold("0.5", NULL) == 0.5L);
	assert_true(rt_atof("2.5x") == 2.5);
}

static double any_double(void)
{
	uint64_t bits = random_bits();
	double value;

	if (random_below(8) == 0)
		bits &= 0x801fffffffffffff;
	memcpy(&value, &bits, sizeof value);
	return isfinite(value) ? value : 1.5;
}

TEST(at_random)
{
	char text[64];

	for (int round = 0; round < ROUNDS; round++) {
		snprintf(text, sizeof text, "%.*e", (int)random_below(22), any_double());
		check_float(text);
		snprintf(text, sizeof text, "%a", any_double());
		check_float(text);
		snprintf(text, sizeof text, "%llu.%llue%d", (unsigned long long)random_bits(),
		         (unsigned long long)random_bits() >> random_below(64),
		         (int)random_below(700) - 350);
		check_float(text);
	}
}

/* Writes significand * 2^exponent, exactly, as "digits e exponent": for a
 * negative exponent that is significand * 5^n / 10^n. */
static void write_exactly(char *text, uint64_t significand, int exponent)
{
	static unsigned char digits[1400]; /* lowest first */
	int count = 0, decimal_exponent = exponent < 0 ? exponent : 0;
	int factor = exponent < 0 ? 5 : 2;

	for (; significand != 0; significand /= 10)
		digits[count++] = (unsigned char)(significand % 10);
	for (int i = abs(exponent); i > 0; i--) {
		int carry = 0;
		for (int j = 0; j < count; j++, carry /= 10) {
			carry += digits[j] * factor;
			digits[j] = (unsigned char)(carry % 10);
		}
		if (carry != 0)
			digits[count++] = (unsigned char)carry;
	}
	while (count > 0)
		*text++ = (char)('0' + digits[--count]);
	sprintf(text, "e%d", decimal_exponent);
}

/* Exactly between two neighbours, and a hair to either side, with up to 770
 * significant digits: where everything but exact arithmetic goes wrong. */
static void check_around(uint64_t significand, int exponent)
{
	static char text[1500];

	write_exactly(text, significand, exponent);
	check_float(text);
	char *e = strchr(text, 'e');
	int decimal_exponent = atoi(e + 1);
	sprintf(e, "000001e%d", decimal_exponent - 6);
	check_float(text);
	/* beyond the places that the exact number has */
	sprintf(e, "%040d1e%d", 0, decimal_exponent - 41);
	check_float(text);
	sprintf(e, "000001e%d", decimal_exponent - 6);
	e[-1]--; /* the last digit is odd, so not 0 */
	sprintf(e, "999999e%d", decimal_exponent - 6);
	check_float(text);
}

TEST(halfway)
{
	for (int round = 0; round < 300; round++) {
		uint64_t m = random_bits() >> 11; /* 53 bits */
		check_around(m << 1 | 1, -(int)random_below(1075) - 1);
		check_around((m >> 29) << 1 | 1, -(int)random_below(150));
		check_around((m >> random_below(50)) << 1 | 1, -1075);
	}
	for (int exponent = 1; exponent < 970; exponent += 7) {
		static char text[1500];
		write_exactly(text, random_bits() >> 10 | 1, exponent);
		check_float(text);
	}
}

TEST(round_trips_through_our_printf)
{
	char text[1200];

	for (int round = 0; round < ROUNDS; round++) {
		static const char *const formats[] = { "%.17g", "%.16e", "%a" };
		double a = any_double();
		rt_snprintf(text, sizeof text, formats[random_below(3)], a);
		assert_true(rt_strtod(text, NULL) == a);
		float f = (float)a;
		if (isfinite(f)) {
			rt_snprintf(text, sizeof text, "%.9g", (double)f);
			assert_true(rt_strtof(text, NULL) == f);
		}
	}
}

TEST(very_long_texts)
{
	size_t size = 100000;
	char *text = malloc(size + 16);

	memset(text, '0', size);
	text[0] = '1';
	strcpy(text + size, "e-99999");
	check_float(text);
	memset(text, '9', size);
	strcpy(text + size, "e-100000");
	check_float(text);
	memset(text, '0', size);
	text[1] = '.';
	strcpy(text + size, "17e99999");
	check_float(text);
	free(text);
}
