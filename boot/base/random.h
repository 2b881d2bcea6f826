#pragma once
/* random: entropy: numbers that no one could know before this boot.
 *
 * From the processor's generator (RDSEED, else RDRAND: Intel SDM 1, 7.3.17); a
 * processor without one gives the jitter of its time-stamp counter, which
 * differs from boot to boot but may be guessed. */
#include <stdint.h>

#include "abi/boot_info.h"

uint64_t random_word(void);

/* The poorest source that a word has come from so far. */
enum boot_random_source random_source(void);
