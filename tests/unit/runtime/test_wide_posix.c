/* POSIX's additions to <wchar.h>. */
#include <errno.h>
#include <wchar.h>

#include "rt.h"

#define FAILED ((size_t)-1)

struct state {
	unsigned value;
	unsigned char left, length;
	unsigned short second;
};

RT(wcsnlen);
RT(wcsdup);
RT(wcpcpy);
RT(wcpncpy);
RT(wcscasecmp);
RT(wcsncasecmp);
RT(fputs);
RT(fputws);
RT(fputwc);
RT(fclose);
RT(fflush);
RT(fseek);
RT(ftell);
RT(ferror);
size_t rt_wcslcpy(wchar_t *to, const wchar_t *from, size_t count);
size_t rt_wcslcat(wchar_t *to, const wchar_t *from, size_t count);
wchar_t *rt_wmempcpy(wchar_t *to, const wchar_t *from, size_t count);
size_t rt_mbsnrtowcs(wchar_t *to, const char **from, size_t size, size_t count,
                     struct state *state);
size_t rt_wcsnrtombs(char *to, const wchar_t **from, size_t count, size_t size,
                     struct state *state);
FILE *rt_open_wmemstream(wchar_t **string, size_t *size);
void rt_free(void *block);
int *runtime_errno(void);
void heap_add_region(void *base, size_t size_bytes);
void heap_check(void);

static void add_heap(void)
{
	static char heap[1 << 20];

	heap_add_region(heap, sizeof heap);
}
AROUND_ALL_TESTS(add_heap, NULL);

static int sign(int x)
{
	return (x > 0) - (x < 0);
}

static void random_text(wchar_t *to, size_t limit)
{
	size_t length = random_below(limit);

	for (size_t i = 0; i < length; i++)
		to[i] = L"aAbB\x20ac\xc4"[random_below(6)];
	to[length] = L'\0';
}

TEST(wide_strings_are_the_hosts)
{
	for (int round = 0; round < 20000; round++) {
		wchar_t a[12], b[12], ours[24], host[24];
		size_t limit = random_below(14);

		random_text(a, 12);
		random_text(b, 12);
		wmemset(ours, L'z', 24);
		wmemset(host, L'z', 24);
		assert_int_equal(rt_wcsnlen(a, limit), wcsnlen(a, limit));
		assert_int_equal(rt_wcpcpy(ours, a) - ours, wcpcpy(host, a) - host);
		assert_int_equal(rt_wcpncpy(ours + 12, b, limit % 12) - ours,
		                 wcpncpy(host + 12, b, limit % 12) - host);
		assert_memory_equal(ours, host, sizeof ours);
		/* in hosts' "C" locale too, only ASCII has a case */
		assert_int_equal(sign(rt_wcscasecmp(a, b)), sign(wcscasecmp(a, b)));
		assert_int_equal(sign(rt_wcsncasecmp(a, b, limit)), sign(wcsncasecmp(a, b, limit)));
	}
}

TEST(wide_copies_are_cut_and_made)
{
	wchar_t to[8];

	assert_int_equal(rt_wcslcpy(to, L"hello", 4), 5);
	assert_int_equal(wcscmp(to, L"hel"), 0);
	assert_int_equal(rt_wcslcpy(to, L"x", 0), 1);
	assert_int_equal(rt_wcslcat(to, L"p, world", 8), 11);
	assert_int_equal(wcscmp(to, L"help, w"), 0);
	assert_int_equal(rt_wcslcat(to, L"abc", 3), 6);
	assert_ptr_equal(rt_wmempcpy(to, L"xy", 2), to + 2);
	assert_int_equal(wcscmp(to, L"xylp, w"), 0);
	wchar_t *copy = rt_wcsdup(to);
	assert_int_equal(wcscmp(copy, to), 0);
	rt_free(copy);
}

TEST(parts_of_multibyte_text)
{
	static const char text[] = "a\xe2\x82\xac\xc3\xa4";
	struct state state = { 0 };
	wchar_t wide[8] = { 0 };
	const char *from = text;

	/* a character in two parts */
	assert_int_equal(rt_mbsnrtowcs(wide, &from, 2, 8, &state), 1);
	assert_ptr_equal(from, text + 2);
	assert_int_equal(rt_mbsnrtowcs(wide + 1, &from, 2, 8, &state), 1);
	assert_ptr_equal(from, text + 4);
	assert_int_equal(rt_mbsnrtowcs(wide + 2, &from, 99, 8, &state), 1);
	assert_null(from);
	assert_int_equal(wcscmp(wide, L"a\x20ac\xe4"), 0);
	from = text;
	assert_int_equal(rt_mbsnrtowcs(NULL, &from, 4, 0, &state), 2);
	assert_ptr_equal(from, text);
	assert_int_equal(rt_mbsnrtowcs(wide, &from, 99, 2, &state), 2);
	assert_ptr_equal(from, text + 4);
	from = "x\xff";
	*runtime_errno() = 0;
	assert_int_equal(rt_mbsnrtowcs(wide, &from, 2, 8, &state), FAILED);
	assert_int_equal(*runtime_errno(), EILSEQ);
	assert_int_equal((unsigned char)*from, 0xff);
}

TEST(parts_of_wide_text)
{
	static const wchar_t text[] = L"a\x20ac\xe4";
	const wchar_t *from = text;
	char bytes[8];

	assert_int_equal(rt_wcsnrtombs(bytes, &from, 2, 8, NULL), 4);
	assert_ptr_equal(from, text + 2);
	assert_memory_equal(bytes, "a\xe2\x82\xac", 4);
	from = text;
	assert_int_equal(rt_wcsnrtombs(bytes, &from, 9, 3, NULL), 1);
	assert_ptr_equal(from, text + 1);
	assert_int_equal(rt_wcsnrtombs(NULL, &from, 9, 0, NULL), 5);
	assert_ptr_equal(from, text + 1);
	assert_int_equal(rt_wcsnrtombs(bytes, &from, 9, 8, NULL), 5);
	assert_null(from);
	from = (wchar_t[]){ L'a', 0xd800, 0 };
	assert_int_equal(rt_wcsnrtombs(bytes, &from, 9, 8, NULL), FAILED);
}

TEST(a_wide_string_grows)
{
	wchar_t *text = NULL;
	size_t size = 9;
	FILE *stream = rt_open_wmemstream(&text, &size);

	assert_int_equal(size, 0);
	assert_int_equal(text[0], 0);
	rt_fputws(L"a\x20ac", stream);
	rt_fputs("\xc3\xa4", stream);
	assert_int_equal(rt_ftell(stream), 3);
	assert_int_equal(rt_fflush(stream), 0);
	assert_int_equal(size, 3);
	assert_int_equal(wcscmp(text, L"a\x20ac\xe4"), 0);
	assert_int_equal(rt_fseek(stream, 1, SEEK_SET), 0);
	rt_fputwc(L'b', stream);
	assert_int_equal(rt_ftell(stream), 2);
	assert_int_equal(rt_fflush(stream), 0);
	assert_int_equal(size, 2);
	assert_int_equal(wcscmp(text, L"ab\xe4"), 0);
	assert_int_equal(rt_fseek(stream, 2, SEEK_END), 0);
	for (int i = 0; i < 2000; i++)
		rt_fputwc(L'0' + i % 10, stream);
	assert_int_equal(rt_ftell(stream), 2005);
	assert_int_equal(rt_fputs("\xff", stream), EOF);
	assert_int_equal(*runtime_errno(), EILSEQ);
	assert_true(rt_ferror(stream));
	assert_int_equal(rt_fclose(stream), 0);
	assert_int_equal(size, 2005);
	assert_int_equal(wcscmp(text, L"ab\xe4"), 0);
	assert_int_equal(text[4], 0);
	assert_int_equal(text[5], L'0');
	assert_int_equal(text[2004], L'9');
	assert_int_equal(text[2005], 0);
	rt_free(text);
	heap_check();
}
