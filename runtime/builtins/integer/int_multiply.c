/* 128-bit products, and products that tell whether they overflowed. */

#include "wide.h"

#include <stdbool.h>

int32_t __mulosi4(int32_t a, int32_t b, int *overflow);
int64_t __mulodi4(int64_t a, int64_t b, int *overflow);

int32_t __mulosi4(int32_t a, int32_t b, int *overflow)
{
	int64_t product = (int64_t)a * b;

	*overflow = product != (int32_t)product;
	return (int32_t)(uint32_t)product;
}

/* The product fits unless its magnitude's upper word is used, or the lower
 * one reaches further than the sign allows. */
int64_t __mulodi4(int64_t a, int64_t b, int *overflow)
{
	bool negative = (a < 0) != (b < 0);
	uint64_t x = a < 0 ? 0 - (uint64_t)a : (uint64_t)a;
	uint64_t y = b < 0 ? 0 - (uint64_t)b : (uint64_t)b;
	struct wide product = wide_multiply_64(x, y);
	uint64_t limit = (uint64_t)INT64_MAX + negative;

	*overflow = product.high != 0 || product.low > limit;
	return (int64_t)(negative ? 0 - product.low : product.low);
}

#ifdef __SIZEOF_INT128__

wide_int __multi3(wide_int a, wide_int b);
wide_int __muloti4(wide_int a, wide_int b, int *overflow);

/* Modulo 2^128; the upper words meet only the lower ones. Joined from words:
 * a 128-bit multiplication here would call itself. */
wide_int __multi3(wide_int a, wide_int b)
{
	uint64_t al = (uint64_t)a, ah = (uint64_t)((wide_uint)a >> 64);
	uint64_t bl = (uint64_t)b, bh = (uint64_t)((wide_uint)b >> 64);
	struct wide product = wide_multiply_64(al, bl);

	product.high += ah * bl + al * bh;
	return (wide_int)((wide_uint)product.high << 64 | product.low);
}

/* At most one upper word may be used, and then its product with the other
 * number's lower word must still fit above the low product. */
static bool magnitude_overflows(wide_uint x, wide_uint y, wide_uint *product)
{
	uint64_t xl = (uint64_t)x, xh = (uint64_t)(x >> 64);
	uint64_t yl = (uint64_t)y, yh = (uint64_t)(y >> 64);
	struct wide low = wide_multiply_64(xl, yl);
	struct wide cross = xh != 0 ? wide_multiply_64(xh, yl) : wide_multiply_64(xl, yh);
	uint64_t high = low.high + cross.low;

	*product = (wide_uint)high << 64 | low.low;
	return (xh != 0 && yh != 0) || cross.high != 0 || high < low.high;
}

wide_int __muloti4(wide_int a, wide_int b, int *overflow)
{
	bool negative = (a < 0) != (b < 0);
	wide_uint x = a < 0 ? 0 - (wide_uint)a : (wide_uint)a;
	wide_uint y = b < 0 ? 0 - (wide_uint)b : (wide_uint)b;
	wide_uint product, limit = (~(wide_uint)0 >> 1) + negative;

	*overflow = magnitude_overflows(x, y, &product) || product > limit;
	return *overflow ? __multi3(a, b) : (wide_int)(negative ? 0 - product : product);
}

#endif
