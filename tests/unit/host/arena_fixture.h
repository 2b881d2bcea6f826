#pragma once
/* arena_fixture: one arena for the tests of a file, called `arena`. A test that wants it
 * empty copies it, as functions do that take it by value. */
#include <stdlib.h>

#include "host/base/arena.h"
#include "tests/unit/unit.h"

static struct arena arena;
static unsigned char *arena_memory;

static inline void arena_set_up(size_t capacity_bytes)
{
	arena = arena_new(capacity_bytes);
	arena_memory = arena.next;
}

static inline void arena_tear_down(void)
{
	free(arena_memory);
}

/* For a file whose tests need nothing else. Ends in what wants a semicolon. */
#define ARENA_FOR_ALL_TESTS(capacity_bytes) \
	static void arena_begin(void) \
	{ \
		arena_set_up(capacity_bytes); \
	} \
	AROUND_ALL_TESTS(arena_begin, arena_tear_down)
