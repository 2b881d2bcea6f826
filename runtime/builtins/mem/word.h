#pragma once
/* word: memory as 64-bit words at any address.
 *
 * The functions of this folder are what the compiler calls for structure
 * copies and array fills, so none of them may itself be turned into such a
 * call: the runtime is compiled -ffreestanding, which forbids that, and bulk
 * work on x86_64 is a string instruction, which has no such form.
 *
 * Strings of at least WORD_BULK bytes go to `rep movsq` and `rep stosq`.
 * Hardware moves whole cache lines for the quadword forms as for the byte
 * forms; an emulator goes one element a turn, so quadwords are eight times
 * faster there. Below it the start-up of the instruction costs more than a
 * loop. Included by: builtins/mem. */

#define __need_size_t
#include <stddef.h>
#include <stdint.h>

#define WORD_BULK 256

struct __attribute__((packed, may_alias)) word_unaligned {
	uint64_t value;
};

static inline uint64_t word_get(const void *at)
{
	return ((const struct word_unaligned *)at)->value;
}

static inline void word_put(void *at, uint64_t value)
{
	((struct word_unaligned *)at)->value = value;
}

/* Copies upwards; correct for overlap when to is below from. */
static inline void word_copy_up(unsigned char *to, const unsigned char *from,
                                size_t size)
{
	for (; size >= 32; size -= 32, to += 32, from += 32) {
		uint64_t a = word_get(from), b = word_get(from + 8);
		uint64_t c = word_get(from + 16), d = word_get(from + 24);
		word_put(to, a);
		word_put(to + 8, b);
		word_put(to + 16, c);
		word_put(to + 24, d);
	}
	for (; size >= 8; size -= 8, to += 8, from += 8)
		word_put(to, word_get(from));
	while (size-- != 0)
		*to++ = *from++;
}

/* Copies downwards; correct for overlap when to is above from. */
static inline void word_copy_down(unsigned char *to, const unsigned char *from,
                                  size_t size)
{
	for (; size >= 32; size -= 32) {
		const unsigned char *last = from + size - 32;
		unsigned char *out = to + size - 32;
		uint64_t a = word_get(last), b = word_get(last + 8);
		uint64_t c = word_get(last + 16), d = word_get(last + 24);
		word_put(out + 24, d);
		word_put(out + 16, c);
		word_put(out + 8, b);
		word_put(out, a);
	}
	for (; size >= 8; size -= 8)
		word_put(to + size - 8, word_get(from + size - 8));
	while (size-- != 0)
		to[size] = from[size];
}

/* Copies upwards in the fastest way this machine has. */
static inline void word_copy_bulk(unsigned char *to, const unsigned char *from,
                                  size_t size)
{
#ifdef __x86_64__
	if (size >= WORD_BULK) {
		size_t words = size / 8;
		__asm__ volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(words)
		                 : : "memory");
		size %= 8;
	}
#endif
	word_copy_up(to, from, size);
}
