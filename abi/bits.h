#pragma once
/* bits: rounding, and sums of bytes. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* To a multiple of step, a power of two. */
static inline uint64_t round_down(uint64_t value, uint64_t step)
{
	return value & ~(step - 1);
}

static inline uint64_t round_up(uint64_t value, uint64_t step)
{
	return round_down(value + (step - 1), step);
}

static inline bool is_power_of_two(uint64_t value)
{
	return value != 0 && (value & (value - 1)) == 0;
}

/* The checksum of ACPI, SMBIOS and EDD: all bytes, its own among them. */
static inline bool sums_to_zero(const void *from, size_t size_bytes)
{
	const uint8_t *bytes = from;
	uint8_t sum = 0;

	for (size_t i = 0; i < size_bytes; i++)
		sum = (uint8_t)(sum + bytes[i]);
	return sum == 0;
}
