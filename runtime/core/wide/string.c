/* Strings of wide characters, C17 7.29.4. */
#include <string.h>
#include <wchar.h>

size_t wcslen(const wchar_t *s)
{
	size_t length = 0;

	while (s[length] != L'\0')
		length++;
	return length;
}

static size_t length_within(const wchar_t *s, size_t limit)
{
	size_t length = 0;

	while (length < limit && s[length] != L'\0')
		length++;
	return length;
}

wchar_t *wmemcpy(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count)
{
	return memcpy(to, from, count * sizeof *to);
}

wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t count)
{
	return memmove(to, from, count * sizeof *to);
}

wchar_t *wmemset(wchar_t *to, wchar_t c, size_t count)
{
	for (size_t i = 0; i < count; i++)
		to[i] = c;
	return to;
}

int wmemcmp(const wchar_t *a, const wchar_t *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

wchar_t *wmemchr(const wchar_t *in, wchar_t c, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (in[i] == c)
			return (wchar_t *)in + i;
	return NULL;
}

wchar_t *wcscpy(wchar_t *__restrict to, const wchar_t *__restrict from)
{
	return wmemcpy(to, from, wcslen(from) + 1);
}

wchar_t *wcsncpy(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count)
{
	size_t length = length_within(from, count);

	wmemcpy(to, from, length);
	wmemset(to + length, L'\0', count - length);
	return to;
}

wchar_t *wcscat(wchar_t *__restrict to, const wchar_t *__restrict from)
{
	wcscpy(to + wcslen(to), from);
	return to;
}

wchar_t *wcsncat(wchar_t *__restrict to, const wchar_t *__restrict from, size_t limit)
{
	size_t length = length_within(from, limit);
	wchar_t *end = to + wcslen(to);

	wmemcpy(end, from, length);
	end[length] = L'\0';
	return to;
}

int wcsncmp(const wchar_t *a, const wchar_t *b, size_t limit)
{
	for (size_t i = 0; i < limit; i++) {
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
		if (a[i] == L'\0')
			return 0;
	}
	return 0;
}

int wcscmp(const wchar_t *a, const wchar_t *b)
{
	return wcsncmp(a, b, (size_t)-1);
}

int wcscoll(const wchar_t *a, const wchar_t *b)
{
	return wcscmp(a, b);
}

size_t wcsxfrm(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count)
{
	size_t length = wcslen(from);

	if (length < count)
		wcscpy(to, from);
	return length;
}

wchar_t *wcschr(const wchar_t *s, wchar_t c)
{
	return wmemchr(s, c, wcslen(s) + 1);
}

wchar_t *wcsrchr(const wchar_t *s, wchar_t c)
{
	for (size_t i = wcslen(s) + 1; i > 0; i--)
		if (s[i - 1] == c)
			return (wchar_t *)s + i - 1;
	return NULL;
}

/* How many come first that are in the set, or are not. */
static size_t span(const wchar_t *s, const wchar_t *set, int in)
{
	size_t set_length = wcslen(set), length = 0;

	while (s[length] != L'\0' && (wmemchr(set, s[length], set_length) != NULL) == in)
		length++;
	return length;
}

size_t wcsspn(const wchar_t *s, const wchar_t *accepted)
{
	return span(s, accepted, 1);
}

size_t wcscspn(const wchar_t *s, const wchar_t *rejected)
{
	return span(s, rejected, 0);
}

wchar_t *wcspbrk(const wchar_t *s, const wchar_t *wanted)
{
	s += wcscspn(s, wanted);
	return *s != L'\0' ? (wchar_t *)s : NULL;
}

wchar_t *wcsstr(const wchar_t *s, const wchar_t *needle)
{
	size_t length = wcslen(needle);

	for (; wcsncmp(s, needle, length) != 0; s++)
		if (*s == L'\0')
			return NULL;
	return (wchar_t *)s;
}

wchar_t *wcstok(wchar_t *__restrict s, const wchar_t *__restrict separators,
                wchar_t **__restrict rest)
{
	if (!s)
		s = *rest;
	s += wcsspn(s, separators);
	wchar_t *end = s + wcscspn(s, separators);
	*rest = end;
	if (*end != L'\0')
		*rest = end + 1;
	int empty = s == end;
	*end = L'\0';
	return empty ? NULL : s;
}
