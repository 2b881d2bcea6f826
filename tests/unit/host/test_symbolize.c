/* Questions to a symbolizer that is there, is missing, or dies. */
#include <signal.h>
#include <stdlib.h>

#include "arena_fixture.h"
#include "fake_symbolizer.h"
#include "host/run/symbolize.h"
#include "tests/unit/unit.h"

static const char *program;

static void set_up(void)
{
	signal(SIGPIPE, SIG_IGN);
	program = fake_symbolizer_make();
	arena_set_up(4 << 20);
}

static void tear_down(void)
{
	fake_symbolizer_remove();
	arena_tear_down();
}
AROUND_ALL_TESTS(set_up, tear_down);

static struct symbolizer open_fake(struct arena *scratch)
{
	const struct guest_request request = { .symbolizer = program, .kernel_elf = "kernel.elf" };

	return symbolizer_new(scratch, &request);
}

TEST(an_address_has_a_function_and_a_place)
{
	struct arena scratch = arena;
	struct symbolizer symbolizer = open_fake(&scratch);

	assert_int_equal(symbolizer_find(&symbolizer, 0x1000), 1);
	assert_string_equal(symbolizer.frames[0].function, "f");
	assert_string_equal(symbolizer.frames[0].file, "src/a.c");
	assert_int_equal(symbolizer.frames[0].line, 3);
	symbolizer_close(&symbolizer);
}

TEST(inlined_frames_come_innermost_first)
{
	struct arena scratch = arena;
	struct symbolizer symbolizer = open_fake(&scratch);

	assert_int_equal(symbolizer_find(&symbolizer, 0x2000), 2);
	assert_string_equal(symbolizer.frames[0].function, "inner");
	assert_string_equal(symbolizer.frames[1].function, "outer");
	assert_int_equal(symbolizer.frames[1].line, 9);
	symbolizer_close(&symbolizer);
}

TEST(one_child_answers_many_questions)
{
	struct arena scratch = arena;
	struct symbolizer symbolizer = open_fake(&scratch);

	assert_int_equal(symbolizer_find(&symbolizer, 0x99), 0);
	pid_t child = symbolizer.child;
	assert_true(child > 0);
	assert_int_equal(symbolizer_find(&symbolizer, 0x3000), 1);
	assert_null(symbolizer.frames[0].file);
	for (int i = 0; i < 200; i++)
		assert_int_equal(symbolizer_find(&symbolizer, 0x2000), 2);
	assert_int_equal(symbolizer.child, child);
	symbolizer_close(&symbolizer);
}

TEST(a_child_that_dies_is_not_asked_again)
{
	struct arena scratch = arena;
	struct symbolizer symbolizer = open_fake(&scratch);

	assert_int_equal(symbolizer_find(&symbolizer, 0xdead), 0);
	assert_string_equal(symbolizer.why, "ended with status 1");
	assert_int_equal(symbolizer_find(&symbolizer, 0x1000), 0);
	symbolizer_close(&symbolizer);
}

TEST(without_a_program_all_is_unknown)
{
	struct arena scratch = arena;
	struct guest_request request = { .kernel_elf = "kernel.elf" };
	struct symbolizer none = symbolizer_new(&scratch, &request);

	request.symbolizer = "/nonexistent/symbolizer";
	struct symbolizer missing = symbolizer_new(&scratch, &request);

	assert_int_equal(symbolizer_find(&none, 0x1000), 0);
	assert_string_equal(none.why, "is not found: see `ingot doctor`");
	assert_int_equal(symbolizer_find(&missing, 0x1000), 0);
	assert_string_equal(missing.why, "cannot be started: No such file or directory");
	symbolizer_close(&none);
	symbolizer_close(&missing);
}
