#include <stdlib.h>
#include <wchar.h>

wchar_t *wcsdup(const wchar_t *s)
{
	size_t count = wcslen(s) + 1;
	wchar_t *copy = reallocarray(NULL, count, sizeof *copy);

	return copy ? wmemcpy(copy, s, count) : NULL;
}
