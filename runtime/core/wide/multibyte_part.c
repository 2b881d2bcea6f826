/* Parts of strings from UTF-8 and to it; POSIX. */
#include <limits.h>
#include <string.h>
#include <wchar.h>

#define FAILED     ((size_t)-1)
#define UNFINISHED ((size_t)-2)

/* At most `size` bytes are looked at: a character of which the rest lies behind them is
 * kept in the state, and all of them are taken. */
size_t mbsnrtowcs(wchar_t *__restrict to, const char **__restrict from, size_t size, size_t count,
                  mbstate_t *__restrict state)
{
	static mbstate_t own;
	const char *s = *from, *end = s + size;
	size_t done = 0, taken = 1;

	if (!state)
		state = &own;
	mbstate_t copy = *state; /* without `to` nothing changes */
	if (!to)
		state = &copy;
	for (; (!to || done < count) && s < end; done++, s += taken) {
		wchar_t c;

		taken = mbrtowc(&c, s, (size_t)(end - s), state);
		if (taken == UNFINISHED)
			s = end;
		if (taken == FAILED || taken == UNFINISHED)
			break;
		if (to)
			to[done] = c;
		if (taken == 0) {
			s = NULL;
			break;
		}
	}
	if (to)
		*from = s;
	return taken == FAILED ? FAILED : done;
}

size_t wcsnrtombs(char *__restrict to, const wchar_t **__restrict from, size_t count, size_t size,
                  mbstate_t *__restrict state)
{
	const wchar_t *s = *from;
	char bytes[MB_LEN_MAX];
	size_t done = 0, part = 0;

	for (; count != 0; count--, s++, done += part) {
		part = wcrtomb(bytes, *s, state);
		if (part == FAILED || (to && part > size - done))
			break;
		if (to)
			memcpy(to + done, bytes, part);
		if (*s == L'\0') {
			s = NULL;
			break;
		}
	}
	if (to)
		*from = s;
	return part == FAILED ? FAILED : done;
}
