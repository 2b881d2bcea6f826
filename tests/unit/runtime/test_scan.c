/* sscanf against the host's. Where hosts differ from C17 (an item that is not
 * whole), the result is written down here. */
#include "rt.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <wchar.h>

RT(sscanf);
int *runtime_errno(void);

/* Both read s with the format into objects of this size; all must agree. */
#define SIZE 64
#define AGREE(s, format) \
	do { \
		unsigned char got[3][SIZE], wanted[3][SIZE]; \
		memset(got, 0x55, sizeof got); \
		memset(wanted, 0x55, sizeof wanted); \
		int n = sscanf(s, format, wanted[0], wanted[1], wanted[2]); \
		int m = rt_sscanf(s, format, got[0], got[1], got[2]); \
		if (m != n) \
			fail_msg("\"%s\" by \"%s\": %d, not %d", s, format, m, n); \
		if (memcmp(got, wanted, sizeof got) != 0) \
			fail_msg("\"%s\" by \"%s\": another value", s, format); \
	} while (0)

#pragma GCC diagnostic ignored "-Wformat"
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
#pragma GCC diagnostic ignored "-Wformat-security"

TEST(integers_of_every_length)
{
	static const char *const texts[] = {
		/* clang-format off */
		"0", "-1", "+42", "  127 x", "-128", "255", "32767", "65535", "2147483647",
		"-2147483648", "9223372036854775807", "-9223372036854775808", "0x1f",
		"0X7Fz", "0777", "089", "12abc", "-0x10", "", "   ", "x", "-", "+-1", "1 2 3",
		"99999999999999999999999", "-99999999999999999999999", "00012",
		/* clang-format on */
	};
	static const char *const formats[] = {
		"%hhd",  "%hd",  "%d",        "%ld",  "%lld", "%jd",  "%zd",       "%td",
		"%i",    "%li",  "%hhi",      "%u",   "%lu",  "%llu", "%hu",       "%o",
		"%lo",   "%x",   "%lx",       "%hhx", "%X",   "%3d",  "%1d%1d%1d", "%4i%i",
		"%*d%d", "%d%n", "%ld%ld%ld", "%4x",  "%lu",
	};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		for (size_t j = 0; j < sizeof formats / sizeof formats[0]; j++)
			if (strlen(texts[i]) < 20 || strstr(formats[j], "l"))
				AGREE(texts[i], formats[j]);
}

TEST(doubles_and_floats)
{
	static const char *const texts[] = {
		"1",       "-1.5", "+.5",      "1.",     "1e10",
		"1.5E-3x", "inf",  "Infinity", "-nan",   "nan",
		"0x1.8p3", "0x.8", "1e400",    "1e-400", "3.14 2.71",
		"abc",     ".",    "-",        "e5",     "123456789012345678901234567890",
		"0.1",     "",
	};
	static const char *const formats[] = {
		"%f",    "%lf",    "%e",    "%lg", "%la", "%3lf",  "%6lf%lf",
		"%*f%f", "%lf%lf", "%lE%n", "%lG", "%lA", "%1f%n",
	};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		for (size_t j = 0; j < sizeof formats / sizeof formats[0]; j++)
			/* a cut word or prefix is not whole */
			if (!strpbrk(texts[i], "xin-") || !strpbrk(formats[j], "136"))
				AGREE(texts[i], formats[j]);
	for (int i = 0; i < 20000; i++) {
		char text[40];
		uint64_t bits = random_bits();
		double value, got = 0;
		memcpy(&value, &bits, sizeof value);
		if (isnan(value))
			continue;
		snprintf(text, sizeof text, i % 2 ? "%.17g" : "%a", value);
		assert_int_equal(rt_sscanf(text, "%lf", &got), 1);
		assert_memory_equal(&got, &value, sizeof got);
	}
}

TEST(text_and_sets)
{
	static const char *const texts[] = {
		"hello world", "  two words", "abc123",     "]x]y", "a-b-c", "",
		" ",           "50%",         "key=value;", "^up",  "x,y,z",
	};
	static const char *const formats[] = {
		"%s",      "%s%s",      "%3s%s",          "%c",      "%2c%c",          "%*c%c",
		" %c",     "%[a-z]",    "%[^ ]",          "%[]x]%s", "%[^]]",          "%[a-]",
		"%[-a]%s", "%3[a-z]%n", "%[^=]=%[^;];%n", "%*s%s",   "%d%%",           "%2d%%%n",
		"hel%s",   " two %s",   "%[0-9a-c]%c",    "%[^\n]",  "%[^,],%[^,],%s", "%*[a-z]%d",
		"%%%c",    "%[^^]",
	};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		for (size_t j = 0; j < sizeof formats / sizeof formats[0]; j++)
			if (strlen(texts[i]) > 1 || !strstr(formats[j], "2c"))
				AGREE(texts[i], formats[j]);
}

TEST(items_that_are_not_whole_do_not_match)
{
	int i = 7;
	double d = 7;

	assert_int_equal(rt_sscanf("0x", "%x", &i), 0);
	assert_int_equal(rt_sscanf("0xg", "%i", &i), 0);
	assert_int_equal(rt_sscanf("1e+", "%lf", &d), 0);
	assert_int_equal(rt_sscanf("infi", "%lf", &d), 0);
	assert_int_equal(rt_sscanf("nan(", "%lf", &d), 0);
	assert_int_equal(rt_sscanf("nan(1_a)z", "%lf%c", &d, (char[1]){ 0 }), 2);
	d = 7;
	assert_int_equal(rt_sscanf("100ergs", "%lf", &d), 0);
	assert_int_equal(rt_sscanf("a", "%2c", (char[2]){ 0 }), EOF);
	assert_int_equal(i, 7);
	assert_true(d == 7);
}

TEST(wide_characters_come_from_utf8)
{
	wchar_t text[8];
	int end = 0;

	assert_int_equal(rt_sscanf("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80 x", "%ls%n", text, &end),
	                 1);
	assert_int_equal(text[0], 'a');
	assert_int_equal(text[1], 0xe4);
	assert_int_equal(text[2], 0x20ac);
	assert_int_equal(text[3], 0x1f600);
	assert_int_equal(text[4], 0);
	assert_int_equal(end, 10);
	*runtime_errno() = 0;
	assert_int_equal(rt_sscanf("\xc0\x80", "%lc", text), EOF);
	assert_int_equal(*runtime_errno(), EILSEQ);
	assert_int_equal(rt_sscanf("\xed\xa0\x80", "%lc", text), EOF);
}

TEST(pointers_and_named_lengths)
{
	void *pointer = NULL;
	int8_t small = 0;
	uint16_t half = 0;
	int32_t word = 0;
	int64_t wide = 0;
	uintmax_t most = 0;

	assert_int_equal(rt_sscanf("0x1234abcd", "%p", &pointer), 1);
	assert_ptr_equal(pointer, (void *)(uintptr_t)0x1234abcd);
	assert_int_equal(rt_sscanf("-5 65535 -70000 -5000000000 ff",
	                           "%" SCNd8 " %" SCNu16 "%" SCNi32 "%" SCNd64 "%" SCNxMAX, &small,
	                           &half, &word, &wide, &most),
	                 5);
	assert_int_equal(small, -5);
	assert_int_equal(half, 65535);
	assert_int_equal(word, -70000);
	assert_int_equal(wide, -5000000000);
	assert_int_equal(most, 255);
}
