#pragma once
/* wide: 128-bit integers as two words.
 *
 * The compiler's own __int128 serves for what it does in line, never for what
 * it would call this directory for. Included by: builtins. */

#include <stdint.h>

#ifdef __SIZEOF_INT128__
__extension__ typedef __int128 wide_int;
__extension__ typedef unsigned __int128 wide_uint;
#endif

struct wide {
	uint64_t high, low;
};

static inline struct wide wide_multiply_64(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
	wide_uint product = (wide_uint)a * b; /* one instruction */
	return (struct wide){ (uint64_t)(product >> 64), (uint64_t)product };
#else
	uint64_t al = (uint32_t)a, ah = a >> 32, bl = (uint32_t)b, bh = b >> 32;
	uint64_t low = al * bl, middle = ah * bl + (low >> 32);
	uint64_t other = al * bh + (uint32_t)middle;
	return (struct wide){
		ah * bh + (middle >> 32) + (other >> 32),
		other << 32 | (uint32_t)low,
	};
#endif
}

/* n / d, where n.high < d, so that the quotient fits. */
uint64_t rt_wide_divide_portable(struct wide n, uint64_t d, uint64_t *remainder);

static inline uint64_t wide_divide_64(struct wide n, uint64_t d, uint64_t *remainder)
{
#ifdef __x86_64__
	uint64_t quotient;

	__asm__("divq %4"
	        : "=a"(quotient), "=d"(*remainder)
	        : "0"(n.low), "1"(n.high), "r"(d)
	        : "cc");
	return quotient;
#else
	return rt_wide_divide_portable(n, d, remainder);
#endif
}
