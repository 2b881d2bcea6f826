#pragma once
/* word: memory as 64-bit words at any address.
 *
 * The functions of this directory are what the compiler calls for structure
 * copies and array fills, so none of them may itself be turned into such a
 * call: the runtime is compiled -ffreestanding, which forbids that, and bulk
 * work on x86_64 is a string instruction, which has no such form.
 *
 * Up to WORD_BULK bytes are a few words that may overlap each other; above,
 * `rep movsq` and `rep stosq`, whose start costs more than such a few. No
 * processor is asked whether it is fast at `rep movsb`: where it is, the
 * quadword forms are as fast (on an EPYC with ERMS and FSRM equal from 512 bytes
 * to 1 MiB, and six times as fast where the addresses differ by a few bytes
 * modulo 4096); and emulators, which may announce the feature too, go one
 * element a turn, so that quadwords are eight times as fast there.
 * Included by: builtins/mem. */

#define __need_size_t
#include <stddef.h>
#include <stdint.h>

#define WORD_SHORT 32
#ifdef __OPTIMIZE_SIZE__ /* the loader */
#define WORD_BULK 64
#else
#define WORD_BULK 128
#endif

struct __attribute__((packed, may_alias)) word_unaligned {
	uint64_t value;
};
struct __attribute__((packed, may_alias)) word_half {
	uint32_t value;
};
struct __attribute__((packed, may_alias)) word_quarter {
	uint16_t value;
};

static inline uint64_t word_get(const void *at)
{
	return ((const struct word_unaligned *)at)->value;
}

static inline void word_put(void *at, uint64_t value)
{
	((struct word_unaligned *)at)->value = value;
}

/* The byte at the lowest address as the least or as the most significant one,
 * whatever the machine's order is. */
static inline uint64_t word_first_lowest(uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return __builtin_bswap64(word);
#else
	return word;
#endif
}

static inline uint64_t word_first_highest(uint64_t word)
{
	return __builtin_bswap64(word_first_lowest(word));
}

static inline uint32_t word_get_half(const void *at)
{
	return ((const struct word_half *)at)->value;
}

static inline void word_put_half(void *at, uint32_t value)
{
	((struct word_half *)at)->value = value;
}

static inline uint16_t word_get_quarter(const void *at)
{
	return ((const struct word_quarter *)at)->value;
}

static inline void word_put_quarter(void *at, uint16_t value)
{
	((struct word_quarter *)at)->value = value;
}

/* Below 8 bytes. */
static inline void word_copy_few(unsigned char *to, const unsigned char *from, size_t size)
{
	if (size <= 1) {
		if (size != 0)
			*to = *from;
	} else if (size >= 4) {
		uint32_t first = word_get_half(from), last = word_get_half(from + size - 4);
		word_put_half(to, first);
		word_put_half(to + size - 4, last);
	} else {
		uint16_t first = word_get_quarter(from);
		uint16_t last = word_get_quarter(from + size - 2);
		word_put_quarter(to, first);
		word_put_quarter(to + size - 2, last);
	}
}

/* From 16 to WORD_SHORT bytes. */
static inline void word_copy_four(unsigned char *to, const unsigned char *from, size_t size)
{
	uint64_t a = word_get(from), b = word_get(from + 8);
	uint64_t c = word_get(from + size - 16), d = word_get(from + size - 8);

	word_put(to, a);
	word_put(to + 8, b);
	word_put(to + size - 16, c);
	word_put(to + size - 8, d);
}

/* Up to WORD_SHORT bytes. All is loaded before anything is stored: correct for
 * any overlap. */
static inline void word_copy_short(unsigned char *to, const unsigned char *from, size_t size)
{
	if (size < 8) {
		word_copy_few(to, from, size);
	} else if (size <= 16) {
		uint64_t first = word_get(from), last = word_get(from + size - 8);
		word_put(to, first);
		word_put(to + size - 8, last);
	} else {
		word_copy_four(to, from, size);
	}
}

/* At least 8 bytes, upwards; correct for overlap when to is below from: no word
 * is stored over before it was loaded. */
static inline void word_copy_bulk(unsigned char *to, const unsigned char *from, size_t size)
{
	size_t words = size / 8;
	unsigned char *last_to = to + size - 8;
	uint64_t last = word_get(from + size - 8);

#ifdef __x86_64__
	__asm__ volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(words) : : "memory");
#else
	for (; words != 0; words--, to += 8, from += 8)
		word_put(to, word_get(from));
#endif
	word_put(last_to, last);
}
