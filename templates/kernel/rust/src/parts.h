#pragma once
/* parts: what the kernel has in Rust (rust/lib.rs). */
#include <stddef.h>
#include <stdint.h>

/* How many primes there are below a limit. */
uint32_t rust_count_primes(uint32_t limit);
/* The mean of numbers; 0 of none. */
double rust_mean(const double *numbers, size_t count);
/* One number of three: an index beyond them is a panic. */
uint32_t rust_choose(size_t index);
