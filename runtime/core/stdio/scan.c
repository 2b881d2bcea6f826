#include "scan.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>

int rt_scan_peek(struct scan_input *in)
{
	if (in->at)
		return *in->at != '\0' ? (unsigned char)*in->at : EOF;
	if (!in->holds)
		in->held = in->get(in->object);
	in->holds = true;
	return in->held;
}

void rt_scan_take(struct scan_input *in)
{
	if (in->at)
		in->at++;
	in->holds = false;
	in->taken++;
}

/* What is left of an item's text, and where its characters are kept. A
 * character beyond the width reads as 0. */
struct text {
	struct scan_input *in;
	size_t left;
	char *copy; /* NULL: nowhere */
	size_t copied;
};

static int peek(const struct text *t)
{
	int c = t->left == 0 ? EOF : rt_scan_peek(t->in);

	return c == EOF ? 0 : tolower(c);
}

static bool take(struct text *t, int c)
{
	if (c == 0 || peek(t) != c)
		return false;
	if (t->copy && t->copied < SCAN_FLOAT_MAX)
		t->copy[t->copied] = (char)c;
	t->copied++;
	rt_scan_take(t->in);
	t->left--;
	return true;
}

static bool take_sign(struct text *t)
{
	bool negative = take(t, '-');

	if (!negative)
		take(t, '+');
	return negative;
}

static int digit_value(int c)
{
	return isdigit(c) ? c - '0' : isalpha(c) ? c - 'a' + 10 : INT_MAX;
}

/* Takes digits; returns how many. */
static size_t take_digits(struct text *t, int base)
{
	size_t count = 0;

	for (; digit_value(peek(t)) < base; count++)
		take(t, peek(t));
	return count;
}

/* A leading 0 that may be a prefix. It is a digit itself unless x follows. */
static bool take_prefix(struct text *t, int *base)
{
	if ((*base != 0 && *base != 16) || !take(t, '0')) {
		*base = *base == 0 ? 10 : *base;
		return false;
	}
	if (take(t, 'x')) {
		*base = 16;
		return false;
	}
	*base = *base == 0 ? 8 : *base;
	return true;
}

bool rt_scan_integer(struct scan_input *in, size_t width, int base, bool is_signed,
                     unsigned long long *value)
{
	struct text t = { .in = in, .left = width };
	unsigned long long sum = 0;
	bool negative = take_sign(&t), any = take_prefix(&t, &base), overflow = false;

	for (int digit; (digit = digit_value(peek(&t))) < base; any = true) {
		overflow |= __builtin_mul_overflow(sum, (unsigned)base, &sum);
		overflow |= __builtin_add_overflow(sum, (unsigned)digit, &sum);
		take(&t, peek(&t));
	}
	unsigned long long limit = (unsigned long long)LLONG_MAX + negative;
	if (is_signed && (overflow || sum > limit))
		sum = limit;
	else if (overflow)
		sum = ULLONG_MAX, negative = false;
	*value = negative ? -sum : sum;
	return any;
}

/* A word of which the rest is all or nothing. */
static bool take_word(struct text *t, const char *word)
{
	for (; *word != '\0'; word++)
		if (!take(t, *word))
			return false;
	return true;
}

static bool take_infinity(struct text *t)
{
	if (!take_word(t, "inf"))
		return false;
	return peek(t) != 'i' || take_word(t, "inity");
}

static bool take_nan(struct text *t)
{
	if (!take_word(t, "nan"))
		return false;
	if (!take(t, '('))
		return true;
	while (isalnum(peek(t)) || peek(t) == '_')
		take(t, peek(t));
	return take(t, ')');
}

static bool take_number(struct text *t)
{
	bool zero = take(t, '0'), hexadecimal = zero && take(t, 'x');
	int base = hexadecimal ? 16 : 10;
	size_t digits = (zero && !hexadecimal) + take_digits(t, base);

	if (take(t, '.'))
		digits += take_digits(t, base);
	if (digits == 0)
		return false;
	if (!take(t, hexadecimal ? 'p' : 'e'))
		return true;
	take_sign(t);
	return take_digits(t, 10) > 0;
}

bool rt_scan_float(struct scan_input *in, size_t width, char text[SCAN_FLOAT_MAX + 1])
{
	struct text t = { .in = in, .left = width, .copy = text };
	bool whole;

	take_sign(&t);
	switch (peek(&t)) {
	case 'i': whole = take_infinity(&t); break;
	case 'n': whole = take_nan(&t); break;
	default:  whole = take_number(&t); break;
	}
	text[t.copied <= SCAN_FLOAT_MAX ? t.copied : 0] = '\0';
	return whole;
}

/* No surrogates, nothing beyond U+10FFFF, no longer form than needed. */
bool rt_scan_utf8(struct scan_input *in, uint32_t *character)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned first = (unsigned)rt_scan_peek(in);
	size_t length = first < 0x80       ? 1
	                : first >> 5 == 6  ? 2
	                : first >> 4 == 14 ? 3
	                : first >> 3 == 30 ? 4
	                                   : 0;
	uint32_t c = length == 1 ? first : first & (0x7fu >> length);

	if (length == 0)
		return false;
	rt_scan_take(in);
	for (size_t i = 1; i < length; i++) {
		int next = rt_scan_peek(in);
		if (next == EOF || (next & 0xc0) != 0x80)
			return false;
		rt_scan_take(in);
		c = c << 6 | (next & 0x3f);
	}
	*character = c;
	return c <= 0x10ffff && c >> 11 != 0x1b && c >= least[length];
}
