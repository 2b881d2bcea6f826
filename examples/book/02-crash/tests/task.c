/* What crashed does so no more. */
#include "../src/task.h"

#include <ingot/test.h>
#include <stddef.h>

TEST(there_is_nothing_after_the_last_task)
{
	const struct task last = { "last", NULL };
	const struct task first = { "first", &last };

	CHECK(task_after(&first, 0) == &first);
	CHECK(task_after(&first, 1) == &last);
	CHECK(task_after(&first, 2) == NULL);
	CHECK(task_after(&first, 1000) == NULL);
}
