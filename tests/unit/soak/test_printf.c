/* The printf family against the host's: random directives, values and sizes. */

#include "soak.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

RT(snprintf);
RT(vsnprintf);

#define TEXT_MAX 4096

const uint64_t soak_rounds_default = 60000;

/* Formats are made at run time. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat"

static char ours[TEXT_MAX], theirs[TEXT_MAX];

/* Both print into `size` bytes; what stands behind them must stay. */
static bool agree(size_t size, const char *format, ...)
{
	va_list values, again;

	va_start(values, format);
	va_copy(again, values);
	memset(ours, '~', size + 1 < TEXT_MAX ? size + 1 : size);
	int got = rt_vsnprintf(ours, size, format, values);
	int wanted = vsnprintf(theirs, size, format, again);
	va_end(values);
	va_end(again);
	if (got != wanted || (size != 0 && strcmp(ours, theirs) != 0))
		return soak_fail("\"%s\" into %zu: %d \"%.200s\", not %d \"%.200s\"", format, size,
		                 got, size != 0 ? ours : "", wanted, size != 0 ? theirs : "");
	if (size < TEXT_MAX && ours[size] != '~')
		return soak_fail("\"%s\" into %zu writes behind its end", format, size);
	return true;
}

/* Mostly enough. */
static size_t random_size(void)
{
	return random_below(8) == 0 ? random_below(40) : TEXT_MAX;
}

/* Writes a directive that ends in `tail`; NULL for `flags` takes none. */
static void random_directive(char *to, const char *flags, unsigned precision_limit,
                             const char *tail)
{
	uint64_t choice = random_bits();

	*to++ = '%';
	for (; *flags != '\0'; flags++, choice >>= 2)
		if (choice % 4 == 0)
			*to++ = *flags;
	if (random_below(2) == 0)
		to += sprintf(to, "%d", 1 + (int)random_below(random_below(50) ? 40 : 400));
	if (precision_limit != 0 && random_below(2) == 0) {
		*to++ = '.';
		if (random_below(6) != 0)
			to += sprintf(to, "%d", (int)random_below(precision_limit));
	}
	strcpy(to, tail);
}

SOAK(integers, "printf: integers of every length")
{
	static const char conversions[] = "diouxX";
	static const char *const lengths[] = { "hh", "h", "", "l", "ll", "j", "z", "t" };

	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		char tail[4], format[80];
		unsigned length = (unsigned)random_below(8);
		char conversion = conversions[random_below(6)];
		const char *flags = conversion == 'd' || conversion == 'i' ? "-0+ "
		                    : conversion == 'u'                    ? "-0"
		                                                           : "-0#";
		uint64_t value = random_below(10) == 0 ? 0 : random_word();
		sprintf(tail, "%s%c", lengths[length], conversion);
		random_directive(format, flags, random_below(50) ? 40 : 400, tail);
		switch (length) {
		case 3:  agree(random_size(), format, (long)value); break;
		case 4:  agree(random_size(), format, (long long)value); break;
		case 5:  agree(random_size(), format, (intmax_t)value); break;
		case 6:  agree(random_size(), format, (size_t)value); break;
		case 7:  agree(random_size(), format, (ptrdiff_t)value); break;
		default: agree(random_size(), format, (int)value);
		}
	}
}

static double random_value(void)
{
	switch (random_below(64)) {
	case 0:  return INFINITY;
	case 1:  return -INFINITY;
	case 2:  return 0.0;
	case 3:  return -0.0;
	default: return random_double();
	}
}

static void random_float_format(char *format, const char *conversions, const char *flags)
{
	char tail[3] = { 0 };
	unsigned limit = random_below(25) != 0 ? 26 : random_below(4) != 0 ? 400 : 1400;

	tail[0] = random_below(8) == 0 ? 'l' : conversions[random_below(strlen(conversions))];
	if (tail[0] == 'l')
		tail[1] = conversions[random_below(strlen(conversions))];
	random_directive(format, flags, limit, tail);
}

SOAK(doubles, "printf: doubles, %e %f %g")
{
	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		char format[80];
		if (random_below(2) == 0)
			random_float_format(format, "eEfF", "-0+ #");
		else
			random_float_format(format, "gG", "-0+ ");
		agree(random_size(), format, random_value());
	}
}

/* The type travels in another way, the number is the same. */
SOAK(long_doubles, "printf: long doubles")
{
	for (uint64_t round = 0; round < soak_rounds() / 4 && !soak_failed(); round++) {
		static const char *const tails[] = { "Le", "LE", "Lf", "LF", "Lg", "LG" };
		char format[80];
		random_directive(format, "-0+ ", 30, tails[random_below(6)]);
		agree(TEXT_MAX, format, (long double)random_value());
	}
}

/* glibc drops zeros from %#g where rounding adds a digit, so its meaning is
 * spelled out (7.21.6.1p8): the style and precision that the exponent asks for. */
SOAK(alternate_general, "printf: %#g")
{
	for (uint64_t round = 0; round < soak_rounds() / 4 && !soak_failed(); round++) {
		int precision = (int)random_below(30), digits = precision != 0 ? precision : 1;
		double value = random_double();
		snprintf(theirs, TEXT_MAX, "%.*e", digits - 1, value);
		int exponent = atoi(strchr(theirs, 'e') + 1);
		if (digits > exponent && exponent >= -4)
			snprintf(theirs, TEXT_MAX, "%#.*f", digits - 1 - exponent, value);
		else
			snprintf(theirs, TEXT_MAX, "%#.*e", digits - 1, value);
		rt_snprintf(ours, TEXT_MAX, "%#.*g", precision, value);
		if (strcmp(ours, theirs) != 0)
			soak_fail("%%#.%dg of %a: \"%s\", not \"%s\"", precision, value, ours,
			          theirs);
	}
}

/* C leaves the first digit of %a open; ours is glibc's, and musl's. */
SOAK(hexadecimal_doubles, "printf: %a")
{
	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		char format[80];
		double value = random_value();
		random_float_format(format, "aA", "-0+ #");
#ifdef __GLIBC__
		agree(random_size(), format, value);
#else
		rt_snprintf(ours, TEXT_MAX, "%a", value);
		if (strtod(ours, NULL) != value)
			soak_fail("\"%s\" is not %a", ours, value);
#endif
	}
}

SOAK(text_and_pointers, "printf: text, characters and pointers")
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789 %\n\xff";
	char text[64], format[80];

	for (uint64_t round = 0; round < soak_rounds() / 2 && !soak_failed(); round++) {
		size_t length = random_below(sizeof text);
		for (size_t i = 0; i < length; i++)
			text[i] = letters[random_below(sizeof letters - 1)];
		text[length] = '\0';
		random_directive(format, "-", 80, "s");
		agree(random_size(), format, text);
		random_directive(format, "-", 0, "c");
		agree(random_size(), format, 1 + (int)random_below(255));
#ifdef __GLIBC__
		random_directive(format, "-", 0, "p");
		agree(random_size(), format, (void *)(uintptr_t)(random_word() | 1));
#endif
	}
}

/* Several directives, with their widths and precisions among the values. */
SOAK(several_at_once, "printf: several directives, widths and precisions as values")
{
	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		static const char *const formats[] = {
			"%*d|%-*.*f|%s", "a%0*u%%%+.*e%5.2s", "%*i %+*.*g [%s]", "%-*x%*.*E\t%.3s",
			"%.0s%s",        "%*o%#*.*f%-10s!",
		};
		int width = (int)random_below(60) - 30, precision = (int)random_below(24) - 4;
		int value = (int)random_word(), wide = (int)random_below(80) - 40;
		double number = random_value();
		size_t size = random_size();
		unsigned which = (unsigned)random_below(6);
		if (which == 4)
			agree(size, formats[4], "hidden", "shown");
		else if (which == 1)
			agree(size, formats[1], width, value, precision, number, "text");
		else
			agree(size, formats[which], width, value, wide, precision, number, "text");
	}
}

/* UTF-8, RFC 3629, written down a second time. */
static size_t encode(char *to, uint32_t c)
{
	size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

	for (size_t i = length - 1; i > 0; i--, c >>= 6)
		to[i] = (char)(0x80 | (c & 0x3f));
	to[0] = (char)(lead[length] | c);
	return length;
}

static uint32_t random_letter(void)
{
	uint32_t c = (uint32_t)(1 + random_below(UINT64_C(0x10ffff) >> random_below(16)));

	return c >= 0xd800 && c < 0xe000 ? 0xe9 : c;
}

/* No character is cut by the precision, which counts bytes. */
SOAK(wide_characters, "printf: %lc and %ls")
{
	for (uint64_t round = 0; round < soak_rounds() / 2 && !soak_failed(); round++) {
		wchar_t text[9] = { 0 };
		size_t length = 0, precision = random_below(30), count = random_below(9);
		for (size_t i = 0; i < count; i++) {
			char letter[4];
			text[i] = (wchar_t)random_letter();
			size_t size = encode(letter, (uint32_t)text[i]);
			if (length + size > precision)
				precision = length; /* and nothing after it */
			else
				memcpy(theirs + length, letter, size), length += size;
		}
		theirs[length] = '\0';
		int got = rt_snprintf(ours, TEXT_MAX, "%.*ls", (int)precision, text);
		if (got != (int)length || strcmp(ours, theirs) != 0)
			soak_fail("%%.%zuls: \"%s\", not \"%s\"", precision, ours, theirs);
		uint32_t c = random_letter();
		theirs[encode(theirs, c)] = '\0';
		rt_snprintf(ours, TEXT_MAX, "%lc", (wint_t)c);
		if (strcmp(ours, theirs) != 0)
			soak_fail("%%lc of %x: \"%s\", not \"%s\"", (unsigned)c, ours, theirs);
	}
}

static int count;

static void print_count(void)
{
	rt_snprintf(ours, TEXT_MAX, "%d%n", 1, &count);
}

SOAK(percent_n_is_refused, "printf: %n")
{
	if (!soak_panics(print_count, "%n is not supported") || count != 0)
		soak_fail("%%n went through");
}
