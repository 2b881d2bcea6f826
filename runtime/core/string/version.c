/* strverscmp: names in the order in which people count, GNU's.
 *
 * Where the strings differ inside of digits, the runs of digits that are there
 * are compared. Runs without zeros in front are numbers, so a longer one is
 * greater. Runs with zeros in front are digits behind a point: they come
 * before numbers, and more zeros come first: 000 < 00 < 01 < 010 < 09 < 0 < 1. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static bool is_digit(const char *at)
{
	return isdigit((unsigned char)*at);
}

/* The length of the run of digits that begins here. */
static size_t run_length(const char *at)
{
	size_t length = 0;

	while (is_digit(at + length))
		length++;
	return length;
}

/* a and b are equal up to the place at which they differ; `run` is where the
 * digits begin that lead to it. */
static int compare_digits(const char *run, const char *a, const char *b, size_t before)
{
	size_t zeros = 0;

	while (zeros < before && run[zeros] == '0')
		zeros++;
	int order = (unsigned char)*a - (unsigned char)*b;
	/* zeros alone so far: a number with one more begins like a fraction */
	if (before > 0 && zeros == before && is_digit(a) != is_digit(b))
		return is_digit(a) ? -1 : 1;
	bool fraction = zeros > 0 || (before == 0 && (*a == '0' || *b == '0'));
	if (fraction || (before == 0 && !(is_digit(a) && is_digit(b))))
		return order;
	size_t a_length = run_length(a), b_length = run_length(b);
	if (a_length != b_length)
		return a_length < b_length ? -1 : 1;
	return order;
}

int strverscmp(const char *a, const char *b)
{
	size_t at = 0, run = 0;

	for (; a[at] == b[at]; at++) {
		if (a[at] == '\0')
			return 0;
		if (!is_digit(a + at))
			run = at + 1;
	}
	return compare_digits(a + run, a + at, b + at, at - run);
}
