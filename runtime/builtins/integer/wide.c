#include "wide.h"

/* One digit of base 2^32 of a quotient: (high * 2^32 + next) / d, with d's
 * top bit set and high < d. The estimate from d's upper half is at most 2 too
 * large (Knuth, The Art of Computer Programming 2, 4.3.1, theorem B). */
static uint64_t quotient_digit(uint64_t high, uint64_t next, uint64_t d, uint64_t *remainder)
{
	uint64_t upper = d >> 32, lower = (uint32_t)d;
	uint64_t digit = high / upper, rest = high % upper;

	while (digit >> 32 != 0 || digit * lower > (rest << 32 | next)) {
		digit--;
		rest += upper;
		if (rest >> 32 != 0)
			break;
	}
	*remainder = (high << 32 | next) - digit * d;
	return digit;
}

uint64_t rt_wide_divide_portable(struct wide n, uint64_t d, uint64_t *remainder)
{
	int up = __builtin_clzll(d);

	if (up != 0) {
		d <<= up;
		n.high = n.high << up | n.low >> (64 - up);
		n.low <<= up;
	}
	uint64_t rest;
	uint64_t first = quotient_digit(n.high, n.low >> 32, d, &rest);
	uint64_t second = quotient_digit(rest, (uint32_t)n.low, d, &rest);
	*remainder = rest >> up;
	return first << 32 | second;
}
