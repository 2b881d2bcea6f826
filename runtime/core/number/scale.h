#pragma once
/* scale: a binary number times a power of ten, rounded to an integer, in two or
 * three multiplications where 128 bits of the power are enough to tell which
 * integer is nearest; they nearly always are. decimal.h does the others.
 *
 * Included by: core/stdio. */

#include <stdbool.h>
#include <stdint.h>

#include "../../builtins/integer/wide.h"

/* The powers of ten that there are. */
#define SCALE_LOWEST  (-308)
#define SCALE_HIGHEST 363
/* Integers stay below 2^63. */
#define SCALE_DIGITS_MAX 18

/* significand * 2^exponent * 10^power, to the nearest integer, ties to even. The
 * significand is not 0; power lies between the bounds above. False if it is
 * too large, or too near the middle between two integers to tell. */
bool rt_scale_round(uint64_t significand, int exponent, int power, uint64_t *integer);

/* 10^power divided by the power of two that leaves the top bit of 128 set; below
 * the true value by less than 4. */
struct wide rt_scale_power(int power);
/* floor(log10(2^power)), for powers that a double has. */
int rt_scale_log10(int power);
/* 10^power, from 0 to 19. */
uint64_t rt_scale_power_of_10(int power);
