/* The printf family against the host's: every conversion with random flags,
 * widths, precisions and values. */
#include "rt.h"

#include <errno.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <wchar.h>

RT(snprintf);
RT(vsnprintf);
RT(sprintf);
RT(printf);
RT(puts);
RT(putchar);
int rt_asprintf(char **to, const char *format, ...);
int *runtime_errno(void);
void rt_free(void *block);
void heap_add_region(void *base, size_t size_bytes);

#define ROUNDS   60000
#define TEXT_MAX 8192

/* Formats are made at run time. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat"
#pragma GCC diagnostic ignored "-Wformat-overflow"

static char ours[TEXT_MAX], theirs[TEXT_MAX];

static void random_directive(char *format, const char *flags, unsigned precision_limit,
                             const char *tail)
{
	*format++ = '%';
	for (; *flags != '\0'; flags++)
		if (random_below(3) == 0)
			*format++ = *flags;
	if (random_below(2) == 0)
		format += sprintf(format, "%d", 1 + (int)random_below(30));
	if (random_below(2) == 0) {
		*format++ = '.';
		if (random_below(5) != 0)
			format += sprintf(format, "%d", (int)random_below(precision_limit));
	}
	strcpy(format, tail);
}

#define COMPARE(format, value) \
	do { \
		int a = rt_snprintf(ours, TEXT_MAX, format, value); \
		int b = snprintf(theirs, TEXT_MAX, format, value); \
		if (a != b || strcmp(ours, theirs) != 0) \
			fail_msg("%s: \"%s\" is not \"%s\"", format, ours, theirs); \
	} while (0)

static uint64_t random_integer(void)
{
	uint64_t bits = random_bits() >> random_below(64);

	return random_below(8) == 0 ? 0 : random_below(2) == 0 ? bits : -bits;
}

TEST(integers)
{
	static const char conversions[] = "diouxX";
	static const char *const lengths[] = { "hh", "h", "", "l", "ll", "j", "z", "t" };
	char format[64];

	for (int round = 0; round < 4 * ROUNDS; round++) {
		char tail[4];
		const char *length = lengths[random_below(8)];
		char conversion = conversions[random_below(6)];
		sprintf(tail, "%s%c", length, conversion);
		const char *flags = conversion == 'd' || conversion == 'i' ? "-0+ "
		                    : conversion == 'u'                    ? "-0"
		                                                           : "-0#";
		random_directive(format, flags, 30, tail);
		uint64_t value = random_integer();
		if (strlen(length) > 0 && *length != 'h')
			COMPARE(format, value);
		else
			COMPARE(format, (int)value);
	}
}

static double random_double(void)
{
	static const double special[] = {
		0.0,     -0.0,         1.0,      0.1,          9.5,         0.5,       1.5,
		2.5,     9.999999,     99999.5,  999999.5,     1e-4,        9.9999e-5, DBL_MAX,
		DBL_MIN, DBL_TRUE_MIN, INFINITY, -INFINITY,    123456789.0, 1e15,      1e16,
		1e17,    1e22,         1e23,     0.0009765625,
	};
	uint64_t bits = random_bits();
	double value;

	switch (random_below(4)) {
	case 0:
		/* any */
		memcpy(&value, &bits, sizeof value);
		return value != value ? 0.25 : value;
	case 1:
		/* few bits: ties */
		return ldexp((double)(int64_t)(bits >> 52), (int)random_below(40) - 20);
	case 2:
		/* everyday magnitudes */
		return (double)(int64_t)bits / (double)(1 + random_below(1 << 20)) * 1e-9;
	default: return special[random_below(sizeof special / sizeof special[0])];
	}
}

TEST(doubles)
{
	static const char conversions[] = "eEfFgG";
	char format[64];

	for (int round = 0; round < ROUNDS; round++) {
		char tail[2] = { conversions[random_below(6)] };
		/* glibc drops zeros from %#g when rounding adds a digit */
		const char *flags = tail[0] == 'g' || tail[0] == 'G' ? "-0+ " : "-0+ #";
		random_directive(format, flags, random_below(20) ? 25 : 1200, tail);
		double value = random_double();
		COMPARE(format, value);
	}
}

TEST(hexadecimal_doubles)
{
	char format[64];

	for (int round = 0; round < ROUNDS; round++) {
		random_directive(format, "-0+ #", 20, random_below(2) ? "a" : "A");
		double value = random_double();
#ifdef __GLIBC__
		COMPARE(format, value);
#else /* C leaves the leading digit open: read it back instead */
		rt_snprintf(ours, TEXT_MAX, "%a", value);
		assert_true(strtod(ours, NULL) == value);
#endif
	}
}

TEST(every_digit_of_the_extremes)
{
	COMPARE("%.1074f", DBL_TRUE_MIN);
	COMPARE("%.1100e", DBL_TRUE_MIN);
	COMPARE("%.1074f", -DBL_MIN);
	COMPARE("%.20f", DBL_MAX);
	COMPARE("%.800g", nextafter(DBL_MIN, 0));
	COMPARE("%#.2000g", 0.1);
	COMPARE("%.5000f", 1.0 / 3);
}

TEST(alternate_general_keeps_zeros)
{
	rt_snprintf(ours, TEXT_MAX, "%#G %#g %#.3g %#.0g %#.1g %#g", 999999.5, 1.5, 100.0, 3.0,
	            0.00001, 0.0);
	assert_string_equal(ours, "1.00000E+06 1.50000 100. 3. 1.e-05 0.00000");
}

TEST(not_a_number)
{
	rt_snprintf(ours, TEXT_MAX, "%f|%08F|%+G|%-6a|", NAN, NAN, INFINITY, -INFINITY);
	assert_string_equal(ours, "nan|     NAN|+INF|-inf  |");
}

TEST(strings)
{
	char format[64];

	for (int round = 0; round < ROUNDS; round++) {
		random_directive(format, "-", 30, "s");
		COMPARE(format, "the quick brown fox");
		random_directive(format, "-", 1, "c");
		int letter = 'a' + (int)random_below(26);
		COMPARE(format, letter);
	}
	rt_snprintf(ours, TEXT_MAX, "%s", (char *)NULL);
	assert_string_equal(ours, "(null)");
}

TEST(precision_protects_unterminated_strings)
{
	char *text = malloc(3);

	memcpy(text, "abc", 3);
	assert_int_equal(rt_snprintf(ours, TEXT_MAX, "%.3s|", text), 4);
	assert_string_equal(ours, "abc|");
	free(text);
}

TEST(wide_characters_become_utf8)
{
	rt_snprintf(ours, TEXT_MAX, "%lc|%ls|%.5ls|%9ls|", (wint_t)0xe9, L"a\u00e9\u20ac",
	            L"\u20ac\u20ac", L"\U0001f600");
	assert_string_equal(ours, "\xc3\xa9|a\xc3\xa9\xe2\x82\xac|\xe2\x82\xac|"
	                          "     \xf0\x9f\x98\x80|");
}

TEST(stars_and_percents)
{
	rt_snprintf(ours, TEXT_MAX, "%*d|%-*d|%*d|%.*d|%.*d|%%|%", 5, 1, 5, 2, -5, 3, 4, 4, -1, 5);
	assert_string_equal(ours, "    1|2    |3    |0004|5|%|%");
}

TEST(pointers)
{
	rt_snprintf(ours, TEXT_MAX, "%p|%12p|%-8p|", (void *)0xbeef, (void *)0x1f, NULL);
	assert_string_equal(ours, "0xbeef|        0x1f|0x0     |");
}

TEST(unknown_conversions_stay)
{
	assert_int_equal(rt_snprintf(ours, TEXT_MAX, "a%-5lyb"), 7);
	assert_string_equal(ours, "a%-5lyb");
}

TEST(percent_n_is_refused)
{
	static int count;

	EXPECT_PANIC(rt_snprintf(ours, TEXT_MAX, "ab%n", &count), "%n is not supported");
	assert_int_equal(count, 0);
}

TEST(small_buffers)
{
	for (size_t size = 0; size < 12; size++) {
		char *exact = malloc(size + 1);
		memset(exact, 'x', size + 1);
		assert_int_equal(rt_snprintf(exact, size, "%05d-%s", 42, "abc"), 9);
		snprintf(theirs, size ? size : 1, "%05d-%s", 42, "abc");
		if (size != 0)
			assert_string_equal(exact, theirs);
		assert_int_equal(exact[size], 'x');
		free(exact);
	}
	assert_int_equal(rt_snprintf(NULL, 0, "%100d", 1), 100);
}

TEST(results_over_int_max_fail)
{
	static const char *const formats[] = {
		"%2147483647d.", "%9999999999d",      "%.2147483647d.",
		"%.9999999999d", "%-2147483647d%1$d",
	};

	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		*runtime_errno() = 0;
		assert_int_equal(rt_snprintf(ours, 10, formats[i], 1), -1);
		assert_int_equal(*runtime_errno(), 75);
	}
	assert_int_equal(rt_snprintf(ours, 10, "%.2147483647f", 1e-300), -1);
	assert_int_equal(rt_snprintf(ours, 10, "%.2147483647e", 1e-300), -1);
	assert_int_equal(rt_snprintf(ours, 10, "%.2147483647g", 0.5), 3);
	assert_int_equal(rt_snprintf(ours, 10, "%.2147483647s", "abc"), 3);
}

TEST(streams)
{
	hooks_reset();
	assert_int_equal(rt_printf("%s%300d%s", "<", 7, ">"), 302);
	assert_int_equal(hooks_text_size, 302);
	assert_true(hooks_longest_write <= 128);
	assert_int_equal(hooks_text[0], '<');
	assert_string_equal(hooks_text + 300, "7>");
	hooks_reset();
	rt_puts("hello");
	rt_putchar('!');
	assert_string_equal(hooks_text, "hello\n!");
}

TEST(allocated)
{
	static _Alignas(16) char heap[65536];
	char *text;

	heap_add_region(heap, sizeof heap);
	assert_int_equal(rt_asprintf(&text, "%d %s", 12, "monkeys"), 10);
	assert_string_equal(text, "12 monkeys");
	rt_free(text);
}
