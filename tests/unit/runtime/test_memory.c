/* The memory functions that the compiler calls, against the host's: every
 * small size, both sides of the bulk threshold, every alignment, overlaps. */
#include "rt.h"

RT(memcpy);
RT(memmove);
RT(memset);
RT(memcmp);

#define ARENA  2048
#define ROUNDS 50000

static unsigned char ours[ARENA], theirs[ARENA];

static void scramble(void)
{
	for (size_t i = 0; i < ARENA; i++)
		ours[i] = theirs[i] = (unsigned char)random_bits();
}

/* Mostly small, sometimes past the threshold. */
static size_t random_size(void)
{
	return random_below(random_below(8) == 0 ? ARENA / 2 : 80);
}

TEST(copying)
{
	for (int round = 0; round < ROUNDS; round++) {
		if (round % 1000 == 0)
			scramble();
		size_t size = random_size();
		size_t from = random_below(ARENA / 2 - size + 1);
		size_t to = ARENA / 2 + random_below(ARENA / 2 - size + 1);
		assert_ptr_equal(rt_memcpy(ours + to, ours + from, size), ours + to);
		memcpy(theirs + to, theirs + from, size);
		assert_memory_equal(ours, theirs, ARENA);
	}
}

TEST(moving_with_overlap)
{
	for (int round = 0; round < ROUNDS; round++) {
		if (round % 1000 == 0)
			scramble();
		size_t size = random_size();
		size_t from = random_below(ARENA - size + 1);
		size_t near = from + random_below(101);
		size_t to = near < 50 ? 0 : near - 50;
		if (to + size > ARENA)
			to = ARENA - size;
		assert_ptr_equal(rt_memmove(ours + to, ours + from, size), ours + to);
		memmove(theirs + to, theirs + from, size);
		assert_memory_equal(ours, theirs, ARENA);
	}
}

TEST(setting)
{
	for (int round = 0; round < ROUNDS; round++) {
		size_t size = random_size();
		size_t to = random_below(ARENA - size + 1);
		int value = (int)random_bits();
		assert_ptr_equal(rt_memset(ours + to, value, size), ours + to);
		memset(theirs + to, value, size);
		assert_memory_equal(ours, theirs, ARENA);
	}
}

TEST(comparing)
{
	for (int round = 0; round < ROUNDS; round++) {
		size_t size = random_size(), at = random_below(16);
		memset(ours, 7, at + size);
		memset(theirs, 7, at + size);
		if (size != 0)
			ours[at + random_below(size)] ^= (unsigned char)random_below(4);
		int a = rt_memcmp(ours + at, theirs + at, size);
		int b = memcmp(ours + at, theirs + at, size);
		assert_int_equal((a > 0) - (a < 0), (b > 0) - (b < 0));
	}
}
