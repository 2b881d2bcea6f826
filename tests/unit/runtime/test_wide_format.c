/* The wprintf and wscanf families against the host's, as far as text is ASCII or wide;
 * what is UTF-8 is written down here, for hosts ask their locale. */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <wchar.h>

#include "rt.h"

RT(swprintf);
RT(fwprintf);
RT(wprintf);
RT(swscanf);
RT(fwscanf);
RT(wscanf);
RT(tmpfile);
RT(fclose);
RT(rewind);
RT(fputs);
RT(fgets);
RT(fgetc);
RT(ferror);
RT(fwide);
int *runtime_errno(void);
extern FILE runtime_stdout;
void heap_add_region(void *base, size_t size_bytes);

#define ROUNDS   20000
#define TEXT_MAX 4096

/* Formats are made at run time. */
#pragma GCC diagnostic ignored "-Wformat"
#pragma GCC diagnostic ignored "-Wformat-extra-args"

static wchar_t ours[TEXT_MAX], theirs[TEXT_MAX];

static void add_heap(void)
{
	static char heap[1 << 20];

	heap_add_region(heap, sizeof heap);
}
AROUND_ALL_TESTS(add_heap, NULL);
AROUND_EACH_TEST(hooks_reset, NULL);

/* ---- Output ---- */

static wchar_t format[80];

/* %, some of the flags, perhaps a width and a precision, and the tail. */
static void random_directive(const char *flags, unsigned precision_limit, const char *tail)
{
	char text[80] = "<%", *end = text + 2;

	for (; *flags != '\0'; flags++)
		if (random_below(3) == 0)
			*end++ = *flags;
	if (random_below(2) == 0)
		end += sprintf(end, "%d", 1 + (int)random_below(30));
	if (random_below(2) == 0) {
		*end++ = '.';
		if (random_below(5) != 0)
			end += sprintf(end, "%d", (int)random_below(precision_limit));
	}
	sprintf(end, "%s>", tail);
	for (size_t i = 0; i <= strlen(text); i++)
		format[i] = (wchar_t)text[i];
}

#define COMPARE(value) \
	do { \
		int a = rt_swprintf(ours, TEXT_MAX, format, value); \
		int b = swprintf(theirs, TEXT_MAX, format, value); \
		if (a != b || wcscmp(ours, theirs) != 0) \
			fail_msg("%ls: \"%ls\" is not \"%ls\"", format, ours, theirs); \
	} while (0)

TEST(integers_print_as_the_hosts)
{
	static const char *const lengths[] = { "hh", "h", "", "l", "ll", "j", "z", "t" };

	for (int i = 0; i < ROUNDS; i++) {
		uint64_t value = random_bits() >> random_below(64);
		unsigned which = (unsigned)random_below(8);
		char tail[4];

		if (random_below(8) == 0)
			value = 0;
		bool is_signed = random_below(2);
		snprintf(tail, sizeof tail, "%s%c", lengths[which],
		         is_signed ? "di"[i % 2] : "uoxX"[random_below(4)]);
		random_directive(is_signed ? "-+ 0" : "-#0", 40, tail);
		if (which < 3)
			COMPARE((int)value);
		else
			COMPARE(value);
	}
}

TEST(doubles_print_as_the_hosts)
{
	for (int i = 0; i < ROUNDS / 4; i++) {
		uint64_t bits = random_bits();
		double value = (double)(int64_t)random_bits() / 1e10;

		if (i % 2)
			memcpy(&value, &bits, sizeof value);
		if (isnan(value))
			value = (double)NAN;
		/* %a of hosts may begin with another digit */
		random_directive("-+ #0", 30,
		                 (const char *[]){ "f", "e", "g", "F", "E", "G" }[i % 6]);
		COMPARE(value);
	}
	random_directive("", 1, "Lf");
	COMPARE((long double)2.5);
}

TEST(text_prints_as_the_hosts)
{
	static const wchar_t *const wide[] = { L"", L"x", L"hello", L"\x20ac\xe4 \U0001f600 text",
		                               L"a long text that is wider than most fields" };
	static const char *const bytes[] = { "", "x", "hello", "a text that is wider than most" };

	for (int i = 0; i < ROUNDS; i++) {
		const wchar_t *s = wide[random_below(5)];
		const char *t = bytes[random_below(4)];
		wint_t c = (wint_t)random_below(i % 2 ? 127 : 0x110000) + 1;

		random_directive("-", 10, "ls");
		COMPARE(s);
		random_directive("-", 10, "s");
		COMPARE(t);
		random_directive("-", 10, i % 2 ? "c" : "lc");
		COMPARE(c);
	}
	swprintf(format, 80, L"%%p");
	COMPARE((void *)0x1234);
	assert_int_equal(rt_swprintf(ours, 20, L"%s|%ls", (char *)NULL, (wchar_t *)NULL), 13);
	assert_int_equal(wcscmp(ours, L"(null)|(null)"), 0);
}

TEST(stars_and_what_is_no_conversion)
{
	assert_int_equal(rt_swprintf(ours, 80, L"%*d|%-*d|%.*f|%*s", -5, 1, 4, 2, 1, 2.55, 3, "x"),
	                 18);
	assert_int_equal(swprintf(theirs, 80, L"%*d|%-*d|%.*f|%*s", -5, 1, 4, 2, 1, 2.55, 3, "x"),
	                 18);
	assert_int_equal(wcscmp(ours, theirs), 0);
	assert_int_equal(rt_swprintf(ours, 80, L"100%% %d%y%-5\x20ac %", 7), 14);
	assert_int_equal(wcscmp(ours, L"100% 7%y%-5\x20ac %"), 0);
	*runtime_errno() = 0;
	assert_int_equal(rt_swprintf(ours, 80, L"%2147483648d", 7), -1);
	assert_int_equal(*runtime_errno(), EOVERFLOW);
	EXPECT_PANIC(rt_swprintf(ours, 80, L"%n", &(int){ 0 }), "%n is not supported");
}

TEST(multibyte_text_becomes_wide)
{
	assert_int_equal(rt_swprintf(ours, 80, L"[%5s|%-4s|%.2s]", "\xe2\x82\xac\xc3\xa4",
	                             "\xc3\xa4", "\xf0\x9f\x98\x80x\xff"),
	                 15);
	assert_int_equal(wcscmp(ours, L"[   \x20ac\xe4|\xe4   |\U0001f600x]"), 0);
	*runtime_errno() = 0;
	assert_int_equal(rt_swprintf(ours, 80, L"a%sb", "x\xff"), -1);
	assert_int_equal(*runtime_errno(), EILSEQ);
	*runtime_errno() = 0;
	assert_int_equal(rt_swprintf(ours, 80, L"%c", 0xe4), -1);
	assert_int_equal(*runtime_errno(), EILSEQ);
}

TEST(strings_that_are_too_short)
{
	wmemset(ours, L'z', 10);
	*runtime_errno() = 0;
	assert_int_equal(rt_swprintf(ours, 5, L"%d", 12345), -1);
	assert_int_equal(*runtime_errno(), EOVERFLOW);
	assert_int_equal(wcscmp(ours, L"1234"), 0);
	assert_int_equal(ours[5], L'z');
	assert_int_equal(rt_swprintf(ours, 6, L"%d", 12345), 5);
	*runtime_errno() = 0;
	assert_int_equal(rt_swprintf(ours, 0, L""), -1);
	assert_int_equal(*runtime_errno(), EOVERFLOW);
	assert_int_equal(ours[0], L'1');
	assert_int_equal(rt_swprintf(ours, 1, L""), 0);
	assert_int_equal(ours[0], 0);
}

TEST(streams_get_utf8)
{
	FILE *file = rt_tmpfile();
	char text[600];

	assert_int_equal(rt_fwprintf(file, L"%ls %d %s\n", L"\x20ac\U0001f600", 5, "\xc3\xa4"), 7);
	assert_int_equal(rt_fwide(file, 0), 1);
	assert_int_equal(rt_fwprintf(file, L"%0300d\n", 1), 301);
	*runtime_errno() = 0;
	assert_int_equal(rt_fwprintf(file, L"%lc", (wint_t)0xd800), -1);
	assert_int_equal(*runtime_errno(), EILSEQ);
	assert_true(rt_ferror(file));
	rt_rewind(file);
	rt_fgets(text, sizeof text, file);
	assert_string_equal(text, "\xe2\x82\xac\xf0\x9f\x98\x80 5 \xc3\xa4\n");
	rt_fgets(text, sizeof text, file);
	assert_int_equal(strlen(text), 301);
	rt_fclose(file);
	assert_int_equal(rt_wprintf(L"\x20ac%5.1f", 2.25), 6);
	assert_string_equal(hooks_text, "\xe2\x82\xac  2.2");
	hooks_reset();
	assert_int_equal(rt_fwprintf(&runtime_stdout, L"%200ls", L"\x20ac"), 200);
	assert_int_equal(hooks_text_size, 202);
	assert_true(hooks_longest_write <= 128);
}

/* ---- Input ---- */

/* Both read s with the format into objects of this size; all must agree. */
#define SIZE             256
#define AGREE(s, format) AGREE_OVER(0x55, s, format)
#define AGREE_OVER(fill, s, format) \
	do { \
		unsigned char got[3][SIZE], wanted[3][SIZE]; \
		memset(got, fill, sizeof got); \
		memset(wanted, fill, sizeof wanted); \
		int n = swscanf(s, format, wanted[0], wanted[1], wanted[2]); \
		int m = rt_swscanf(s, format, got[0], got[1], got[2]); \
		if (m != n) \
			fail_msg("\"%ls\" by \"%ls\": %d, not %d", s, format, m, n); \
		if (memcmp(got, wanted, sizeof got) != 0) \
			fail_msg("\"%ls\" by \"%ls\": another value", s, format); \
	} while (0)

TEST(numbers_are_read_as_the_host_reads_them)
{
	/* The last has a digit of another script. */
	static const wchar_t *const texts[] = {
		L"0",     L"-1",  L"+42", L"  127 x", L"255",      L"2147483647", L"0x1f",
		L"0X7Fz", L"077", L"089", L"12ab",    L"-0x10",    L"",           L"   ",
		L"x",     L"-",   L"+-1", L"1 2 3",   L"12\x20ac", L"\x661",
	};
	static const wchar_t *const formats[] = {
		L"%hhd", L"%hd",  L"%d",        L"%ld",   L"%lld", L"%jd", L"%zd",
		L"%td",  L"%i",   L"%li",       L"%u",    L"%lu",  L"%o",  L"%x",
		L"%X",   L"%3d",  L"%4i%i",     L"%*d%d", L"%d%n", L"%4x", L"%p",
		L"%5d",  L"%hhi", L"%1d%1d%1d", L"%d %d", L"%%%d",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (size_t j = 0; j < sizeof formats / sizeof *formats; j++)
			AGREE(texts[i], formats[j]);
	for (int i = 0; i < ROUNDS / 4; i++) {
		uint64_t bits = random_bits();
		double value, got = 0;

		memcpy(&value, &bits, sizeof value);
		if (isnan(value))
			continue;
		swprintf(theirs, TEXT_MAX, i % 2 ? L"%.17g" : L"%a", value);
		assert_int_equal(rt_swscanf(theirs, L"%lf", &got), 1);
		assert_memory_equal(&got, &value, sizeof got);
	}
}

TEST(wide_text_is_read_as_the_host_reads_it)
{
	static const wchar_t *const texts[] = {
		L"hello world", L"  two words",  L"abc123",
		L"]x]y",        L"a-b-c",        L"",
		L" ",           L"50%",          L"key=value;",
		L"^up",         L"\x20ac\xe4 z", L"\x3b1\x3b2\x3b3 end",
	};
	static const wchar_t *const formats[] = {
		L"%ls",       L"%ls%ls",    L"%3ls%ls",    L"%lc",        L"%2lc%lc",
		L"%*lc%lc",   L" %lc",      L"%l[a-z]",    L"%l[^ ]",     L"%l[]x]%ls",
		L"%l[^]]",    L"%l[a-]",    L"%l[-a]%ls",  L"%3l[a-z]%n", L"%l[^=]=%l[^;];%n",
		L"%*ls%ls",   L"%d%%",      L"hel%ls",     L" two %ls",   L"%l[\x3b1-\x3b3]%n",
		L"\x20ac%lc", L"%l[^\xe4]", L"%*l[a-z]%d",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (size_t j = 0; j < sizeof formats / sizeof *formats; j++)
			if (wcslen(texts[i]) > 1 || !wcsstr(formats[j], L"2l"))
				AGREE(texts[i], formats[j]);
	for (size_t i = 0; i < 10; i++) { /* those of ASCII, into bytes: glibc ends with two 0 */
		AGREE_OVER(0, texts[i], L"%s%s");
		AGREE_OVER(0, texts[i], L"%3s%c");
		AGREE_OVER(0, texts[i], L"%[^=]%n");
	}
}

TEST(wide_text_is_stored_as_utf8)
{
	char text[16];

	memset(text, 'z', sizeof text);
	assert_int_equal(rt_swscanf(L" \x20ac\xe4x y", L"%2s%c", text, text + 10), 2);
	assert_string_equal(text, "\xe2\x82\xac\xc3\xa4");
	assert_int_equal(text[10], 'x');
	assert_int_equal(text[11], 'z');
	assert_int_equal(rt_swscanf(L"\x20ac", L"%c", text), 1);
	assert_memory_equal(text, "\xe2\x82\xac\xc3\xa4\0", 6); /* no 0 */
	*runtime_errno() = 0;
	assert_int_equal(rt_swscanf((wchar_t[]){ 0xd800, 0 }, L"%s", text), EOF);
	assert_int_equal(*runtime_errno(), EILSEQ);
}

TEST(streams_are_read_to_the_first_that_does_not_match)
{
	FILE *file = rt_tmpfile();
	wchar_t word[8];
	int number = 0, taken = 0;

	rt_fputs("12\xe2\x82\xac \xc3\xa4\xc3\xb6 x\xff", file);
	rt_rewind(file);
	assert_int_equal(rt_fwscanf(file, L"%d", &number), 1);
	assert_int_equal(number, 12);
	assert_int_equal(rt_fwscanf(file, L"\x20ac%ls%n", word, &taken), 1);
	assert_int_equal(wcscmp(word, L"\xe4\xf6"), 0);
	assert_int_equal(taken, 4);
	assert_int_equal(rt_fgetc(file), ' ');
	assert_int_equal(rt_fwscanf(file, L"y"), 0);
	assert_int_equal(rt_fwscanf(file, L"x"), 0);
	*runtime_errno() = 0;
	assert_int_equal(rt_fwscanf(file, L"%lc", word), EOF);
	assert_int_equal(*runtime_errno(), EILSEQ);
	assert_true(rt_ferror(file));
	rt_fclose(file);
	assert_int_equal(rt_wscanf(L"%d", &number), EOF); /* a kernel without input */
}
