/* What a status of QEMU means. */
#include <stdlib.h>

#include "host/run/outcome.h"
#include "tests/unit/unit.h"

TEST(every_status_has_one_meaning)
{
	static const struct {
		int status;
		enum exit_status meaning;
		const char *sentence;
	} cases[] = {
		{ 33, STATUS_GOOD, NULL },
		{ 0, STATUS_GOOD, NULL },
		{ 1, STATUS_TOOL, "QEMU failed with status 1" },
		{ 2, STATUS_TOOL, "QEMU failed with status 2" },
		{ 35, STATUS_GUEST, "the kernel panicked" },
		{ 37, STATUS_GUEST, "the kernel ended with a failure" },
		{ 3, STATUS_GUEST, "the kernel left with code 1 (status 3, success is 33)" },
		{ 65, STATUS_GUEST, "the loader stopped with error 0" },
		{ 77, STATUS_GUEST, "the loader stopped with error 6" },
		{ 127, STATUS_GUEST, "the loader stopped with error 31" },
		{ 128 + 9, STATUS_TOOL, "QEMU was ended by signal 9" },
	};
	struct arena arena = arena_new(1 << 16);
	unsigned char *memory = arena.next;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct machine machine = { .end = MACHINE_EXITED, .status = cases[i].status };
		struct outcome outcome = outcome_of(&machine, 33, &arena);

		assert_int_equal(outcome.status, cases[i].meaning);
		if (cases[i].sentence)
			assert_string_equal(outcome.sentence, cases[i].sentence);
		else
			assert_null(outcome.sentence);
	}
	free(memory);
}

TEST(a_project_can_have_its_own_success)
{
	struct machine machine = { .end = MACHINE_EXITED, .status = 3 };
	struct arena arena = arena_new(1 << 16);
	unsigned char *memory = arena.next;

	assert_int_equal(outcome_of(&machine, 3, &arena).status, STATUS_GOOD);
	machine.status = 33;
	assert_int_equal(outcome_of(&machine, 3, &arena).status, STATUS_GUEST);
	free(memory);
}

TEST(events_have_a_meaning)
{
	static const struct { enum machine_end end; enum exit_status meaning; } cases[] = {
		{ MACHINE_POWERED_OFF, STATUS_GOOD }, { MACHINE_QUIT, STATUS_GOOD },
		{ MACHINE_RESET, STATUS_GUEST }, { MACHINE_PANICKED, STATUS_GUEST },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct machine machine = { .end = cases[i].end };

		assert_int_equal(outcome_of(&machine, 33, NULL).status, cases[i].meaning);
	}
}
