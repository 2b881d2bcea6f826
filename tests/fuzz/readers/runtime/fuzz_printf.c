/* printf against the host's: a directive that C defines, made of the input, between two
 * pieces of text, with a value of its type, into room that may be too small. The rest is
 * refused, or what it prints is its own affair, but nothing is written behind the end:
 * the input's end is also a format as it stands, with values of all types behind it.
 *
 * Runs: 80000
 * Longest: 96 */
#include "tests/fuzz/readers/runtime/rt.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

RT(snprintf);
RT(vsnprintf);

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat"

#define TEXT_MAX 4096

static char ours[TEXT_MAX], theirs[TEXT_MAX];

/* Both print into `size` bytes; what stands behind them must stay. */
__attribute__((format(printf, 2, 3))) static void agree(size_t size, const char *format, ...)
{
	va_list values, again;

	va_start(values, format);
	va_copy(again, values);
	memset(ours, '~', size + 1);
	int got = rt_vsnprintf(ours, size, format, values);
	int wanted = vsnprintf(theirs, size, format, again);
	va_end(values);
	va_end(again);
	HOLDS_EQUAL(got, wanted);
	if (size != 0)
		HOLDS_TEXT(ours, theirs);
	HOLDS_EQUAL(ours[size], '~');
}

/* Kinds of directives, with the flags that C defines for them. */
static const struct kind {
	const char *conversions, *flags;
	bool has_precision;
} kinds[] = {
	{ "di", "-0+ ", true }, { "u", "-0", true },         { "oxX", "-0#", true },
	{ "s", "-", true },     { "c", "-", false },         { "p", "-", false },
	{ "gG", "-0+ ", true }, { "eEfFaA", "-0+ #", true }, { "%", "", false },
};

#ifdef __GLIBC__
#define KINDS 9
#else
#define KINDS 4 /* of %a and %p C says less */
#endif

static const char *const lengths[] = { "", "hh", "h", "l", "ll", "j", "z", "t" };

struct directive {
	char conversion;
	unsigned length; /* of integers */
	char text[64];
};

static struct directive make_directive(struct input *input)
{
	const struct kind *kind = &kinds[input_below(input, KINDS)];
	struct directive d = {
		.conversion = kind->conversions[input_below(input, strlen(kind->conversions))]
	};
	uint64_t flags = input_number(input, 1), width = input_number(input, 2);
	uint64_t precision = input_number(input, 2);
	size_t used = 1;

	d.text[0] = '%';
	if (d.conversion == '%') {
		strcpy(d.text, "%%");
		return d;
	}
	for (size_t i = 0; kind->flags[i]; i++)
		if (flags >> i & 1)
			d.text[used++] = kind->flags[i];
	if (flags & 0x20)
		used += (size_t)sprintf(d.text + used, "%d", 1 + (int)(width % 600));
	if (kind->has_precision && flags & 0x40)
		used += (size_t)sprintf(d.text + used, ".%d", (int)(precision % 1200));
	else if (kind->has_precision && flags & 0x80)
		d.text[used++] = '.';
	if (strchr("diouxX", d.conversion)) {
		d.length = (unsigned)input_below(input, 8);
		used += (size_t)sprintf(d.text + used, "%s", lengths[d.length]);
	}
	d.text[used] = d.conversion;
	return d;
}

static void print_integer(size_t size, const char *format, unsigned length, uint64_t value)
{
	switch (length) {
	case 3:  agree(size, format, (long)value); break;
	case 4:  agree(size, format, (long long)value); break;
	case 5:  agree(size, format, (intmax_t)value); break;
	case 6:  agree(size, format, (size_t)value); break;
	case 7:  agree(size, format, (ptrdiff_t)value); break;
	default: agree(size, format, (int)value);
	}
}

/* The rest of the input is the value. */
static void print_value(struct input *input, size_t size, const char *format,
                        const struct directive *d)
{
	if (d->conversion == 's') {
		char *text = input_text(input->at, (size_t)(input->end - input->at));

		agree(size, format, text);
		free(text);
	} else if (d->conversion == 'c') {
		agree(size, format, 1 + (int)input_below(input, 255));
	} else if (d->conversion == 'p') {
		agree(size, format, (void *)(uintptr_t)(input_number(input, 8) | 1));
	} else if (strchr("aAeEfFgG", d->conversion)) {
		uint64_t bits = input_number(input, 8);
		double value;

		memcpy(&value, &bits, sizeof value);
		if (value == value)
			agree(size, format, value);
	} else if (d->conversion == '%') {
		agree(size, format, 0);
	} else {
		print_integer(size, format, d->length, input_number(input, 8));
	}
}

/* As it stands: each fetch finds something that will do, a text or a number. */
static void print_anything(const char *format)
{
	static char text[] = "text";
	char room[64];

	memset(room, '~', sizeof room);
	if (strchr(format, 'n') || strpbrk(format, "*sS") || strstr(format, "lc"))
		return; /* refused; what is no text; wide characters have a target */
	/* A width of a thousand million is printed, one by one. */
	if (strspn(format, "%-+ #0.123456789aAcdeEfFgGhijlLopqtuxXzZ") != strlen(format) ||
	    strlen(format) > 12 || strpbrk(format, "123456789"))
		return;
	int got = rt_snprintf(room, sizeof room - 1, format, text, text, text, text, text, text,
	                      text, text, text, text, text, text);
	HOLDS(got >= -1);
	HOLDS_EQUAL(room[sizeof room - 1], '~');
}

FUZZ(data, size)
{
	struct input input = { data, data + size };
	struct directive d = make_directive(&input);
	char format[128], *end;
	uint64_t room = input_number(&input, 1);
	/* Mostly enough. */
	size_t limit = room < 64 ? room : TEXT_MAX - 1;

	snprintf(format, sizeof format, room & 1 ? "%s" : "a %s%%%%b", d.text);
	print_value(&input, limit, format, &d);
	end = input_text(input.at, (size_t)(input.end - input.at));
	print_anything(end);
	free(end);
}
