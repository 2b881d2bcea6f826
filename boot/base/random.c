#include "boot/base/random.h"

#include <stdbool.h>

#include "abi/pc.h"
#include "boot/base/cpu.h"

#define TRIES         64 /* RDSEED runs dry for a moment */
#define JITTER_ROUNDS 64 /* for the first word */
#define JITTER_MORE   16 /* for each one after it */

static enum boot_random_source poorest; /* 0: none was asked yet */

static bool has_rdseed(void)
{
	return cpu_id(0, 0).eax >= X86_CPUID_STRUCTURED &&
	       cpu_id(X86_CPUID_STRUCTURED, 0).ebx & X86_CPUID_7_EBX_RDSEED;
}

static bool has_rdrand(void)
{
	return cpu_id(X86_CPUID_FEATURES, 0).ecx & X86_CPUID_1_ECX_RDRAND;
}

static bool rdseed(uint64_t *word)
{
	bool good;

	__asm__ volatile("rdseed %0" : "=r"(*word), "=@ccc"(good) : : "cc");
	return good;
}

static bool rdrand(uint64_t *word)
{
	bool good;

	__asm__ volatile("rdrand %0" : "=r"(*word), "=@ccc"(good) : : "cc");
	return good;
}

/* Some processors forget how after a sleep, and give the same word for ever
 * with every sign of success: all ones. */
static bool ask(bool (*generator)(uint64_t *), uint64_t *word)
{
	for (int i = 0; i < TRIES; i++)
		if (generator(word) && *word != 0 && *word != UINT64_MAX)
			return true;
	return false;
}

/* Multiplication by an odd number and shifts spread each bit (splitmix64). */
static uint64_t mix(uint64_t state)
{
	state = (state ^ state >> 30) * 0xbf58476d1ce4e5b9;
	state = (state ^ state >> 27) * 0x94d049bb133111eb;
	return state ^ state >> 31;
}

static uint64_t jitter(void)
{
	static uint64_t state;
	int rounds = state ? JITTER_MORE : JITTER_ROUNDS;

	for (int i = 0; i < rounds; i++) {
		cpu_in8(PC_PORT_DELAY);
		state = mix(state + cpu_read_tsc() + 0x9e3779b97f4a7c15);
	}
	return state;
}

static void note_source(enum boot_random_source source)
{
	if (source > poorest)
		poorest = source;
}

uint64_t random_word(void)
{
	uint64_t word;

	if (has_rdseed() && ask(rdseed, &word)) {
		note_source(BOOT_RANDOM_RDSEED);
		return word;
	}
	if (has_rdrand() && ask(rdrand, &word)) {
		note_source(BOOT_RANDOM_RDRAND);
		return word;
	}
	note_source(BOOT_RANDOM_JITTER);
	return mix(jitter());
}

enum boot_random_source random_source(void)
{
	return poorest;
}
