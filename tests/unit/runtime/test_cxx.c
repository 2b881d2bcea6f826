/* What C++ calls on its own: guards of static variables, destructors, the ends. */
#include "rt.h"

#define DESTRUCTORS 200 /* more than need no heap */

int rt___cxa_guard_acquire(uint64_t *guard);
void rt___cxa_guard_release(uint64_t *guard);
void rt___cxa_guard_abort(uint64_t *guard);
int rt___cxa_atexit(void (*destroy)(void *), void *object, void *image);
int rt___cxa_thread_atexit(void (*destroy)(void *), void *object, void *image);
void rt___cxa_finalize(void *image);
_Noreturn void rt___cxa_pure_virtual(void);
_Noreturn void rt___cxa_deleted_virtual(void);
void runtime_finish(void);
void runtime_relax(void);
RT(atexit);
RT(malloc);

static char order[64];

TEST(a_guard_is_taken_once)
{
	uint64_t guard = 0;

	assert_int_equal(rt___cxa_guard_acquire(&guard), 1);
	assert_int_equal(guard & 0xff, 0);
	rt___cxa_guard_release(&guard);
	assert_int_equal(guard & 0xff, 1);
	assert_int_equal(rt___cxa_guard_acquire(&guard), 0);
}

TEST(a_guard_that_was_given_up_is_taken_again)
{
	uint64_t guard = 0;

	assert_int_equal(rt___cxa_guard_acquire(&guard), 1);
	rt___cxa_guard_abort(&guard);
	assert_int_equal(guard, 0);
	assert_int_equal(rt___cxa_guard_acquire(&guard), 1);
}

TEST(recursion_is_told)
{
	uint64_t guard = 0;

	assert_int_equal(rt___cxa_guard_acquire(&guard), 1);
	EXPECT_PANIC(rt___cxa_guard_acquire(&guard), "used while it is constructed");
}

static uint64_t waited_for;
static int waits;

/* The test's: the other CPU is done after some time. */
void runtime_relax(void)
{
	if (++waits == 5)
		rt___cxa_guard_release(&waited_for);
}

TEST(a_frame_that_is_no_callers_is_waited_for)
{
	/* Below, above, and far above the stack. */
	static const int64_t distances[] = { -4096, 1 << 30, INT64_C(1) << 40 };

	for (size_t i = 0; i < sizeof distances / sizeof *distances; i++) {
		uint64_t frame = (uint64_t)(uintptr_t)__builtin_frame_address(0);

		waits = 0;
		waited_for = (frame + (uint64_t)distances[i]) >> 4 << 8;
		assert_int_equal(rt___cxa_guard_acquire(&waited_for), 0);
		assert_int_equal(waits, 5);
	}
}

static void note(void *letter)
{
	strncat(order, letter, 1);
}

static void note_x(void)
{
	strcat(order, "x");
}

static void note_and_register(void *letter)
{
	note(letter);
	rt___cxa_atexit(note, "z", NULL);
}

TEST(destructors_and_atexit_are_in_one_order)
{
	*order = '\0';
	assert_int_equal(rt___cxa_atexit(note, "a", NULL), 0);
	assert_int_equal(rt_atexit(note_x), 0);
	assert_int_equal(rt___cxa_thread_atexit(note, "b", NULL), 0);
	assert_int_equal(rt___cxa_atexit(note_and_register, "c", NULL), 0);
	assert_int_equal(rt_atexit(note_x), 0);
	runtime_finish();
	assert_string_equal(order, "xczbxa");
	runtime_finish();
	assert_string_equal(order, "xczbxa");
	assert_int_equal(rt___cxa_atexit(note, "d", NULL), 0);
	rt___cxa_finalize(NULL);
	assert_string_equal(order, "xczbxad");
}

static void count(void *number)
{
	(*(int *)number)++;
}

TEST(more_destructors_take_the_heap)
{
	static char memory[1 << 16];
	int number = 0;
	void heap_add_region(void *base, size_t size_bytes);

	heap_add_region(memory, sizeof memory);
	assert_non_null(rt_malloc(1)); /* linked */
	for (int i = 0; i < DESTRUCTORS; i++)
		assert_int_equal(rt___cxa_atexit(count, &number, NULL), 0);
	runtime_finish();
	assert_int_equal(number, DESTRUCTORS);
}

TEST(no_room_for_a_destructor_is_told)
{
	int number = 0;

	EXPECT_PANIC(for (;;) rt___cxa_atexit(count, &number, NULL),
	             "no memory to note the destructor of a static variable");
	runtime_finish();
}

TEST(virtual_functions_that_are_not_there)
{
	EXPECT_PANIC(rt___cxa_pure_virtual(), "pure virtual function called");
	EXPECT_PANIC(rt___cxa_deleted_virtual(), "deleted virtual function called");
}
