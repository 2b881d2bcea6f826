/* The strtol family: one reader of magnitudes, C17 7.22.1.4. */

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct reading {
	bool negative, overflow;
	uintmax_t magnitude;
};

static unsigned digit_value(char c)
{
	if (isdigit((unsigned char)c))
		return (unsigned)(c - '0');
	if (isalpha((unsigned char)c))
		return (unsigned)(tolower((unsigned char)c) - 'a') + 10;
	return UINT_MAX;
}

static bool has_hex_prefix(const char *s)
{
	return s[0] == '0' && (s[1] == 'x' || s[1] == 'X') && digit_value(s[2]) < 16;
}

/* Digits from s; returns what follows them, s if there are none. */
static const char *read_digits(const char *s, unsigned base, struct reading *r)
{
	unsigned digit;

	for (; (digit = digit_value(*s)) < base; s++)
		if (__builtin_mul_overflow(r->magnitude, base, &r->magnitude) ||
		    __builtin_add_overflow(r->magnitude, digit, &r->magnitude))
			r->overflow = true;
	return s;
}

static struct reading read_integer(const char *s, char **end, int base)
{
	struct reading r = { 0 };
	const char *start = s;

	if (end)
		*end = (char *)start;
	if (base < 0 || base == 1 || base > 36) {
		errno = EINVAL;
		return r;
	}
	while (isspace((unsigned char)*s))
		s++;
	r.negative = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	if ((base == 0 || base == 16) && has_hex_prefix(s)) {
		s += 2;
		base = 16;
	} else if (base == 0) {
		base = *s == '0' ? 8 : 10;
	}
	const char *rest = read_digits(s, (unsigned)base, &r);
	if (rest != s && end)
		*end = (char *)rest;
	return r;
}

static uintmax_t out_of_range(uintmax_t bound)
{
	errno = ERANGE;
	return bound;
}

/* The value modulo 2^64; out of range, the nearest bound. */
static uintmax_t read_signed(const char *s, char **end, int base, uintmax_t max)
{
	struct reading r = read_integer(s, end, base);
	uintmax_t limit = max + r.negative;

	if (r.overflow || r.magnitude > limit)
		return out_of_range(r.negative ? 0 - limit : limit);
	return r.negative ? 0 - r.magnitude : r.magnitude;
}

/* A minus sign negates modulo the type, as C wants it. */
static uintmax_t read_unsigned(const char *s, char **end, int base, uintmax_t max)
{
	struct reading r = read_integer(s, end, base);

	if (r.overflow || r.magnitude > max)
		return out_of_range(max);
	return r.negative ? 0 - r.magnitude : r.magnitude;
}

long strtol(const char *__restrict s, char **__restrict end, int base)
{
	return (long)read_signed(s, end, base, LONG_MAX);
}

long long strtoll(const char *__restrict s, char **__restrict end, int base)
{
	return (long long)read_signed(s, end, base, LLONG_MAX);
}

intmax_t strtoimax(const char *__restrict s, char **__restrict end, int base)
{
	return (intmax_t)read_signed(s, end, base, INTMAX_MAX);
}

unsigned long strtoul(const char *__restrict s, char **__restrict end, int base)
{
	return (unsigned long)read_unsigned(s, end, base, ULONG_MAX);
}

unsigned long long strtoull(const char *__restrict s, char **__restrict end, int base)
{
	return read_unsigned(s, end, base, ULLONG_MAX);
}

uintmax_t strtoumax(const char *__restrict s, char **__restrict end, int base)
{
	return read_unsigned(s, end, base, UINTMAX_MAX);
}

int atoi(const char *s)
{
	return (int)strtol(s, NULL, 10);
}

long atol(const char *s)
{
	return strtol(s, NULL, 10);
}

long long atoll(const char *s)
{
	return strtoll(s, NULL, 10);
}
