/* Arrays in an arena, which grow. */
#include "arena_fixture.h"

ARENA_FOR_ALL_TESTS(1 << 20);

TEST(an_array_grows_and_keeps_its_items)
{
	size_t capacity = 0, moves = 0;
	unsigned *items = NULL;

	for (unsigned count = 0; count < 1000; count++) {
		unsigned *before = items;

		arena_grow(&arena, items, count, capacity);
		moves += items != before;
		items[count] = count;
		items[count + 1] = 7; /* room for an end mark */
	}
	for (unsigned i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
	assert_in_range(moves, 2, 10);
}
