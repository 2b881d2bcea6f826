/* The __atomic_* functions: what each does, and threads that count together. */
#include "rt.h"

#include <pthread.h>

bool rt___atomic_is_lock_free(size_t size, const volatile void *object);
void rt___atomic_load(size_t size, const volatile void *object, void *to, int order);
void rt___atomic_store(size_t size, volatile void *object, const void *from, int order);
void rt___atomic_exchange(size_t size, volatile void *object, const void *from, void *to,
                          int order);
bool rt___atomic_compare_exchange(size_t size, volatile void *object, void *expected,
                                  const void *desired, int success, int failure);

#define ORDER          __ATOMIC_SEQ_CST
#define SIZE_MAX_BYTES 40
#define TURNS          20000
#define THREADS        4

static void fill(unsigned char *bytes)
{
	for (size_t i = 0; i < SIZE_MAX_BYTES; i++)
		bytes[i] = (unsigned char)random_bits();
}

/* Every size and alignment, and no byte beyond the object. */
TEST(objects_of_any_size)
{
	_Alignas(16) unsigned char object[2 * SIZE_MAX_BYTES], before[2 * SIZE_MAX_BYTES];
	unsigned char one[SIZE_MAX_BYTES], two[SIZE_MAX_BYTES];

	for (size_t size = 1; size <= SIZE_MAX_BYTES; size++)
		for (size_t at = 0; at < 9; at++) {
			fill(object);
			fill(object + SIZE_MAX_BYTES);
			memcpy(before, object, sizeof object);
			fill(one);
			rt___atomic_store(size, object + at, one, ORDER);
			memcpy(before + at, one, size);
			assert_memory_equal(object, before, sizeof object);
			rt___atomic_load(size, object + at, two, ORDER);
			assert_memory_equal(two, one, size);
			fill(one);
			rt___atomic_exchange(size, object + at, one, two, ORDER);
			assert_memory_equal(two, before + at, size);
			memcpy(before + at, one, size);
			assert_memory_equal(object, before, sizeof object);
			two[size - 1] = (unsigned char)~one[size - 1];
			memcpy(two, one, size - 1);
			assert_false(rt___atomic_compare_exchange(size, object + at, two, before,
			                                          ORDER, ORDER));
			assert_memory_equal(two, one, size);
			fill(one);
			assert_true(rt___atomic_compare_exchange(size, object + at, two, one, ORDER,
			                                         ORDER));
			memcpy(before + at, one, size);
			assert_memory_equal(object, before, sizeof object);
		}
}

TEST(only_words_of_the_processor_are_lock_free)
{
	_Alignas(16) char object[32] = { 0 };

	assert_true(rt___atomic_is_lock_free(8, object));
	assert_true(rt___atomic_is_lock_free(1, object + 3));
	assert_false(rt___atomic_is_lock_free(8, object + 4));
	assert_false(rt___atomic_is_lock_free(16, object));
	assert_false(rt___atomic_is_lock_free(3, object));
}

/* Three words that always hold the same number. */
struct counter {
	uint64_t word[3];
};
static struct counter counter;

static void *count(void *unused)
{
	struct counter seen, next;

	(void)unused;
	for (int i = 0; i < TURNS; i++) {
		rt___atomic_load(sizeof counter, &counter, &seen, ORDER);
		do {
			if (seen.word[0] != seen.word[2])
				return "torn";
			for (int w = 0; w < 3; w++)
				next.word[w] = seen.word[w] + 1;
		} while (!rt___atomic_compare_exchange(sizeof counter, &counter, &seen, &next,
		                                       ORDER, ORDER));
	}
	return NULL;
}

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 wide;
wide rt___atomic_load_16(const volatile wide *object, int order);
void rt___atomic_store_16(volatile wide *object, wide value, int order);
wide rt___atomic_exchange_16(volatile wide *object, wide value, int order);
bool rt___atomic_compare_exchange_16(volatile wide *object, wide *expected, wide desired,
                                     int success, int failure);
wide rt___atomic_fetch_add_16(volatile wide *object, wide value, int order);
wide rt___atomic_fetch_sub_16(volatile wide *object, wide value, int order);
wide rt___atomic_fetch_and_16(volatile wide *object, wide value, int order);
wide rt___atomic_fetch_or_16(volatile wide *object, wide value, int order);
wide rt___atomic_fetch_xor_16(volatile wide *object, wide value, int order);
wide rt___atomic_fetch_nand_16(volatile wide *object, wide value, int order);

static wide wide_counter;

static void *count_wide(void *unused)
{
	(void)unused;
	for (int i = 0; i < TURNS; i++)
		rt___atomic_fetch_add_16(&wide_counter, ((wide)1 << 64) + 1, ORDER);
	return NULL;
}

TEST(sixteen_bytes)
{
	wide a = ((wide)5 << 64) | 0xff, old = 1, start = a;

	assert_true(rt___atomic_fetch_sub_16(&a, 1, ORDER) == start && a == start - 1);
	assert_true(rt___atomic_fetch_and_16(&a, 0xf0, ORDER) == start - 1 && a == 0xf0);
	assert_true(rt___atomic_fetch_or_16(&a, 0x0f, ORDER) == 0xf0 && a == 0xff);
	assert_true(rt___atomic_fetch_xor_16(&a, 1, ORDER) == 0xff && a == 0xfe);
	assert_true(rt___atomic_fetch_nand_16(&a, 0xff, ORDER) == 0xfe && a == ~(wide)0xfe);
	assert_false(rt___atomic_compare_exchange_16(&a, &old, 7, ORDER, ORDER));
	assert_true(old == ~(wide)0xfe);
	assert_true(rt___atomic_compare_exchange_16(&a, &old, 7, ORDER, ORDER));
	assert_true(rt___atomic_exchange_16(&a, 9, ORDER) == 7);
	rt___atomic_store_16(&a, start, ORDER);
	assert_true(rt___atomic_load_16(&a, ORDER) == start);
}
#endif

static void run_threads(void *(*function)(void *))
{
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, function, NULL), 0);
	for (int i = 0; i < THREADS; i++) {
		void *result;
		pthread_join(threads[i], &result);
		assert_null(result);
	}
}

TEST(threads_lose_no_count)
{
	run_threads(count);
	for (int w = 0; w < 3; w++)
		assert_int_equal(counter.word[w], THREADS * TURNS);
#ifdef __SIZEOF_INT128__
	run_threads(count_wide);
	assert_true(wide_counter == (((wide)1 << 64) + 1) * THREADS * TURNS);
#endif
}
