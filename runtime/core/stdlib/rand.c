/* A 64-bit linear congruential generator with Knuth's MMIX constants; only
 * its upper bits are given out. */

#include <stdint.h>
#include <stdlib.h>

#define MULTIPLIER UINT64_C(6364136223846793005)
#define INCREMENT  UINT64_C(1442695040888963407)

static uint64_t state = 1;

int rand(void)
{
	state = state * MULTIPLIER + INCREMENT;
	return (int)(state >> 33);
}

void srand(unsigned seed)
{
	state = seed;
}

/* With 32 bits of state, mixed so that the low bits serve as well. */
int rand_r(unsigned *seed)
{
	uint32_t x = *seed = *seed * 1664525u + 1013904223u;

	x = (x ^ x >> 16) * UINT32_C(0x7feb352d);
	return (int)((x ^ x >> 15) & RAND_MAX);
}
