/* Text to numbers, against the host's, and against what halfway points mean. */

#include "builtins.h"
#include "exact.h"
#include "soak.h"

#include <errno.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
RT(strtol); RT(strtoul); RT(strtoll); RT(strtoull); RT(strtoimax); RT(strtoumax);
RT(strtod); RT(strtof); RT(snprintf);
/* clang-format on */
int *runtime_errno(void);

#define RUNTIME_ERANGE 34
#define RUNTIME_EINVAL 22

const uint64_t soak_rounds_default = 60000;

/* ---- strtol and its family ---- */

#define CHECK_INTEGER(function, text, base) \
	do { \
		char *a, *b; \
		errno = *runtime_errno() = 0; \
		uintmax_t got = (uintmax_t)rt_##function(text, &a, base); \
		uintmax_t wanted = (uintmax_t)function(text, &b, base); \
		if (got != wanted || a != b || \
		    (*runtime_errno() == RUNTIME_ERANGE) != (errno == ERANGE)) \
			soak_fail(#function \
			          "(\"%s\", %d): %jx, not %jx; %d read, not %d; errno %d, " \
			          "not %d", \
			          text, base, got, wanted, (int)(a - text), (int)(b - text), \
			          *runtime_errno(), errno); \
	} while (0)

/* Digits of any length in the base, after what may stand before them. */
static void random_integer_text(char *text, int base)
{
	static const char *const before[] = {
		"", "", "", "-", "+", " ", "\t\n\v\f\r -", "0x", "0X", "-0x", "0", "+-", "- ", "0b",
	};
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	unsigned radix = base != 0 ? (unsigned)base : 16;
	size_t length = random_below(random_below(20) ? 22 : 80);

	text += sprintf(text, "%s", before[random_below(sizeof before / sizeof before[0])]);
	if (random_below(3) == 0) { /* at the limits */
		static const char *const formats[] = { "%" PRIu64, "%" PRId64, "0%" PRIo64,
			                               "%" PRIx64 };
		uint64_t limit = UINT64_C(1) << (random_below(2) != 0 ? 63 : 31);
		uint64_t value = random_below(2) ? limit : limit * 2;
		text += sprintf(text, formats[random_below(4)], value + random_below(5) - 2);
		length = random_below(3);
	}
	for (size_t i = 0; i < length; i++)
		*text++ = random_below(40) != 0 ? digits[random_below(radix)]
		                                : "zZ8.F -_"[random_below(8)];
	*text = '\0';
}

SOAK(integers, "strtol and its family")
{
	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		static const int bases[] = { 0, 2, 3, 8, 10, 10, 16, 16, 35, 36 };
		char text[160];
		int base = bases[random_below(sizeof bases / sizeof bases[0])];
		random_integer_text(text, base);
		if (strpbrk(text, "bB") && (base == 0 || base == 2))
			continue; /* C23, which some hosts have by now, reads 0b */
		CHECK_INTEGER(strtol, text, base);
		CHECK_INTEGER(strtoul, text, base);
		CHECK_INTEGER(strtoll, text, base);
		CHECK_INTEGER(strtoull, text, base);
		CHECK_INTEGER(strtoimax, text, base);
		CHECK_INTEGER(strtoumax, text, base);
	}
	static const int refused[] = { -1, 1, 37, 1000 };
	for (size_t i = 0; i < 4; i++) {
		*runtime_errno() = 0;
		if (rt_strtol("5", NULL, refused[i]) != 0 || *runtime_errno() != RUNTIME_EINVAL)
			soak_fail("strtol takes base %d", refused[i]);
	}
}

/* ---- strtod and strtof ---- */

/* Hosts differ in whether a result that rounds up to the least normal number
 * counts as too small; glibc forgets some hexadecimal ones below it, and lets
 * the digits of nan(...) overflow. */
static bool is_errno_open(const char *text, double value, double least)
{
	return isnan(value) || fabs(value) == least || (fabs(value) < least && strpbrk(text, "xX"));
}

static void check_float(const char *text)
{
	char *a, *b;

	errno = *runtime_errno() = 0;
	double got = rt_strtod(text, &a), wanted = strtod(text, &b);
	bool range = errno == ERANGE, our_range = *runtime_errno() == RUNTIME_ERANGE;
	if (!is_same_double(got, wanted) || a != b ||
	    (range != our_range && !is_errno_open(text, got, DBL_MIN)))
		soak_fail("strtod(\"%.120s\"): %a, not %a; %d read, not %d; range %d, not %d", text,
		          got, wanted, (int)(a - text), (int)(b - text), our_range, range);
	errno = *runtime_errno() = 0;
	float single = rt_strtof(text, &a), right = strtof(text, &b);
	range = errno == ERANGE, our_range = *runtime_errno() == RUNTIME_ERANGE;
	if (!is_same_double(single, right) || a != b ||
	    (range != our_range && !is_errno_open(text, single, FLT_MIN)))
		soak_fail("strtof(\"%.120s\"): %a, not %a; %d read, not %d; range %d, not %d", text,
		          (double)single, (double)right, (int)(a - text), (int)(b - text),
		          our_range, range);
}

SOAK(decimals, "strtod, strtof: decimals")
{
	char text[64];

	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		snprintf(text, sizeof text, "%.*e", (int)random_below(22), random_double());
		check_float(text);
		snprintf(text, sizeof text, "%a", random_double());
		check_float(text);
		snprintf(text, sizeof text, "%" PRIu64 ".%" PRIu64 "e%d", random_word(),
		         random_word(), (int)random_below(720) - 360);
		check_float(text);
		snprintf(text, sizeof text, "%" PRIu64 "e%d", random_word() >> random_below(60),
		         (int)random_below(60) - 30);
		check_float(text);
	}
}

/* Up to 1200 digits, the point anywhere. */
SOAK(long_decimals, "strtod, strtof: up to 1200 digits")
{
	static char text[1400];

	for (uint64_t round = 0; round < soak_rounds() / 20 && !soak_failed(); round++) {
		size_t length = 1 + random_below(random_below(4) ? 60 : 1200);
		char filler = "09"[random_below(2)];
		size_t plain = random_below(length); /* then random digits again */
		for (size_t i = 0; i < length; i++)
			text[i] = i < 20 || i > plain ? (char)('0' + random_below(10)) : filler;
		text[random_below(length)] = '.';
		sprintf(text + length, "e%d", (int)random_below(1400) - 700 - (int)length / 2);
		check_float(text);
	}
}

/* Judged by exact arithmetic: glibc (2.36) rounds some subnormal ones wrongly. */
static void check_hexadecimal(const char *text, const struct exact *value, bool negative)
{
	char *end, *single_end;
	double got = rt_strtod(text, &end);
	float single = rt_strtof(text, &single_end);
	struct bits bits = { bits_of(got), 0 }, single_bits = { float_bits(single), 0 };

	if (!reference_is_rounded(KIND_DOUBLE, bits, negative, value))
		soak_fail("strtod(\"%s\"): %a", text, got);
	if (!reference_is_rounded(KIND_SINGLE, single_bits, negative, value))
		soak_fail("strtof(\"%s\"): %a", text, (double)single);
	if (*end != '\0' || *single_end != '\0')
		soak_fail("strtod(\"%s\") leaves \"%s\"", text, end);
}

/* Ties, and what just misses one: random digits, 8, zeros and perhaps a 1. */
SOAK(hexadecimals, "strtod, strtof: hexadecimals")
{
	static const char digits[] = "0123456789abcdefABCDEF";

	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		char text[128];
		bool negative = random_below(2) != 0;
		char *at = text + sprintf(text, "%s0x", negative ? "-" : "");
		size_t length = 1 + random_below(40), point = random_below(2 * length);
		struct exact value, sixteen, digit;
		exact_set(&value, 0, 0, 0);
		exact_set(&sixteen, 0, 16, 0);
		for (size_t i = 0; i < length; i++) {
			if (i == point)
				*at++ = '.';
			*at = i < 14                  ? digits[random_below(22)]
			      : i == 14               ? '8'
			      : random_below(30) == 0 ? '1'
			                              : '0';
			char one[2] = { *at++, '\0' };
			exact_set(&digit, 0, strtoul(one, NULL, 16), 0);
			exact_multiply(&value, &value, &sixteen);
			exact_add(&value, &value, &digit);
		}
		int exponent = (int)random_below(2400) - 1200;
		sprintf(at, "p%d", exponent);
		value.exponent += exponent - 4 * (int)(point < length ? length - point : 0);
		check_hexadecimal(text, &value, negative);
	}
}

/* Anything that looks a little like a number: what is read must be the same. */
SOAK(broken_texts, "strtod, strtof: what is hardly a number")
{
	static const char *const pieces[] = {
		"0",    "1", "9",   "00", ".",      "e",           "E",     "+",
		"-",    "x", "0x",  "p",  "P",      "inf",         "INITY", "nan",
		"NaN(", ")", "_a1", " ",  "123456", "99999999999", "f",     "\t",
	};

	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		char text[160] = "";
		for (size_t i = random_below(9); i > 0; i--)
			strcat(text, pieces[random_below(sizeof pieces / sizeof pieces[0])]);
		check_float(text);
	}
}

/* ---- Halfway ---- */

/* Decimal digits before and behind the point, as values 0 to 9; enough for
 * every double and the middle between two. */
#define WHOLE_DIGITS 310
#define PLACES       1080
#define DIGITS       (WHOLE_DIGITS + PLACES)

static void digits_of(unsigned char *digits, double value)
{
	static char text[DIGITS + 3];

	snprintf(text, sizeof text, "%0*.*f", DIGITS + 1, PLACES, value);
	for (int i = 0; i < DIGITS; i++)
		digits[i] = (unsigned char)(text[i + (i >= WHOLE_DIGITS)] - '0');
}

static void halve_sum(unsigned char *to, const unsigned char *a, const unsigned char *b)
{
	int carry = 0;

	for (int i = DIGITS - 1; i >= 0; i--) {
		carry += a[i] + b[i];
		to[i] = (unsigned char)(carry % 10);
		carry /= 10;
	}
	for (int i = 0; i < DIGITS; i++) {
		carry = carry * 10 + to[i];
		to[i] = (unsigned char)(carry / 2);
		carry %= 2;
	}
}

/* `nudge` goes behind the last place: "" or digits. */
static void write_digits(char *text, const unsigned char *digits, const char *nudge)
{
	for (int i = 0; i < DIGITS; i++) {
		if (i == WHOLE_DIGITS)
			*text++ = '.';
		*text++ = (char)('0' + digits[i]);
	}
	strcpy(text, nudge);
}

/* The digits less one in the last place. */
static void decrement(unsigned char *digits)
{
	int i = DIGITS - 1;

	while (digits[i] == 0)
		digits[i--] = 9;
	digits[i]--;
}

/* low and high are neighbours; even is one of them. */
static void check_middle(double low, double high, double even, bool single)
{
	static unsigned char a[DIGITS], b[DIGITS], middle[DIGITS];
	static char text[DIGITS + 64];
	static const char *const nudges[] = { "", "0000000000000000000000001" };
	double wanted[] = { even, high, low };

	digits_of(a, low);
	digits_of(b, high);
	halve_sum(middle, a, b);
	for (int i = 0; i < 3; i++) {
		if (i == 2)
			decrement(middle);
		write_digits(text, middle, i == 1 ? nudges[1] : nudges[0]);
		double got = single ? rt_strtof(text, NULL) : rt_strtod(text, NULL);
		if (got != wanted[i])
			soak_fail("between %a and %a, case %d: %a", low, high, i, got);
	}
}

SOAK(halfway, "strtod, strtof: halfway between neighbours")
{
	for (uint64_t round = 0; round < soak_rounds() / 60 && !soak_failed(); round++) {
		double low = fabs(random_double()), high = nextafter(low, INFINITY);
		if (!isinf(high))
			check_middle(low, high, bits_of(low) & 1 ? high : low, false);
		float least = (float)fabs(random_double()), next = nextafterf(least, INFINITY);
		if (!isinf(next))
			check_middle(least, next, float_bits(least) & 1 ? next : least, true);
	}
}

/* ---- There and back ---- */

SOAK(round_trips, "printf and strtod: there and back")
{
	char text[64];

	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		static const char *const formats[] = { "%.17g", "%.16e", "%a" };
		double value = random_double();
		float single = (float)value;
		const char *format = formats[random_below(3)];
		rt_snprintf(text, sizeof text, format, value);
		if (!is_same_double(rt_strtod(text, NULL), value))
			soak_fail("%a, printed by %s, is \"%s\", and read again %a", value, format,
			          text, rt_strtod(text, NULL));
		if (isinf(single))
			continue;
		rt_snprintf(text, sizeof text, "%.9g", (double)single);
		if (rt_strtof(text, NULL) != single)
			soak_fail("%a is \"%s\", and read again %a", (double)single, text,
			          (double)rt_strtof(text, NULL));
	}
}
