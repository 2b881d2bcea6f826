/* Multibyte text: mbrtowc takes what RFC 3629 allows, by a reader of its own, in pieces
 * of any size; wcrtomb gives the same bytes back; mbsrtowcs and wcsrtombs agree.
 *
 * Runs: 100000
 * Longest: 64 */
#include "tests/fuzz/readers/runtime/rt.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/* The runtime's own, which is smaller than a host's. */
struct state {
	_Alignas(8) unsigned char bytes[32];
};

size_t rt_mbrtowc(wchar_t *to, const char *from, size_t size, struct state *state);
size_t rt_wcrtomb(char *to, wchar_t c, struct state *state);
size_t rt_mbsrtowcs(wchar_t *to, const char **from, size_t count, struct state *state);
size_t rt_wcsrtombs(char *to, const wchar_t **from, size_t size, struct state *state);

#define FAILED     ((size_t)-1)
#define UNFINISHED ((size_t)-2)

/* The bytes of the first character, and it; 0: there is none, or not all of it. */
static size_t decode(const uint8_t *at, size_t size, uint32_t *c)
{
	static const struct {
		uint8_t first, last, second_first, second_last, length;
	} rows[] = {
		/* clang-format off: RFC 3629, 4 */
		{ 0x00, 0x7f, 0, 0, 1 },       { 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
		/* clang-format on */
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (!size || at[0] < rows[i].first || at[0] > rows[i].last || size < rows[i].length)
			continue;
		*c = rows[i].length == 1 ? at[0] : at[0] & (0x7fu >> rows[i].length);
		for (size_t k = 1; k < rows[i].length; k++) {
			uint8_t least = k == 1 ? rows[i].second_first : 0x80;

			if (at[k] < least || at[k] > (k == 1 ? rows[i].second_last : 0xbf))
				return 0;
			*c = *c << 6 | (at[k] & 0x3f);
		}
		return rows[i].length;
	}
	return 0;
}

/* Byte by byte: the last one gives the character. */
static void feed(const char *at, size_t length, uint32_t expected)
{
	struct state state = { { 0 } };
	wchar_t got = 0;

	for (size_t i = 0; i + 1 < length; i++)
		HOLDS_EQUAL(rt_mbrtowc(&got, at + i, 1, &state), UNFINISHED);
	HOLDS_EQUAL(rt_mbrtowc(&got, at + length - 1, 1, &state), expected ? 1 : 0);
	HOLDS_EQUAL(got, expected);
}

static size_t count_characters(const uint8_t *data, size_t size)
{
	size_t count = 0;
	uint32_t c;

	for (size_t at = 0, length; at < size; at += length, count++)
		if ((length = decode(data + at, size - at, &c)) == 0)
			return FAILED;
	return count;
}

static void convert_whole(const char *text, size_t size)
{
	size_t expected = count_characters((const uint8_t *)text, size), count;
	wchar_t *wide = malloc((size + 1) * sizeof *wide);
	char *again = malloc(size + 1);
	const char *from = text;
	const wchar_t *wide_from = wide;
	struct state state = { { 0 } };

	if (!wide || !again)
		abort();
	count = rt_mbsrtowcs(wide, &from, size + 1, &state);
	HOLDS_EQUAL(count, expected);
	if (count != FAILED) {
		HOLDS(!from && wide[count] == 0);
		HOLDS_EQUAL(rt_wcsrtombs(again, &wide_from, size + 1, &state), size);
		HOLDS_TEXT(again, text);
	}
	free(again);
	free(wide);
}

FUZZ(data, size)
{
	char *text = input_text(data, size);
	uint32_t c;

	for (size_t at = 0; at < size;) {
		struct state state = { { 0 } };
		wchar_t got = -1;
		size_t length = decode(data + at, size - at, &c);
		size_t said = rt_mbrtowc(&got, text + at, size - at, &state);

		if (length == 0) {
			HOLDS(said == FAILED || said == UNFINISHED);
			at++;
			continue;
		}
		HOLDS_EQUAL(said, c ? length : 0);
		HOLDS_EQUAL(got, c);
		feed(text + at, length, c);
		char bytes[16];
		HOLDS_EQUAL(rt_wcrtomb(bytes, (wchar_t)c, &(struct state){ { 0 } }), length);
		HOLDS(memcmp(bytes, data + at, length) == 0);
		at += length;
	}
	if (strlen(text) == size)
		convert_whole(text, size);
	free(text);
}
