#pragma once
/* soak: what these programs share: the runtime against references, on inputs
 * taken at random, as long as wanted.
 *
 *	test_NAME [ROUNDS [SEED]]
 *
 * Without arguments a program takes seconds. Each prints TAP and needs a C
 * compiler only, so that it also runs where a host's processor is emulated. A
 * case that fails prints the command that repeats it.
 *
 * The runtime is linked under rt_ names (tests/unit/rt_names.sh): RT(strlen)
 * declares rt_strlen with the type of the host's strlen. soak.c plays the
 * kernel: what the runtime writes is dropped, and a panic returns to
 * soak_panics, else ends the program. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "tests/unit/registry.h"

#define RT(name) extern __typeof__(name) rt_##name

/* A case that stands in a file runs:
 *
 *	SOAK(sorting, "qsort in n log n steps, bsearch")
 *	{
 *		...
 *	}
 *
 * main, which is soak.c's, begins it and reports on it. */
#define SOAK(function, title) REGISTRY_TEST(function, title)
/* Cases made from a table: the function begins each and reports on it. */
#define SOAK_TABLE(function) REGISTRY_TEST(function, NULL)

/* A function to call before the first case. */
#define SOAK_BEFORE(function) \
	__attribute__((constructor)) static void function##_enters(void) \
	{ \
		soak_before(function); \
	} \
	_Static_assert(1, "")
void soak_before(void (*function)(void));

/* Every program says how many rounds a case has without arguments. */
extern const uint64_t soak_rounds_default;
/* How many were wanted; a case may take a fraction of them. */
uint64_t soak_rounds(void);

/* A case of a table begins: its numbers depend on its name and the seed alone. */
void soak_case(const char *name);
/* The first failure of a case is kept. Always returns false. */
bool soak_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
bool soak_failed(void);
/* A figure to stand behind the case's name. */
void soak_detail(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A case of a table ends: its TAP line. */
void soak_report(void);

/* Whether `act` ended in a panic whose message has `text`. */
bool soak_panics(void (*act)(void), const char *text);

uint64_t random_bits(void);
/* Below `limit`, which must not be 0. */
uint64_t random_below(uint64_t limit);
/* Any number of significant bits, with runs of ones and powers of two. */
uint64_t random_word(void);
/* Any finite double, or one with few bits, or an everyday number, or subnormal. */
double random_double(void);

/* ---- Numbers and their encodings ---- */

static inline uint64_t bits_of(double a)
{
	uint64_t bits;

	memcpy(&bits, &a, sizeof bits);
	return bits;
}

static inline double double_of(uint64_t bits)
{
	double a;

	memcpy(&a, &bits, sizeof a);
	return a;
}

static inline uint32_t float_bits(float a)
{
	uint32_t bits;

	memcpy(&bits, &a, sizeof bits);
	return bits;
}

static inline float float_of(uint32_t bits)
{
	float a;

	memcpy(&a, &bits, sizeof a);
	return a;
}

/* The same bits, zeros' signs included; hosts' NaNs are their own. */
static inline bool is_same_double(double a, double b)
{
	return (a != a && b != b) || bits_of(a) == bits_of(b);
}
