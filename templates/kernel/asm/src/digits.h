#pragma once
/* digits: numbers as text (digits.S). */
#include <stdint.h>

/* The lowest `count` binary digits of a number, the highest first, and a zero byte. */
void digits_write(uint64_t number, uint64_t count, char *text);
