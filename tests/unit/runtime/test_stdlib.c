/* <stdlib.h> without numbers and heap; assert, setjmp. */
#include "rt.h"

/* clang-format off */
RT(abs); RT(labs); RT(div); RT(lldiv); RT(qsort); RT(bsearch); RT(rand); RT(srand);
/* clang-format on */
RT(atexit);
void rt_qsort_r(void *base, size_t count, size_t size,
                int (*compare)(const void *, const void *, void *), void *argument);
void rt_exit(int status), rt_abort(void);
void runtime_assert_failed(const char *file, int line, const char *function, const char *condition);

#define COUNT_MAX 3000

static size_t comparisons;

static int compare_ints(const void *a, const void *b)
{
	int x, y;

	comparisons++;
	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	return (x > y) - (x < y);
}

/* Elements of any size whose first bytes are the key. */
static void sort_random(size_t count, size_t size, uint64_t range)
{
	char *ours = calloc(count + 1, size), *theirs = calloc(count + 1, size);

	for (size_t i = 0; i < count; i++) {
		int key = (int)random_below(range);
		memcpy(ours + i * size, &key, sizeof key);
		memset(ours + i * size + sizeof key, key & 0xff, size - sizeof key);
	}
	memcpy(theirs, ours, count * size);
	rt_qsort(ours, count, size, compare_ints);
	qsort(theirs, count, size, compare_ints);
	assert_memory_equal(ours, theirs, count * size);
	free(ours);
	free(theirs);
}

TEST(sorting)
{
	for (size_t count = 0; count < 40; count++)
		for (size_t size = sizeof(int); size < 30; size += 3)
			sort_random(count, size, 20);
	for (int round = 0; round < 200; round++)
		sort_random(random_below(COUNT_MAX), 4 + random_below(20),
		            1 + random_below(round % 2 ? 1000000 : 10));
}

/* The argument is an order of the bytes. */
static int compare_by_rank(const void *a, const void *b, void *argument)
{
	const unsigned char *rank = argument, *x = a, *y = b;

	return rank[*x] - rank[*y];
}

TEST(sorting_with_an_argument)
{
	unsigned char rank[256], bytes[1000], counts[256] = { 0 };

	for (int i = 0; i < 256; i++)
		rank[i] = (unsigned char)(i * 167 + 13); /* 167 is odd: each once */
	for (size_t i = 0; i < sizeof bytes; i++)
		counts[bytes[i] = (unsigned char)random_bits()]++;
	rt_qsort_r(bytes, sizeof bytes, 1, compare_by_rank, rank);
	for (size_t i = 0; i < sizeof bytes; i++) {
		counts[bytes[i]]--;
		assert_true(i == 0 || rank[bytes[i - 1]] <= rank[bytes[i]]);
	}
	for (int i = 0; i < 256; i++)
		assert_int_equal(counts[i], 0);
	rt_qsort_r(NULL, 0, 1, compare_by_rank, NULL);
}

/* The adversary of McIlroy, "A killer adversary for quicksort" (1999): values
 * are decided while being compared, so that each pivot is nearly the least. */
static int adversary_value[COUNT_MAX], adversary_solid, adversary_candidate;

static int compare_adversarially(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	comparisons++;
	if (adversary_value[x] == COUNT_MAX && adversary_value[y] == COUNT_MAX)
		adversary_value[x == adversary_candidate ? x : y] = adversary_solid++;
	if (adversary_value[x] == COUNT_MAX)
		adversary_candidate = x;
	else if (adversary_value[y] == COUNT_MAX)
		adversary_candidate = y;
	return adversary_value[x] - adversary_value[y];
}

TEST(sorting_is_never_quadratic)
{
	static int items[COUNT_MAX];
	size_t limit = (size_t)COUNT_MAX * 12 * 5; /* n log2 n, five times */

	for (int i = 0; i < COUNT_MAX; i++) {
		items[i] = i;
		adversary_value[i] = COUNT_MAX;
	}
	comparisons = 0;
	rt_qsort(items, COUNT_MAX, sizeof items[0], compare_adversarially);
	assert_true(comparisons < limit);
	for (int shape = 0; shape < 4; shape++) {
		for (int i = 0; i < COUNT_MAX; i++)
			items[i] = shape == 0          ? i
			           : shape == 1        ? -i
			           : shape == 2        ? 7
			           : i < COUNT_MAX / 2 ? i
			                               : COUNT_MAX - i;
		comparisons = 0;
		rt_qsort(items, COUNT_MAX, sizeof items[0], compare_ints);
		assert_true(comparisons < limit);
		for (int i = 1; i < COUNT_MAX; i++)
			assert_true(items[i - 1] <= items[i]);
	}
}

TEST(searching)
{
	int items[64];

	for (int i = 0; i < 64; i++)
		items[i] = 2 * i;
	for (size_t count = 0; count <= 64; count++)
		for (int key = -1; key <= 128; key++) {
			int *found = rt_bsearch(&key, items, count, sizeof items[0], compare_ints);
			if (key % 2 == 0 && key >= 0 && (size_t)key / 2 < count)
				assert_ptr_equal(found, &items[key / 2]);
			else
				assert_null(found);
		}
}

TEST(arithmetic)
{
	assert_int_equal(rt_abs(-5), 5);
	assert_int_equal(rt_labs(7), 7);
	div_t d = rt_div(-7, 2);
	assert_int_equal(d.quot, -3);
	assert_int_equal(d.rem, -1);
	lldiv_t l = rt_lldiv(1LL << 40, 3);
	assert_true(l.quot * 3 + l.rem == 1LL << 40);
}

TEST(random_numbers_repeat)
{
	int first[8];

	rt_srand(42);
	for (int i = 0; i < 8; i++) {
		first[i] = rt_rand();
		assert_true(first[i] >= 0);
	}
	rt_srand(42);
	for (int i = 0; i < 8; i++)
		assert_int_equal(rt_rand(), first[i]);
}

static char order[8];

static void note_a(void)
{
	strcat(order, "a");
}

static void note_b(void)
{
	strcat(order, "b");
}

TEST(exit_runs_what_was_registered)
{
	assert_int_equal(rt_atexit(note_a), 0);
	assert_int_equal(rt_atexit(note_b), 0);
	if (setjmp(hooks_return) == 0) {
		rt_exit(3);
		fail();
	}
	assert_int_equal(hooks_exit_status, 3);
	assert_string_equal(order, "ba");
	for (int i = 0; i < 32; i++)
		assert_int_equal(rt_atexit(note_a), 0);
	assert_int_equal(rt_atexit(note_a), -1);
}

TEST(failures_panic)
{
	EXPECT_PANIC(rt_abort(), "abort");
	EXPECT_PANIC(runtime_assert_failed("a.c", 12, "f", "x == y"), "x == y, in f");
	assert_string_equal(hooks_panic_file, "a.c");
	assert_int_equal(hooks_panic_line, 12);
}

#ifdef __x86_64__
typedef unsigned long rt_jmp_buf[8];
__attribute__((returns_twice)) int rt_setjmp(rt_jmp_buf environment);
_Noreturn void rt_longjmp(rt_jmp_buf environment, int value);

__attribute__((returns_twice)) int rt_sigsetjmp(rt_jmp_buf environment, int save);
_Noreturn void rt_siglongjmp(rt_jmp_buf environment, int value);

static rt_jmp_buf environment;

__attribute__((noinline)) static void jump(int value)
{
	rt_longjmp(environment, value);
}

__attribute__((noinline)) static void jump_from_below(int value)
{
	volatile char frame[64] = { 1 };

	jump(value + frame[1]);
}

TEST(long_jumps)
{
	volatile int rounds = 0;

	int value = rt_setjmp(environment);
	rounds++;
	if (rounds == 1) {
		assert_int_equal(value, 0);
		jump_from_below(17);
	}
	if (rounds == 2) {
		assert_int_equal(value, 17);
		jump_from_below(0);
	}
	if (rounds == 3) {
		assert_int_equal(value, 1);
		jump_from_below(-1);
	}
	assert_int_equal(value, -1);
}

TEST(long_jumps_by_posixs_names)
{
	volatile int rounds = 0, kept = 17;

	for (volatile int save = 0; save < 2; save++) {
		int value = rt_sigsetjmp(environment, save);
		if (value == 0) {
			rounds++;
			rt_siglongjmp(environment, save);
		}
		assert_int_equal(value, 1);
	}
	assert_int_equal(rounds, 2);
	assert_int_equal(kept, 17);
}
#else
TEST(long_jumps)
{
	puts("# SKIP setjmp is written for x86_64 only");
	skip();
}
#endif
