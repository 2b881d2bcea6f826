#include "tests/unit/unit.h"

#include <stdio.h>

struct around {
	void (*set_up)(void), (*tear_down)(void);
};

const char *unit_program;

static struct around around_each, around_all;

void unit_around_each(void (*set_up)(void), void (*tear_down)(void))
{
	around_each = (struct around){ set_up, tear_down };
}

void unit_around_all(void (*set_up)(void), void (*tear_down)(void))
{
	around_all = (struct around){ set_up, tear_down };
}

/* ---- As cmocka wants its functions ---- */

static int call(void (*function)(void))
{
	if (function)
		function();
	return 0;
}

static int set_up_each(void **state)
{
	(void)state;
	return call(around_each.set_up);
}

static int tear_down_each(void **state)
{
	(void)state;
	return call(around_each.tear_down);
}

static int set_up_all(void **state)
{
	(void)state;
	return call(around_all.set_up);
}

static int tear_down_all(void **state)
{
	(void)state;
	return call(around_all.tear_down);
}

static void run(void **state)
{
	const struct registry_test *test = *state;

	test->run();
}

static size_t count_tests(void)
{
	size_t count = 0;

	for (struct registry_test *test = registry_first(); test; test = test->next)
		count++;
	return count;
}

int main(int argc, char **argv)
{
	size_t count = count_tests(), i = 0;

	(void)argc;
	unit_program = argv[0];
	if (count == 0) {
		printf("Bail out! %s has no tests\n", unit_program);
		return 1;
	}
	struct CMUnitTest tests[count]; /* cmocka's macro takes the size of an array */
	for (struct registry_test *test = registry_first(); test; test = test->next)
		tests[i++] = (struct CMUnitTest){ test->name, run, set_up_each, tear_down_each,
			                          test };
	return cmocka_run_group_tests_name(unit_program, tests, set_up_all, tear_down_all);
}
