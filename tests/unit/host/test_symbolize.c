/* Questions to a symbolizer that is there, is missing, or dies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>

#include "fake_symbolizer.h"
#include "host/run/symbolize.h"

static struct arena arena;
static const char *program;

static struct symbolizer open_fake(struct arena *scratch)
{
	return symbolizer_new(scratch, program, "kernel.elf");
}

static void an_address_has_a_function_and_a_place(void **state)
{
	struct arena scratch = arena;
	struct symbolizer symbolizer = open_fake(&scratch);

	(void)state;
	assert_int_equal(symbolizer_find(&symbolizer, 0x1000), 1);
	assert_string_equal(symbolizer.frames[0].function, "f");
	assert_string_equal(symbolizer.frames[0].file, "src/a.c");
	assert_int_equal(symbolizer.frames[0].line, 3);
	symbolizer_close(&symbolizer);
}

static void inlined_frames_come_innermost_first(void **state)
{
	struct arena scratch = arena;
	struct symbolizer symbolizer = open_fake(&scratch);

	(void)state;
	assert_int_equal(symbolizer_find(&symbolizer, 0x2000), 2);
	assert_string_equal(symbolizer.frames[0].function, "inner");
	assert_string_equal(symbolizer.frames[1].function, "outer");
	assert_int_equal(symbolizer.frames[1].line, 9);
	symbolizer_close(&symbolizer);
}

static void one_child_answers_many_questions(void **state)
{
	struct arena scratch = arena;
	struct symbolizer symbolizer = open_fake(&scratch);

	(void)state;
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

static void a_child_that_dies_is_not_asked_again(void **state)
{
	struct arena scratch = arena;
	struct symbolizer symbolizer = open_fake(&scratch);

	(void)state;
	assert_int_equal(symbolizer_find(&symbolizer, 0xdead), 0);
	assert_int_equal(symbolizer_find(&symbolizer, 0x1000), 0);
	symbolizer_close(&symbolizer);
}

static void without_a_program_all_is_unknown(void **state)
{
	struct arena scratch = arena;
	struct symbolizer none = symbolizer_new(&scratch, NULL, "kernel.elf");
	struct symbolizer missing = symbolizer_new(&scratch, "/nonexistent/symbolizer", "kernel.elf");

	(void)state;
	assert_int_equal(symbolizer_find(&none, 0x1000), 0);
	assert_int_equal(symbolizer_find(&missing, 0x1000), 0);
	symbolizer_close(&none);
	symbolizer_close(&missing);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_has_a_function_and_a_place),
		cmocka_unit_test(inlined_frames_come_innermost_first),
		cmocka_unit_test(one_child_answers_many_questions),
		cmocka_unit_test(a_child_that_dies_is_not_asked_again),
		cmocka_unit_test(without_a_program_all_is_unknown),
	};
	unsigned char *memory;

	signal(SIGPIPE, SIG_IGN);
	program = fake_symbolizer_make();
	arena = arena_new(4 << 20);
	memory = arena.next;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	fake_symbolizer_remove();
	free(memory);
	return failed;
}
