/* UTF-8 and back, C17 7.22.7, 7.28 and 7.29.6. */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>

#define FAILED         ((size_t)-1)
#define UNFINISHED     ((size_t)-2)
#define SECOND_OF_PAIR ((size_t)-3)

static size_t fail(mbstate_t *state)
{
	*state = (mbstate_t){ .value = 0 };
	errno = EILSEQ;
	return FAILED;
}

/* The character of a first byte: its length, 0 if it begins none. */
static size_t begin(mbstate_t *state, unsigned char first)
{
	size_t length = first < 0x80   ? 1
	                : first < 0xc2 ? 0
	                : first < 0xe0 ? 2
	                : first < 0xf0 ? 3
	                : first < 0xf5 ? 4
	                               : 0;

	state->length = (unsigned char)length;
	state->left = (unsigned char)length;
	state->value = length < 2 ? first : first & (0x7fu >> length);
	return length;
}

/* Whether the value, of which `left` bytes are missing, can become a
 * character: it must not have a shorter form, be a surrogate or too large. */
static bool is_possible(const mbstate_t *state)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned shift = 6u * state->left;
	uint32_t low = state->value << shift, high = low | ((1u << shift) - 1);

	return high >= least[state->length] && low <= 0x10ffff &&
	       !(low >= 0xd800 && high <= 0xdfff);
}

static size_t decode(uint32_t *to, const char *from, size_t size, mbstate_t *state)
{
	size_t taken = 0;

	if (size == 0)
		return UNFINISHED;
	if (state->left == 0 && begin(state, (unsigned char)from[taken]) == 0)
		return fail(state);
	if (state->left == state->length) {
		taken++;
		state->left--;
	}
	for (; state->left > 0; taken++) {
		if (taken == size)
			return UNFINISHED;
		unsigned char next = (unsigned char)from[taken];
		if ((next & 0xc0) != 0x80)
			return fail(state);
		state->value = state->value << 6 | (next & 0x3fu);
		state->left--;
		if (!is_possible(state))
			return fail(state);
	}
	*to = state->value;
	*state = (mbstate_t){ .value = 0 };
	return *to == 0 ? 0 : taken;
}

static size_t encode(char *to, uint32_t c)
{
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
		errno = EILSEQ;
		return FAILED;
	}
	size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = size - 1; i > 0; i--, c >>= 6)
		to[i] = (char)(0x80 | (c & 0x3f));
	to[0] = (char)(size == 1 ? c : (0xf00u >> size & 0xf0) | c);
	return size;
}

size_t mbrtoc32(char32_t *__restrict to, const char *__restrict from, size_t size,
                mbstate_t *__restrict state)
{
	static mbstate_t own;
	uint32_t c;

	if (!state)
		state = &own;
	if (!from) {
		to = NULL;
		from = "";
		size = 1;
	}
	size_t taken = decode(&c, from, size, state);
	if (taken < SECOND_OF_PAIR && to)
		*to = c;
	return taken;
}

size_t mbrtoc16(char16_t *__restrict to, const char *__restrict from, size_t size,
                mbstate_t *__restrict state)
{
	static mbstate_t own;
	char32_t c;

	if (!state)
		state = &own;
	if (state->second != 0) {
		if (to)
			*to = state->second;
		state->second = 0;
		return SECOND_OF_PAIR;
	}
	size_t taken = mbrtoc32(&c, from, size, state);
	if (taken >= SECOND_OF_PAIR || !from)
		return taken;
	if (c > 0xffff) {
		state->second = (unsigned short)(0xdc00 | (c & 0x3ff));
		c = 0xd800 | (c - 0x10000) >> 10;
	}
	if (to)
		*to = (char16_t)c;
	return taken;
}

size_t mbrtowc(wchar_t *__restrict to, const char *__restrict from, size_t size,
               mbstate_t *__restrict state)
{
	static mbstate_t own;
	char32_t c;
	size_t taken = mbrtoc32(&c, from, size, state ? state : &own);

	if (taken < SECOND_OF_PAIR && from && to)
		*to = (wchar_t)c;
	return taken;
}

size_t mbrlen(const char *__restrict s, size_t size, mbstate_t *__restrict state)
{
	static mbstate_t own;

	return mbrtowc(NULL, s, size, state ? state : &own);
}

/* UTF-8 has no shift state, so there is nothing to keep. */
size_t c32rtomb(char *__restrict to, char32_t c, mbstate_t *__restrict state)
{
	if (state)
		*state = (mbstate_t){ .value = 0 };
	return to ? encode(to, c) : 1;
}

size_t wcrtomb(char *__restrict to, wchar_t c, mbstate_t *__restrict state)
{
	return c32rtomb(to, (char32_t)c, state);
}

size_t c16rtomb(char *__restrict to, char16_t c, mbstate_t *__restrict state)
{
	static mbstate_t own;

	if (!state)
		state = &own;
	unsigned first = state->second;
	*state = (mbstate_t){ .value = 0 };
	if (!to)
		return 1;
	if (first == 0 && (c & 0xfc00) == 0xd800) {
		state->second = (unsigned short)c;
		return 0;
	}
	if (first == 0)
		return encode(to, c);
	/* a first half alone cannot be written, so neither can this */
	return encode(to, (c & 0xfc00) != 0xdc00
	                          ? 0xd800
	                          : 0x10000 + ((first & 0x3ff) << 10 | (c & 0x3ffu)));
}

int mbsinit(const mbstate_t *state)
{
	return !state || (state->left == 0 && state->second == 0);
}

wint_t btowc(int c)
{
	return c >= 0 && c < 0x80 ? (wint_t)c : WEOF;
}

int wctob(wint_t c)
{
	return (uint32_t)c < 0x80 ? (int)c : -1;
}

/* ---- Whole strings ---- */

size_t mbsrtowcs(wchar_t *__restrict to, const char **__restrict from, size_t count,
                 mbstate_t *__restrict state)
{
	static mbstate_t own;
	const char *s = *from;

	if (!state)
		state = &own;
	for (size_t done = 0; !to || done < count; done++) {
		uint32_t c;
		size_t taken = decode(&c, s, MB_CUR_MAX, state);

		/* never UNFINISHED: it goes no further than the string's end */
		if (taken == FAILED) {
			if (to)
				*from = s;
			return FAILED;
		}
		if (to)
			to[done] = (wchar_t)c;
		if (taken == 0) {
			if (to)
				*from = NULL;
			return done;
		}
		s += taken;
	}
	*from = s;
	return count;
}

size_t wcsrtombs(char *__restrict to, const wchar_t **__restrict from, size_t size,
                 mbstate_t *__restrict state)
{
	const wchar_t *s = *from;
	char bytes[4];
	size_t done = 0, part = 0;

	if (state)
		*state = (mbstate_t){ .value = 0 };
	for (;; s++, done += part) {
		part = encode(bytes, (uint32_t)*s);
		if (part == FAILED || (to && part > size - done))
			break;
		if (to)
			memcpy(to + done, bytes, part);
		if (*s == L'\0') {
			if (to)
				*from = NULL;
			return done;
		}
	}
	if (to)
		*from = s;
	return part == FAILED ? FAILED : done;
}

size_t mbstowcs(wchar_t *__restrict to, const char *__restrict from, size_t count)
{
	mbstate_t state = { .value = 0 };
	const char *rest = from;

	return mbsrtowcs(to, &rest, count, &state);
}

size_t wcstombs(char *__restrict to, const wchar_t *__restrict from, size_t size)
{
	const wchar_t *rest = from;

	return wcsrtombs(to, &rest, size, NULL);
}

/* ---- Without a state: an unfinished character is none ---- */

int mbtowc(wchar_t *__restrict to, const char *__restrict from, size_t size)
{
	mbstate_t state = { .value = 0 };

	if (!from)
		return 0;
	size_t taken = mbrtowc(to, from, size, &state);
	if (taken < UNFINISHED)
		return (int)taken;
	errno = EILSEQ;
	return -1;
}

int mblen(const char *s, size_t size)
{
	return mbtowc(NULL, s, size);
}

int wctomb(char *to, wchar_t c)
{
	return to ? (int)encode(to, (uint32_t)c) : 0;
}
