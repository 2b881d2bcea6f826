#pragma once
/* share: counts prime numbers, on all CPUs at once. */
#include <stdint.h>

/* How many primes are below limit. Context: one CPU at a time; after smp_start all
 * take part. */
uint32_t share_count_primes(uint32_t limit);

/* How many numbers a CPU looked at in the last count, by its index. */
uint32_t share_get_work(uint32_t cpu_index);
