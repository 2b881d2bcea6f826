/* Counting and reversing. Zero has no lowest or highest bit: the results of
 * clz and ctz for it are the width, ffs gives 0.
 *
 * Written out, because the compiler's builtins become calls to these very
 * functions where the processor has no instruction. */

#include "wide.h"

int __popcountsi2(uint32_t a);
int __popcountdi2(uint64_t a);
int __paritysi2(uint32_t a);
int __paritydi2(uint64_t a);
int __clzsi2(uint32_t a);
int __clzdi2(uint64_t a);
int __ctzsi2(uint32_t a);
int __ctzdi2(uint64_t a);
int __ffssi2(uint32_t a);
int __ffsdi2(uint64_t a);
uint32_t __bswapsi2(uint32_t a);
uint64_t __bswapdi2(uint64_t a);

/* Sums of 2, 4 and 8 bits side by side, then all bytes into the top one. */
int __popcountdi2(uint64_t a)
{
	a -= a >> 1 & UINT64_C(0x5555555555555555);
	a = (a & UINT64_C(0x3333333333333333)) + (a >> 2 & UINT64_C(0x3333333333333333));
	a = (a + (a >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (int)(a * UINT64_C(0x0101010101010101) >> 56);
}

int __popcountsi2(uint32_t a)
{
	return __popcountdi2(a);
}

/* 0x6996 holds the parity of each number of 4 bits. */
int __paritydi2(uint64_t a)
{
	for (int half = 32; half >= 4; half /= 2)
		a ^= a >> half;
	return 0x6996 >> (a & 15) & 1;
}

int __paritysi2(uint32_t a)
{
	return __paritydi2(a);
}

/* Halves the interval that holds the highest bit. */
int __clzdi2(uint64_t a)
{
	int zeros = 64;

	for (int half = 32; half != 0; half /= 2)
		if (a >> half != 0) {
			a >>= half;
			zeros -= half;
		}
	return zeros - (int)a;
}

int __clzsi2(uint32_t a)
{
	return __clzdi2(a) - 32;
}

/* Below the lowest bit, and nowhere else, a - 1 has ones that a has not. */
int __ctzdi2(uint64_t a)
{
	return __popcountdi2(~a & (a - 1));
}

int __ctzsi2(uint32_t a)
{
	return __popcountdi2(~a & (a - 1));
}

int __ffsdi2(uint64_t a)
{
	return a == 0 ? 0 : __ctzdi2(a) + 1;
}

int __ffssi2(uint32_t a)
{
	return __ffsdi2(a);
}

uint64_t __bswapdi2(uint64_t a)
{
	a = (a & UINT64_C(0x00ff00ff00ff00ff)) << 8 | (a >> 8 & UINT64_C(0x00ff00ff00ff00ff));
	a = (a & UINT64_C(0x0000ffff0000ffff)) << 16 | (a >> 16 & UINT64_C(0x0000ffff0000ffff));
	return a << 32 | a >> 32;
}

uint32_t __bswapsi2(uint32_t a)
{
	return (uint32_t)(__bswapdi2(a) >> 32);
}

#ifdef __SIZEOF_INT128__

int __popcountti2(wide_uint a);
int __parityti2(wide_uint a);
int __clzti2(wide_uint a);
int __ctzti2(wide_uint a);
int __ffsti2(wide_uint a);
wide_uint __bswapti2(wide_uint a);

int __popcountti2(wide_uint a)
{
	return __popcountdi2((uint64_t)(a >> 64)) + __popcountdi2((uint64_t)a);
}

int __parityti2(wide_uint a)
{
	return __paritydi2((uint64_t)(a >> 64) ^ (uint64_t)a);
}

int __clzti2(wide_uint a)
{
	uint64_t high = (uint64_t)(a >> 64);

	return high != 0 ? __clzdi2(high) : 64 + __clzdi2((uint64_t)a);
}

int __ctzti2(wide_uint a)
{
	uint64_t low = (uint64_t)a;

	return low != 0 ? __ctzdi2(low) : 64 + __ctzdi2((uint64_t)(a >> 64));
}

int __ffsti2(wide_uint a)
{
	return a == 0 ? 0 : __ctzti2(a) + 1;
}

wide_uint __bswapti2(wide_uint a)
{
	return (wide_uint)__bswapdi2((uint64_t)a) << 64 | __bswapdi2((uint64_t)(a >> 64));
}

#endif
