#include <stdint.h>
#include <string.h>

typedef uint64_t __attribute__((may_alias)) aligned_word;

/* Nonzero if some byte of the word is zero: subtracting one from each byte
 * borrows into the top bit of those that were zero and, falsely, only of
 * bytes above one. */
static uint64_t has_zero(uint64_t word)
{
	return (word - UINT64_C(0x0101010101010101)) & ~word &
	       UINT64_C(0x8080808080808080);
}

/* Whole aligned words never cross a page, so reading past the end of the
 * string inside the last one cannot fault; an address sanitizer would still
 * object. */
__attribute__((no_sanitize("address"))) size_t strlen(const char *s)
{
	const char *at = s;

	for (; (uintptr_t)at % 8 != 0; at++)
		if (*at == '\0')
			return (size_t)(at - s);
	while (!has_zero(*(const aligned_word *)at))
		at += 8;
	while (*at != '\0')
		at++;
	return (size_t)(at - s);
}
