/* What POSIX says of the machine: time, memory, sizes. */
#include <errno.h>
#include <sys/time.h>
#include <unistd.h>

#include "../../../runtime/include/runtime.h"
#include "rt.h"

RT(gettimeofday);
RT(getpid);
RT(sysconf);
RT(free);
int rt_getpagesize(void);
void *rt_memalign(size_t alignment, size_t size);
void *rt_valloc(size_t size);
size_t rt_malloc_usable_size(void *block);

static int answer; /* of runtime_time */

int runtime_time(int64_t *seconds, uint32_t *nanoseconds)
{
	*seconds = 1234567890;
	*nanoseconds = 987654321;
	return answer;
}

static void add_heap(void)
{
	static char heap[1 << 18];

	heap_add_region(heap, sizeof heap);
}
AROUND_ALL_TESTS(add_heap, NULL);

TEST(time_of_day_is_the_kernels)
{
	struct {
		long long seconds;
		long microseconds;
	} now;

	assert_int_equal(rt_gettimeofday((struct timeval *)&now, NULL), 0);
	assert_int_equal(now.seconds, 1234567890);
	assert_int_equal(now.microseconds, 987654);
	answer = -1;
	assert_int_equal(rt_gettimeofday((struct timeval *)&now, NULL), -1);
	assert_int_equal(*runtime_errno(), ENOSYS);
}

TEST(blocks_are_aligned)
{
	for (size_t alignment = 1; alignment <= 8192; alignment *= 2) {
		void *block = rt_memalign(alignment, 100);

		assert_int_equal((uintptr_t)block % alignment, 0);
		assert_true(rt_malloc_usable_size(block) >= 100);
		rt_free(block);
	}
	assert_null(rt_memalign(24, 100));
	assert_int_equal(*runtime_errno(), EINVAL);
	void *page = rt_valloc(100);
	assert_int_equal((uintptr_t)page % 4096, 0);
	rt_free(page);
}

TEST(the_machine_is_told)
{
	assert_int_equal(rt_getpid(), 1);
	assert_int_equal(rt_getpagesize(), 4096);
	assert_int_equal(rt_sysconf(_SC_PAGESIZE), 4096);
	assert_int_equal(rt_sysconf(-5), -1);
	assert_int_equal(*runtime_errno(), EINVAL);
}
