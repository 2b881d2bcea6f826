#pragma once
/* random: numbers that look like chance and are the same everywhere: SplitMix64
 * (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators"). */
#include <stdint.h>

struct random {
	uint64_t state;
};

static inline uint64_t random_next(struct random *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

/* 0..end - 1; end is not 0. */
static inline uint64_t random_below(struct random *random, uint64_t end)
{
	return random_next(random) % end;
}

/* Numbers that have no relation to those of other cases of the same seed. */
static inline struct random random_of_case(uint64_t seed, uint64_t number)
{
	struct random random = { seed };

	random.state = random_next(&random) + number;
	random.state = random_next(&random);
	return random;
}
