#include <string.h>

#include "word.h"

typedef uint64_t __attribute__((may_alias)) aligned_word;

#define ONES       UINT64_C(0x0101010101010101)
#define TOPS       (ONES << 7)
#define PAGE_BYTES 4096

/* Marks the first byte that is zero by its top bit: subtracting one from each
 * byte borrows into it. Bytes behind it may be marked too. */
static uint64_t zeros(uint64_t word)
{
	return (word - ONES) & ~word & TOPS;
}

static size_t first_marked(uint64_t marks)
{
	return (size_t)__builtin_ctzll(marks) / 8;
}

/* The first eight bytes. Where they might reach into the next page, those that
 * share an aligned word with the first, and ones behind them. */
__attribute__((no_sanitize("address"))) static uint64_t first_word(const char *s)
{
	size_t before = (uintptr_t)s % 8;

	if ((uintptr_t)s % PAGE_BYTES <= PAGE_BYTES - 8)
		return word_first_lowest(((const struct word_unaligned *)s)->value);
	uint64_t word = word_first_lowest(*(const aligned_word *)(s - before));
	return word >> 8 * before | UINT64_MAX << (64 - 8 * before);
}

/* A word that does not cross a page can be read whole when any byte of it lies
 * in the string; an address sanitizer would still object. */
__attribute__((no_sanitize("address"))) size_t strlen(const char *s)
{
	const char *at = s - (uintptr_t)s % 8;
	uint64_t word, found = zeros(first_word(s));

	if (found != 0)
		return first_marked(found);
	do { /* only what is no ASCII costs more than a look */
		do {
			at += 8;
			word = word_first_lowest(*(const aligned_word *)at);
		} while (((word - ONES) & TOPS) == 0);
		found = zeros(word);
	} while (found == 0);
	return (size_t)(at - s) + first_marked(found);
}
