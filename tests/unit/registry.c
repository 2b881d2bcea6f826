#include "tests/unit/registry.h"

static struct registry_test *first;

/* By lines: in which order constructors run, no standard says. */
void registry_add(struct registry_test *test)
{
	struct registry_test **at = &first;

	while (*at && (*at)->line <= test->line)
		at = &(*at)->next;
	test->next = *at;
	*at = test;
}

struct registry_test *registry_first(void)
{
	return first;
}
