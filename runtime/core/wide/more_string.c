/* Wide strings of POSIX.1-2024, after their namesakes in <string.h> and <strings.h>. */
#include <wchar.h>
#include <wctype.h>

size_t wcsnlen(const wchar_t *s, size_t limit)
{
	const wchar_t *end = wmemchr(s, L'\0', limit);

	return end ? (size_t)(end - s) : limit;
}

wchar_t *wcpcpy(wchar_t *__restrict to, const wchar_t *__restrict from)
{
	size_t length = wcslen(from);

	wmemcpy(to, from, length + 1);
	return to + length;
}

wchar_t *wcpncpy(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count)
{
	size_t length = wcsnlen(from, count);

	wmemcpy(to, from, length);
	wmemset(to + length, L'\0', count - length);
	return to + length;
}

size_t wcslcpy(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count)
{
	size_t length = wcslen(from);

	if (count != 0) {
		size_t kept = length < count ? length : count - 1;

		wmemcpy(to, from, kept);
		to[kept] = L'\0';
	}
	return length;
}

size_t wcslcat(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count)
{
	size_t length = wcsnlen(to, count);

	return length + wcslcpy(to + length, from, count - length);
}

int wcsncasecmp(const wchar_t *a, const wchar_t *b, size_t limit)
{
	for (; limit != 0; limit--, a++, b++) {
		wchar_t x = (wchar_t)towlower((wint_t)*a);
		wchar_t y = (wchar_t)towlower((wint_t)*b);

		if (x != y)
			return x < y ? -1 : 1;
		if (x == L'\0')
			break;
	}
	return 0;
}

int wcscasecmp(const wchar_t *a, const wchar_t *b)
{
	return wcsncasecmp(a, b, (size_t)-1);
}

wchar_t *wmempcpy(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count)
{
	return wmemcpy(to, from, count) + count;
}
