/* getenv and its family, beside the host's on a table of the same names. */
#include <errno.h>

#include "rt.h"

RT(getenv);
int rt_setenv(const char *name, const char *value, int overwrite);
int rt_unsetenv(const char *name);
RT(putenv);
int rt_clearenv(void);
void rt_free(void *block);
extern char **rt_environ;
int *runtime_errno(void);
void heap_add_region(void *base, size_t size_bytes);
void heap_check(void);
struct heap_stats {
	size_t region_bytes, used_bytes, peak_bytes, free_bytes, largest_free_bytes;
	size_t block_count, allocation_count, failure_count;
};
struct heap_stats heap_get_stats(void);

#define NAME_COUNT 6

static const char *const names[NAME_COUNT] = { "A", "AB", "ABC", "B", "LONG_NAME", "\xc3\xa4" };

static void add_heap(void)
{
	static char heap[1 << 20];

	heap_add_region(heap, sizeof heap);
}
AROUND_ALL_TESTS(add_heap, NULL);

/* The names are the test's alone: what else the host has is not compared. */
static void clear(void)
{
	rt_clearenv();
	for (size_t i = 0; i < NAME_COUNT; i++)
		unsetenv(names[i]);
}
AROUND_EACH_TEST(clear, clear);

static void assert_same(void)
{
	for (size_t i = 0; i < NAME_COUNT; i++) {
		const char *ours = rt_getenv(names[i]), *host = getenv(names[i]);

		assert_int_equal(ours != NULL, host != NULL);
		if (host)
			assert_string_equal(ours, host);
	}
}

TEST(random_changes_are_the_hosts)
{
	static char put[NAME_COUNT][24]; /* an entry for each name */

	for (int i = 0; i < 20000; i++) {
		size_t which = random_below(NAME_COUNT);
		const char *name = names[which];
		char value[20], *entry = put[which];
		int overwrite = (int)random_below(2);

		snprintf(value, sizeof value, "%.*s", (int)random_below(15), "=value-of-a-name");
		switch (random_below(4)) {
		case 0:
		case 1:
			assert_int_equal(rt_setenv(name, value, overwrite),
			                 setenv(name, value, overwrite));
			break;
		case 2: assert_int_equal(rt_unsetenv(name), unsetenv(name)); break;
		default:
			/* an entry that is in the table still changes there, in both */
			snprintf(entry, sizeof *put, "%s=%d", name, i);
			assert_int_equal(rt_putenv(entry), putenv(entry));
			break;
		}
		assert_same();
	}
	heap_check();
	for (size_t i = 0; i < sizeof put / sizeof *put; i++)
		put[i][0] = '\0';
}

TEST(names_that_are_none)
{
	static const char *const bad[] = { NULL, "", "A=B", "=" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		*runtime_errno() = 0;
		assert_int_equal(rt_setenv(bad[i], "x", 1), -1);
		assert_int_equal(*runtime_errno(), EINVAL);
		*runtime_errno() = 0;
		assert_int_equal(rt_unsetenv(bad[i]), -1);
		assert_int_equal(*runtime_errno(), EINVAL);
	}
	assert_int_equal(rt_putenv((char[]){ "=x" }), -1);
	assert_null(rt_getenv(""));
	assert_null(rt_getenv("A=B"));
	assert_null(rt_environ);
}

TEST(a_value_may_be_made_of_the_one_before)
{
	rt_setenv("A", "abc", 1);
	assert_int_equal(rt_setenv("A", rt_getenv("A") + 1, 1), 0);
	assert_string_equal(rt_getenv("A"), "bc");
}

/* A kernel's own table is not written to, so it may be a constant. */
TEST(a_kernels_table_stays)
{
	static char *const table[] = { "A=1", "B=2", "A=3", NULL };

	rt_environ = (char **)table;
	assert_string_equal(rt_getenv("A"), "1");
	assert_string_equal(rt_getenv("B"), "2");
	assert_null(rt_getenv("AB"));
	assert_int_equal(rt_setenv("B", "x", 0), 0);
	assert_ptr_equal(rt_environ, table);
	assert_int_equal(rt_setenv("A", "new", 1), 0);
	assert_string_equal(rt_environ[0], "A=new");
	assert_string_equal(rt_environ[1], "B=2");
	assert_null(rt_environ[2]); /* the second A is gone */
	assert_string_equal(table[0], "A=1");
	rt_environ = (char **)table;
	assert_int_equal(rt_unsetenv("A"), 0);
	assert_string_equal(rt_environ[0], "B=2");
	assert_null(rt_environ[1]);
	assert_string_equal(table[2], "A=3");
}

TEST(an_entry_that_is_put_stays_the_programs)
{
	static char entry[] = "A=1";

	assert_int_equal(rt_putenv(entry), 0);
	assert_ptr_equal(rt_getenv("A"), entry + 2);
	entry[2] = '2';
	assert_string_equal(rt_getenv("A"), "2");
	assert_int_equal(rt_putenv(entry), 0);
	assert_string_equal(rt_getenv("A"), "2");
	assert_int_equal(rt_setenv("A", "3", 1), 0);
	assert_string_equal(entry, "A=2");
	assert_int_equal(rt_putenv((char[]){ "A" }), 0);
	assert_null(rt_getenv("A"));
}

TEST(all_memory_comes_back)
{
	size_t blocks = heap_get_stats().block_count;

	for (int i = 0; i < 1000; i++)
		rt_setenv(names[i % NAME_COUNT], "value", 1);
	assert_true(heap_get_stats().block_count < blocks + NAME_COUNT + 3);
	assert_int_equal(rt_clearenv(), 0);
	assert_int_equal(heap_get_stats().block_count, blocks);
	assert_null(rt_getenv("A"));
}

TEST(without_memory_nothing_changes)
{
	static char huge[2 << 20];

	memset(huge, 'x', sizeof huge - 1);
	rt_setenv("A", "1", 1);
	*runtime_errno() = 0;
	assert_int_equal(rt_setenv("A", huge, 1), -1);
	assert_int_equal(*runtime_errno(), ENOMEM);
	assert_string_equal(rt_getenv("A"), "1");
}
