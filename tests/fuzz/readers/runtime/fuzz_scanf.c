/* sscanf against the host's: a format, a line end, and the text. Formats that C leaves
 * open, or hosts extend, are passed over, and so are texts with an item that is not whole
 * ("0x", "1e+", too few for %9c), of which hosts say the wrong thing:
 * tests/unit/runtime/test_scan.c has those. The runtime reads them all the same, for
 * the sanitizers.
 *
 * Runs: 80000
 * Longest: 120 */
#include "tests/fuzz/readers/runtime/rt.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

RT(sscanf);

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"

#define VALUES      6
#define VALUE_BYTES 512 /* 4 for each byte of the input, and more */

/* What hosts and C agree on. */
enum verdict { IS_OPEN, IS_SAFE, IS_COMPARED };

struct facts {
	int values;
	bool has_float, has_prefix, has_wide;
	bool has_odd_width; /* one that wants room, or of %c more than glibc does */
};

/* Looks at the directive behind a %; NULL: C does not define it. */
static const char *look_at_directive(const char *at, struct facts *facts)
{
	bool is_suppressed = *at == '*';
	int width = 0;

	at += is_suppressed;
	for (; isdigit((unsigned char)*at); at++)
		width = width < 1000 ? width * 10 + (*at - '0') : width;
	if (at[-1] == '0' && width == 0)
		return NULL;
	const char *length = at;
	at += strspn(at, "hljzt");
	size_t size = (size_t)(at - length);
	if (size > 2 || (size == 2 && length[0] != length[1]) || strstr(length, "jj") == length ||
	    strstr(length, "zz") == length || strstr(length, "tt") == length)
		return NULL;
	if (!*at || !strchr("diouxXeEfFgGaAcspn[%", *at))
		return NULL;
	if (*at == '%')
		return size || width || is_suppressed ? NULL : at + 1;
	if (*at == 'n' && (is_suppressed || width))
		return NULL;
	if (strchr("cs[p", *at) && size && !(size == 1 && *length == 'l' && *at != 'p'))
		return NULL;
	if (strchr("eEfFgGaA", *at) && size && !(size == 1 && *length == 'l'))
		return NULL;
	facts->values += !is_suppressed;
	facts->has_odd_width |= width >= 100 || (*at == 'c' && width > 1);
	facts->has_wide |= strchr("cs[", *at) && size;
	facts->has_float |= strchr("eEfFgGaA", *at) != NULL;
	facts->has_prefix |= strchr("ixXp", *at) != NULL;
	if (*at != '[')
		return at + 1;
	const char *first = at + 1 + (at[1] == '^'), *end = *first ? strchr(first + 1, ']') : NULL;
	/* The meaning of a "-" inside is the host's. */
	if (!end || memchr(at, '-', (size_t)(end - at)))
		return NULL;
	return end + 1;
}

static enum verdict look_at(const char *format, const char *text)
{
	struct facts facts = { 0 };

	for (const char *at = format; *at;) {
		if ((unsigned char)*at >= 0x80)
			return IS_OPEN;
		if (*at++ != '%')
			continue;
		at = look_at_directive(at, &facts);
		if (!at)
			return IS_OPEN;
	}
	if (facts.values > VALUES)
		return IS_OPEN;
	if (facts.has_wide || facts.has_odd_width || (facts.has_prefix && strpbrk(text, "xX")) ||
	    (facts.has_float && strpbrk(text, "xXpPnNiIeE")))
		return IS_SAFE;
	return IS_COMPARED;
}

FUZZ(data, size)
{
	static char got[VALUES][VALUE_BYTES], wanted[VALUES][VALUE_BYTES];
	char *format = input_text(data, size), *line_end = strchr(format, '\n');

	if (!line_end || size > 120) {
		free(format);
		return;
	}
	*line_end = '\0';
	size_t length = size - (size_t)(line_end + 1 - format);
	char *text = input_text((const uint8_t *)line_end + 1, length);
	enum verdict verdict = look_at(format, text);

	memset(got, 0x55, sizeof got);
	memset(wanted, 0x55, sizeof wanted);
	if (verdict != IS_OPEN) {
		int n = rt_sscanf(text, format, got[0], got[1], got[2], got[3], got[4], got[5]);

		HOLDS(n >= -1 && n <= VALUES);
		if (verdict == IS_COMPARED) {
			HOLDS_EQUAL(n, sscanf(text, format, wanted[0], wanted[1], wanted[2],
			                      wanted[3], wanted[4], wanted[5]));
			for (int i = 0; i < VALUES; i++)
				HOLDS(memcmp(got[i], wanted[i], VALUE_BYTES) == 0);
		}
	}
	free(text);
	free(format);
}
