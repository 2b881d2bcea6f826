/* Wide characters on streams, which carry UTF-8; C17 7.29.3. */
#include <errno.h>
#include <wchar.h>

#include "../stdio/file.h"

int fwide(FILE *of, int mode)
{
	if (of->width == 0 && mode != 0)
		of->width = mode > 0 ? 1 : -1;
	return of->width;
}

wint_t fputwc(wchar_t c, FILE *to)
{
	char bytes[4];
	size_t size = wcrtomb(bytes, c, NULL);

	fwide(to, 1);
	if (size == (size_t)-1)
		to->failed = true;
	else if (rt_stream_put(to, bytes, size) == size)
		return (wint_t)c;
	return WEOF;
}

wint_t putwc(wchar_t c, FILE *to)
{
	return fputwc(c, to);
}

wint_t putwchar(wchar_t c)
{
	return fputwc(c, stdout);
}

int fputws(const wchar_t *__restrict s, FILE *__restrict to)
{
	for (; *s != L'\0'; s++)
		if (fputwc(*s, to) == WEOF)
			return EOF;
	return 0;
}
