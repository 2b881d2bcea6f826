/* <wchar.h>, <wctype.h>, <uchar.h> and <stdlib.h>'s multibyte functions: all of
 * Unicode there and back, what is not UTF-8, and the string functions beside
 * the host's. The types of the runtime's own headers are written out here:
 * the host's may be others. */
#include <errno.h>
#include <limits.h>
#include <time.h>
#include <wchar.h>

#include "rt.h"

#define FAILED     ((size_t)-1)
#define UNFINISHED ((size_t)-2)

struct state {
	unsigned value;
	unsigned char left, length;
	unsigned short second;
};

size_t rt_mbrtoc32(uint32_t *to, const char *from, size_t size, struct state *state);
size_t rt_mbrtoc16(uint16_t *to, const char *from, size_t size, struct state *state);
size_t rt_mbrtowc(wchar_t *to, const char *from, size_t size, struct state *state);
size_t rt_mbrlen(const char *from, size_t size, struct state *state);
size_t rt_c32rtomb(char *to, uint32_t c, struct state *state);
size_t rt_c16rtomb(char *to, uint16_t c, struct state *state);
size_t rt_wcrtomb(char *to, wchar_t c, struct state *state);
size_t rt_mbsrtowcs(wchar_t *to, const char **from, size_t count, struct state *state);
size_t rt_wcsrtombs(char *to, const wchar_t **from, size_t size, struct state *state);
int rt_mbsinit(const struct state *state);
unsigned rt_btowc(int c);
int rt_wctob(unsigned c);
int rt_iswalpha(unsigned c);
int rt_iswctype(unsigned c, unsigned which);
unsigned rt_wctype(const char *name);
unsigned rt_wctrans(const char *name);
unsigned rt_towctrans(unsigned c, unsigned which);
unsigned rt_fgetwc(FILE *from);
unsigned rt_ungetwc(unsigned c, FILE *to);
unsigned rt_fputwc(wchar_t c, FILE *to);
RT(mblen);
RT(mbtowc);
RT(wctomb);
RT(mbstowcs);
RT(wcstombs);
RT(wcslen);
RT(wcscpy);
RT(wcsncpy);
RT(wcscat);
RT(wcsncat);
RT(wcscmp);
RT(wcsncmp);
RT(wcschr);
RT(wcsrchr);
RT(wcsspn);
RT(wcscspn);
RT(wcspbrk);
RT(wcsstr);
RT(wcstok);
RT(wcsxfrm);
RT(wmemcmp);
RT(wmemchr);
RT(wcstol);
RT(wcstoull);
RT(wcstod);
RT(fputws);
RT(fgetws);
RT(fwide);
RT(tmpfile);
RT(rewind);
RT(fclose);
RT(fputs);
RT(ferror);
size_t rt_wcsftime(wchar_t *to, size_t count, const wchar_t *format, const struct tm *time);
int *runtime_errno(void);
void heap_add_region(void *base, size_t size_bytes);

/* As RFC 3629 draws it: written here once more, by cases. */
static size_t reference(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xc0 + c / 64);
		to[1] = (char)(0x80 + c % 64);
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xe0 + c / 4096);
		to[1] = (char)(0x80 + c / 64 % 64);
		to[2] = (char)(0x80 + c % 64);
		return 3;
	}
	to[0] = (char)(0xf0 + c / 262144);
	to[1] = (char)(0x80 + c / 4096 % 64);
	to[2] = (char)(0x80 + c / 64 % 64);
	to[3] = (char)(0x80 + c % 64);
	return 4;
}

static bool is_character(uint32_t c)
{
	return c < 0xd800 || (c > 0xdfff && c <= 0x10ffff);
}

static void add_heap(void)
{
	static char heap[1 << 20];

	heap_add_region(heap, sizeof heap);
}
AROUND_ALL_TESTS(add_heap, NULL);

TEST(every_character_goes_both_ways)
{
	for (uint32_t c = 1; c < 0x110100; c++) {
		char expected[4] = "", made[4] = "";
		size_t size = reference(expected, c);
		uint32_t back = 0;

		if (!is_character(c)) {
			assert_true(rt_c32rtomb(made, c, NULL) == FAILED);
			assert_true(rt_mbrtoc32(&back, expected, size, NULL) == FAILED);
			continue;
		}
		assert_true(rt_c32rtomb(made, c, NULL) == size);
		assert_memory_equal(made, expected, 4);
		assert_true(rt_mbrtoc32(&back, made, size, NULL) == size && back == c);
	}
}

TEST(characters_come_in_pieces)
{
	struct state s = { 0 };
	wchar_t c = 0;

	assert_true(rt_mbrtowc(&c, "\xf0", 1, &s) == UNFINISHED);
	assert_false(rt_mbsinit(&s));
	assert_true(rt_mbrtowc(&c, "\x9f\x98", 2, &s) == UNFINISHED);
	assert_true(rt_mbrtowc(&c, "\x80!", 2, &s) == 1 && c == 0x1f600);
	assert_true(rt_mbsinit(&s) && rt_mbsinit(NULL));
	assert_true(rt_mbrtowc(&c, "", 1, &s) == 0 && c == 0);
	assert_true(rt_mbrlen("", 0, &s) == UNFINISHED);
	assert_true(rt_mbrtowc(NULL, NULL, 0, &s) == 0);
}

TEST(what_is_not_utf8_is_refused)
{
	static const char *const bad[] = {
		/* clang-format off */
		"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80",
		"\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff",
		"\xc3(", "\xe2\x82(",
		/* clang-format on */
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct state s = { 0 };
		wchar_t wide[8];
		const char *from = bad[i];

		*runtime_errno() = 0;
		assert_true(rt_mbrtowc(wide, bad[i], strlen(bad[i]), &s) == FAILED);
		assert_int_equal(*runtime_errno(), EILSEQ);
		assert_true(rt_mbsinit(&s));
		assert_true(rt_mbsrtowcs(wide, &from, 8, &s) == FAILED && from == bad[i]);
		assert_int_equal(rt_mbtowc(wide, bad[i], 8), -1);
	}
	assert_int_equal(rt_mblen("\xe2\x82\xac", 2), -1);
	assert_int_equal(rt_mblen("\xe2\x82\xac", 3), 3);
	assert_int_equal(rt_mblen("", 1), 0);
	assert_int_equal(rt_mblen(NULL, 0), 0);
}

TEST(pairs_of_utf16)
{
	struct state s = { 0 };
	uint16_t c = 0;
	char bytes[4];

	assert_true(rt_mbrtoc16(&c, "\xf0\x9f\x98\x80", 4, &s) == 4 && c == 0xd83d);
	assert_true(rt_mbrtoc16(&c, "", 0, &s) == (size_t)-3 && c == 0xde00);
	assert_true(rt_mbrtoc16(&c, "\xe2\x82\xac", 3, &s) == 3 && c == 0x20ac);
	assert_true(rt_c16rtomb(bytes, 0xd83d, &s) == 0);
	assert_true(rt_c16rtomb(bytes, 0xde00, &s) == 4);
	assert_memory_equal(bytes, "\xf0\x9f\x98\x80", 4);
	assert_true(rt_c16rtomb(bytes, 0x20ac, &s) == 3);
	assert_true(rt_c16rtomb(bytes, 0xde00, &s) == FAILED);
	assert_true(rt_c16rtomb(bytes, 0xd83d, &s) == 0);
	assert_true(rt_c16rtomb(bytes, 'x', &s) == FAILED);
	assert_true(rt_mbsinit(&s));
}

TEST(strings_are_converted)
{
	static const char text[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";
	static const wchar_t wide[] = { 'a', 0xe9, 0x20ac, 0x1f600, 0 };
	wchar_t to[8];
	char back[16] = "";
	const char *from = text;
	const wchar_t *wide_from = wide;

	assert_int_equal(rt_mbstowcs(NULL, text, 0), 4);
	assert_int_equal(rt_mbstowcs(to, text, 8), 4);
	assert_memory_equal(to, wide, sizeof wide);
	assert_true(rt_mbsrtowcs(to, &from, 2, NULL) == 2 && from == text + 3);
	assert_true(rt_mbsrtowcs(to, &from, 8, NULL) == 2 && from == NULL);
	assert_int_equal(rt_wcstombs(NULL, wide, 0), 10);
	assert_int_equal(rt_wcstombs(back, wide, sizeof back), 10);
	assert_string_equal(back, text);
	/* a character that does not fit whole is left */
	assert_true(rt_wcsrtombs(back, &wide_from, 5, NULL) == 3 && wide_from == wide + 2);
	assert_true(rt_wcsrtombs(back, &wide_from, 16, NULL) == 7 && wide_from == NULL);
	assert_true(rt_wcstombs(back, (wchar_t[]){ 'x', 0xd800, 0 }, 16) == FAILED);
	assert_int_equal(rt_wctomb(back, 0x20ac), 3);
	assert_int_equal(rt_wctomb(back, (wchar_t)0x110000), -1);
	assert_int_equal(rt_btowc('a'), 'a');
	assert_true(rt_btowc(0x80) == (unsigned)-1 && rt_btowc(EOF) == (unsigned)-1);
	assert_true(rt_wctob('a') == 'a' && rt_wctob(0xe9) == EOF);
}

static void random_string(wchar_t *to, size_t limit)
{
	size_t length = random_below(limit);

	for (size_t i = 0; i < length; i++)
		to[i] = (wchar_t[]){ 'a', 'b', 0x20ac, -5 }[random_below(4)];
	to[length] = 0;
}

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

TEST(strings_are_searched)
{
	for (int round = 0; round < 20000; round++) {
		wchar_t a[24], b[6], c = (wchar_t[]){ 'a', 0, 0x20ac }[random_below(3)];
		size_t limit = random_below(8);

		random_string(a, 20);
		random_string(b, 5);
		assert_int_equal(rt_wcslen(a), wcslen(a));
		assert_int_equal(sign(rt_wcsncmp(a, b, limit)), sign(wcsncmp(a, b, limit)));
		assert_int_equal(sign(rt_wcscmp(a, b)), sign(wcscmp(a, b)));
		assert_ptr_equal(rt_wcschr(a, c), wcschr(a, c));
		assert_ptr_equal(rt_wcsrchr(a, c), wcsrchr(a, c));
		assert_int_equal(rt_wcsspn(a, b), wcsspn(a, b));
		assert_int_equal(rt_wcscspn(a, b), wcscspn(a, b));
		assert_ptr_equal(rt_wcspbrk(a, b), wcspbrk(a, b));
		assert_ptr_equal(rt_wcsstr(a, b), wcsstr(a, b));
		assert_ptr_equal(rt_wmemchr(a, c, wcslen(a)), wmemchr(a, c, wcslen(a)));
	}
	assert_true(rt_wmemcmp(L"ab", L"ac", 2) < 0 && rt_wmemcmp(L"ab", L"ac", 1) == 0);
}

TEST(strings_are_copied)
{
	for (int round = 0; round < 5000; round++) {
		wchar_t a[40] = { 1, 2, 3 }, b[40] = { 1, 2, 3 }, from[10], *rest = NULL,
			*other = NULL;
		size_t limit = random_below(12);

		random_string(from, 10);
		assert_ptr_equal(rt_wcsncpy(a, from, limit), a);
		wcsncpy(b, from, limit);
		assert_memory_equal(a, b, sizeof a);
		rt_wcscpy(a, from);
		wcscpy(b, from);
		rt_wcsncat(a, from, limit);
		wcsncat(b, from, limit);
		rt_wcscat(a, from);
		wcscat(b, from);
		assert_memory_equal(a, b, sizeof a);
		for (wchar_t *x = a, *y = b; x; x = y = NULL) {
			wchar_t *word;
			do {
				word = rt_wcstok(x, L"a\x20ac", &rest);
				wchar_t *same = wcstok(y, L"a\x20ac", &other);
				assert_int_equal(word ? word - a : -1, same ? same - b : -1);
				x = y = NULL;
			} while (word);
		}
	}
	assert_int_equal(rt_wcsxfrm(NULL, L"abc", 0), 3);
}

TEST(numbers_are_read)
{
	static wchar_t zeros[1000];
	static const wchar_t numbers[] = L"  -0x7fz", euro[] = { '1', '2', 0x20ac, 0 };
	wchar_t *end;
	static const wchar_t format[] = { '%', 'Y', '-', '%', 'm', '-', '%', 'd', ' ', 0x20ac, 0 };
	wchar_t text[40];
	struct tm time = { .tm_year = 124, .tm_mday = 29, .tm_mon = 1 };

	assert_int_equal(rt_wcstol(numbers, &end, 0), -127);
	assert_ptr_equal(end, numbers + 7);
	assert_true(rt_wcstoull(euro, &end, 10) == 12 && end == euro + 2);
	assert_true(rt_wcstod(L"1.5e3x", &end) == 1500.0 && *end == 'x');
	*runtime_errno() = 0;
	assert_int_equal(rt_wcstol(L"99999999999999999999", NULL, 10), LONG_MAX);
	assert_int_equal(*runtime_errno(), ERANGE);
	for (size_t i = 0; i < 998; i++)
		zeros[i] = '0';
	zeros[998] = '7';
	assert_true(rt_wcstol(zeros, &end, 10) == 7 && end == zeros + 999);
	assert_int_equal(rt_wcsftime(text, 40, format, &time), 12);
	assert_true(wcsncmp(text, L"2024-02-29 ", 11) == 0 && text[11] == 0x20ac);
	assert_int_equal(rt_wcsftime(text, 10, L"%Y-%m-%d", &time), 0);
}

TEST(streams_carry_utf8)
{
	static const wchar_t line[] = { 0xe9, 0x20ac, '\n', 0x1f600, 0 };
	FILE *file = rt_tmpfile();
	wchar_t back[8];

	assert_int_equal(rt_fwide(file, 0), 0);
	assert_true(rt_fputws(line, file) >= 0);
	assert_true(rt_fwide(file, -1) > 0);
	rt_rewind(file);
	assert_int_equal(rt_fgetwc(file), 0xe9);
	assert_int_equal(rt_ungetwc(0x1f600, file), 0x1f600);
	assert_ptr_equal(rt_fgetws(back, 8, file), back);
	assert_true(wcsncmp(back, (wchar_t[]){ 0x1f600, 0x20ac, '\n', 0 }, 4) == 0);
	assert_int_equal(rt_fgetwc(file), 0x1f600);
	assert_int_equal(rt_fgetwc(file), (unsigned)-1);
	assert_false(rt_ferror(file));
	rt_fputs("\xe2\x82", file);
	rt_rewind(file);
	rt_fgetws(back, 8, file);
	*runtime_errno() = 0;
	assert_int_equal(rt_fgetwc(file), 0x1f600);
	assert_int_equal(rt_fgetwc(file), (unsigned)-1);
	assert_int_equal(*runtime_errno(), EILSEQ);
	assert_true(rt_ferror(file));
	assert_int_equal(rt_fputwc(0xd800, file), (unsigned)-1);
	rt_fclose(file);
}

TEST(classes_are_those_of_ascii)
{
	unsigned alpha = rt_wctype("alpha"), lower = rt_wctrans("tolower");

	assert_true(rt_iswalpha('q') && !rt_iswalpha('1') && !rt_iswalpha(0xe9));
	assert_true(rt_iswctype('q', alpha) && !rt_iswctype('1', alpha));
	assert_int_equal(rt_wctype("vowel"), 0);
	assert_false(rt_iswctype('q', 0));
	assert_int_equal(rt_towctrans('Q', lower), 'q');
	assert_int_equal(rt_towctrans('q', rt_wctrans("toupper")), 'Q');
	assert_int_equal(rt_wctrans("totitle"), 0);
}
