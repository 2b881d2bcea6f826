#include "exact.h"

#include <stdio.h>
#include <stdlib.h>

#define DIGIT_BITS 32

static void need(int digits)
{
	if (digits <= EXACT_DIGITS_MAX)
		return;
	fprintf(stderr, "exact: over EXACT_DIGITS_MAX digits\n");
	abort();
}

static void drop_leading_zeros(struct exact *a)
{
	while (a->count > 0 && a->digit[a->count - 1] == 0)
		a->count--;
}

void exact_set(struct exact *to, uint64_t high, uint64_t low, int exponent)
{
	to->exponent = exponent;
	to->count = 4;
	to->digit[0] = (uint32_t)low;
	to->digit[1] = (uint32_t)(low >> DIGIT_BITS);
	to->digit[2] = (uint32_t)high;
	to->digit[3] = (uint32_t)(high >> DIGIT_BITS);
	drop_leading_zeros(to);
}

/* The same number, written with a smaller exponent: digits move up. */
static void lower_exponent(struct exact *to, const struct exact *a, int exponent)
{
	int up = a->exponent - exponent, digits = up / DIGIT_BITS, bits = up % DIGIT_BITS;
	uint64_t carry = 0;

	need(a->count + digits + 1);
	to->exponent = exponent;
	to->count = a->count + digits + 1;
	for (int i = 0; i < digits; i++)
		to->digit[i] = 0;
	for (int i = 0; i < a->count; i++) {
		carry |= (uint64_t)a->digit[i] << bits;
		to->digit[i + digits] = (uint32_t)carry;
		carry >>= DIGIT_BITS;
	}
	to->digit[a->count + digits] = (uint32_t)carry;
	drop_leading_zeros(to);
}

/* Both with the smaller of their exponents; zero takes any. */
static void align(struct exact *x, struct exact *y, const struct exact *a, const struct exact *b)
{
	int exponent = a->exponent < b->exponent ? a->exponent : b->exponent;

	if (exact_is_zero(a))
		exponent = b->exponent;
	if (exact_is_zero(b))
		exponent = a->exponent;
	exact_set(x, 0, 0, exponent);
	exact_set(y, 0, 0, exponent);
	if (!exact_is_zero(a))
		lower_exponent(x, a, exponent);
	if (!exact_is_zero(b))
		lower_exponent(y, b, exponent);
}

static uint32_t digit_at(const struct exact *a, int i)
{
	return i < a->count ? a->digit[i] : 0;
}

void exact_add(struct exact *to, const struct exact *a, const struct exact *b)
{
	struct exact x, y;
	uint64_t carry = 0;

	align(&x, &y, a, b);
	to->exponent = x.exponent;
	to->count = (x.count > y.count ? x.count : y.count) + 1;
	need(to->count);
	for (int i = 0; i < to->count; i++) {
		carry += (uint64_t)digit_at(&x, i) + digit_at(&y, i);
		to->digit[i] = (uint32_t)carry;
		carry >>= DIGIT_BITS;
	}
	drop_leading_zeros(to);
}

void exact_subtract(struct exact *to, const struct exact *a, const struct exact *b)
{
	struct exact x, y;
	int64_t borrow = 0;

	align(&x, &y, a, b);
	to->exponent = x.exponent;
	to->count = x.count;
	for (int i = 0; i < to->count; i++) {
		borrow += (int64_t)digit_at(&x, i) - digit_at(&y, i);
		to->digit[i] = (uint32_t)borrow;
		borrow = borrow < 0 ? -1 : 0;
	}
	drop_leading_zeros(to);
}

void exact_multiply(struct exact *to, const struct exact *a, const struct exact *b)
{
	struct exact product = { .exponent = a->exponent + b->exponent,
		                 .count = a->count + b->count };

	need(product.count);
	for (int i = 0; i < a->count; i++) {
		uint64_t carry = 0;
		for (int j = 0; j < b->count; j++) {
			carry += (uint64_t)a->digit[i] * b->digit[j] + product.digit[i + j];
			product.digit[i + j] = (uint32_t)carry;
			carry >>= DIGIT_BITS;
		}
		product.digit[i + b->count] = (uint32_t)carry;
	}
	drop_leading_zeros(&product);
	*to = product;
}

/* Where the highest one is, as a power of two. */
static int top_of(const struct exact *a)
{
	uint32_t digit = a->digit[a->count - 1];
	int top = a->exponent + (a->count - 1) * DIGIT_BITS;

	while (digit >>= 1)
		top++;
	return top;
}

int exact_compare(const struct exact *a, const struct exact *b)
{
	struct exact x, y;

	if (exact_is_zero(a) || exact_is_zero(b))
		return !exact_is_zero(a) - !exact_is_zero(b);
	if (top_of(a) != top_of(b))
		return top_of(a) < top_of(b) ? -1 : 1;
	align(&x, &y, a, b);
	for (int i = x.count - 1; i >= 0; i--)
		if (x.digit[i] != y.digit[i])
			return x.digit[i] < y.digit[i] ? -1 : 1;
	return 0;
}
