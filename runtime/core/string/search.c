/* One string in another, by Crochemore and Perrin's two-way algorithm
 * ("Two-way string-matching", Journal of the ACM 38, 1991): time grows with
 * the sum of the lengths, not their product, in constant space. */

#include <stdint.h>
#include <string.h>

struct factor {
	size_t start;  /* of the needle's right half */
	size_t period; /* of that half */
};

/* The maximal suffix of the needle in alphabetical order, or in the reverse
 * of it. */
static struct factor maximal_suffix(const unsigned char *needle, size_t size, int reverse)
{
	struct factor best = { 0, 1 };
	size_t candidate = 1, matched = 0;

	while (candidate + matched < size) {
		int a = needle[candidate + matched];
		int b = needle[best.start + matched];
		int order = reverse ? b - a : a - b;
		if (order > 0) { /* the candidate is greater: start anew there */
			best = (struct factor){ candidate, 1 };
			candidate++;
			matched = 0;
		} else if (order < 0) {
			candidate += matched + 1;
			matched = 0;
			best.period = candidate - best.start;
		} else if (++matched == best.period) {
			candidate += matched;
			matched = 0;
		}
	}
	return best;
}

/* The later of the two maximal suffixes begins at a critical position: no
 * repetition around it is shorter than the needle's own period. */
static struct factor factorize(const unsigned char *needle, size_t size)
{
	struct factor up = maximal_suffix(needle, size, 0);
	struct factor down = maximal_suffix(needle, size, 1);

	return up.start > down.start ? up : down;
}

/* shift: what a failure in the left half moves the needle by; known: how much
 * of the needle's beginning then still matches. */
static void *two_way(const unsigned char *in, size_t size, const unsigned char *needle,
                     size_t needle_size)
{
	struct factor f = factorize(needle, needle_size);
	int periodic = f.start + f.period <= needle_size &&
	               memcmp(needle, needle + f.period, f.start) == 0;
	size_t longer_half = f.start > needle_size - f.start ? f.start : needle_size - f.start;
	size_t shift = periodic ? f.period : longer_half + 1;
	size_t known = 0, at = 0;

	while (at <= size - needle_size) {
		size_t i = f.start > known ? f.start : known;
		while (i < needle_size && needle[i] == in[at + i])
			i++;
		if (i < needle_size) {
			at += i - f.start + 1;
			known = 0;
			continue;
		}
		i = f.start;
		while (i > known && needle[i - 1] == in[at + i - 1])
			i--;
		if (i <= known)
			return (void *)(in + at);
		at += shift;
		known = periodic ? needle_size - f.period : 0;
	}
	return NULL;
}

void *memmem(const void *in, size_t size, const void *needle, size_t needle_size)
{
	if (needle_size == 0)
		return (void *)in;
	if (needle_size > size)
		return NULL;
	return two_way(in, size, needle, needle_size);
}

char *strstr(const char *s, const char *needle)
{
	return memmem(s, strlen(s), needle, strlen(needle));
}
