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
 * The runtime is linked under rt_ names (runtime/rt_native.h): RT(strlen)
 * declares rt_strlen with the type of the host's strlen. soak.c plays the
 * kernel: what the runtime writes is dropped, and a panic returns to
 * soak_panics, else ends the program. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RT(name) extern __typeof__(name) rt_##name

/* Before all else; rounds: how many a case has without arguments. */
void soak_begin(int argc, char **argv, uint64_t rounds);
/* The exit status, after the plan. */
int soak_end(void);

/* How many rounds were wanted; a case may take a fraction of them. */
uint64_t soak_rounds(void);

/* A case begins: its numbers depend on its name and the seed alone. */
void soak_case(const char *name);
/* The first failure of a case is kept. Always returns false. */
bool soak_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
bool soak_failed(void);
/* A figure to stand behind the case's name. */
void soak_detail(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A case ends: its TAP line. */
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
