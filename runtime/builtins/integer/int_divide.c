/* 128-bit quotients and remainders. A divisor of zero traps, as the
 * processor's own division does. */

#include "wide.h"

#ifdef __SIZEOF_INT128__

wide_uint __udivmodti4(wide_uint n, wide_uint d, wide_uint *remainder);
wide_uint __udivti3(wide_uint n, wide_uint d);
wide_uint __umodti3(wide_uint n, wide_uint d);
wide_int __divmodti4(wide_int n, wide_int d, wide_int *remainder);
wide_int __divti3(wide_int n, wide_int d);
wide_int __modti3(wide_int n, wide_int d);

static wide_uint join(uint64_t high, uint64_t low)
{
	return (wide_uint)high << 64 | low;
}

static struct wide split(wide_uint a)
{
	return (struct wide){ (uint64_t)(a >> 64), (uint64_t)a };
}

static wide_uint divide_by_word(struct wide n, uint64_t d, wide_uint *remainder)
{
	uint64_t rest = 0, high = 0;

	if (d == 0)
		__builtin_trap();
	if (n.high >= d) {
		high = n.high / d;
		n.high %= d;
	}
	uint64_t low = wide_divide_64(n, d, &rest);
	*remainder = rest;
	return join(high, low);
}

/* d.high != 0, so the quotient is one word. Dividing n / 2 by d's upper 64
 * significant bits gives it or one more, once scaled back. */
static wide_uint divide_by_wide(wide_uint n, wide_uint d, wide_uint *remainder)
{
	int up = __builtin_clzll((uint64_t)(d >> 64));
	uint64_t rest, upper = (uint64_t)(d << up >> 64);
	uint64_t estimate = wide_divide_64(split(n >> 1), upper, &rest);
	uint64_t quotient = estimate >> (63 - up);

	if (quotient != 0)
		quotient--; /* now it, or one less */
	wide_uint left = n - quotient * d;
	if (left >= d) {
		left -= d;
		quotient++;
	}
	*remainder = left;
	return quotient;
}

wide_uint __udivmodti4(wide_uint n, wide_uint d, wide_uint *remainder)
{
	wide_uint rest;
	wide_uint quotient = d >> 64 == 0 ? divide_by_word(split(n), (uint64_t)d, &rest)
	                                  : divide_by_wide(n, d, &rest);

	if (remainder != 0)
		*remainder = rest;
	return quotient;
}

wide_uint __udivti3(wide_uint n, wide_uint d)
{
	return __udivmodti4(n, d, 0);
}

wide_uint __umodti3(wide_uint n, wide_uint d)
{
	wide_uint remainder;

	__udivmodti4(n, d, &remainder);
	return remainder;
}

static wide_uint magnitude(wide_int a)
{
	return a < 0 ? 0 - (wide_uint)a : (wide_uint)a;
}

static wide_int with_sign(int negative, wide_uint a)
{
	return (wide_int)(negative ? 0 - a : a);
}

/* The quotient goes towards zero; the remainder has the dividend's sign. */
wide_int __divmodti4(wide_int n, wide_int d, wide_int *remainder)
{
	wide_uint rest;
	wide_uint quotient = __udivmodti4(magnitude(n), magnitude(d), &rest);

	*remainder = with_sign(n < 0, rest);
	return with_sign((n < 0) != (d < 0), quotient);
}

wide_int __divti3(wide_int n, wide_int d)
{
	wide_int remainder;

	return __divmodti4(n, d, &remainder);
}

wide_int __modti3(wide_int n, wide_int d)
{
	wide_int remainder;

	__divmodti4(n, d, &remainder);
	return remainder;
}

#endif
