/* Wide characters from streams, which carry UTF-8; C17 7.29.3. */
#include <errno.h>
#include <wchar.h>

#include "../stdio/file.h"

wint_t fgetwc(FILE *from)
{
	mbstate_t state = { .value = 0 };
	wchar_t wide;

	fwide(from, 1);
	for (;;) {
		int c = rt_file_get(from);
		char byte = (char)c;

		if (c == EOF && mbsinit(&state))
			return WEOF;
		size_t taken = c == EOF ? (size_t)-1 : mbrtowc(&wide, &byte, 1, &state);
		if (taken == (size_t)-1) {
			errno = EILSEQ;
			from->failed = true;
			return WEOF;
		}
		if (taken != (size_t)-2)
			return (wint_t)wide;
	}
}

wint_t getwc(FILE *from)
{
	return fgetwc(from);
}

wint_t getwchar(void)
{
	return fgetwc(stdin);
}

wint_t ungetwc(wint_t c, FILE *to)
{
	char bytes[STREAM_PUSHED_MAX];
	size_t size = c == WEOF ? (size_t)-1 : wcrtomb(bytes, (wchar_t)c, NULL);

	if (size == (size_t)-1 || size > STREAM_PUSHED_MAX - (size_t)to->pushed_count)
		return WEOF;
	while (size > 0)
		if (ungetc((unsigned char)bytes[--size], to) == EOF)
			return WEOF;
	return c;
}

wchar_t *fgetws(wchar_t *__restrict to, int count, FILE *__restrict from)
{
	int length = 0;
	wint_t c = 0;

	while (length < count - 1 && c != L'\n' && (c = fgetwc(from)) != WEOF)
		to[length++] = (wchar_t)c;
	if (count < 1 || from->failed || (length == 0 && count > 1))
		return NULL;
	to[length] = L'\0';
	return to;
}
