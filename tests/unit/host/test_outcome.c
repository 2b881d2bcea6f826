/* What a status of QEMU means. */
#include <stdio.h>
#include <stdlib.h>

#include "host/base/os_process.h"
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
		{ 0, STATUS_GUEST, "QEMU exited without a reason" },
		{ 1, STATUS_GUEST, "the kernel exited with code 0 (QEMU status 1, success is 33)" },
		{ 2, STATUS_TOOL, "QEMU failed with status 2" },
		{ 35, STATUS_GUEST, "the kernel crashed" },
		{ 37, STATUS_GUEST, "the kernel exited with a failure" },
		{ 3, STATUS_GUEST, "the kernel exited with code 1 (QEMU status 3, success is 33)" },
		{ 127, STATUS_GUEST,
		  "the kernel exited with code 63 (QEMU status 127, success is 33)" },
		{ 137, STATUS_GUEST,
		  "the kernel exited with code 68 (QEMU status 137, success is 33)" },
		{ OS_STATUS_SIGNAL + 9, STATUS_TOOL, "QEMU was ended by signal 9 (Killed)" },
	};
	struct arena arena = arena_new(1 << 16);
	unsigned char *memory = arena.next;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct machine machine = { .end = MACHINE_EXITED,
			                   .status = cases[i].status,
			                   .monitor.has_run = true };
		struct outcome outcome = outcome_of(&machine, 33, &arena);

		assert_int_equal(outcome.status, cases[i].meaning);
		if (cases[i].sentence)
			assert_string_equal(outcome.sentence, cases[i].sentence);
		else
			assert_null(outcome.sentence);
	}
	free(memory);
}

/* The loader's numbers are a kernel's too: the loader says on the console who it was. */
TEST(the_loader_is_known_by_its_last_words)
{
	static const struct {
		const char *line;
		int status;
		const char *sentence;
	} cases[] = {
		{ "ingot loader: error 0: no kernel", 65, "the boot loader stopped with error 0" },
		{ "ingot loader: error 33: no room", 131, "the boot loader stopped with error 33" },
		{ "ingot loader: error 95: last", 255, "the boot loader stopped with error 95" },
		{ "ingot loader: error 6: other", 131,
		  "the kernel exited with code 65 (QEMU status 131, success is 33)" },
		{ "said: ingot loader: error 33: no room", 131,
		  "the kernel exited with code 65 (QEMU status 131, success is 33)" },
	};
	struct arena arena = arena_new(1 << 16);
	unsigned char *memory = arena.next;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct machine machine = { .end = MACHINE_EXITED,
			                   .status = cases[i].status,
			                   .monitor.has_run = true };

		snprintf(machine.last_line, sizeof machine.last_line, "%s", cases[i].line);
		struct outcome outcome = outcome_of(&machine, 33, &arena);
		assert_int_equal(outcome.status, STATUS_GUEST);
		assert_string_equal(outcome.sentence, cases[i].sentence);
	}
	free(memory);
}

/* A guest that did not run has no say, even if its success is the status. */
TEST(no_status_is_the_guests_before_it_has_run)
{
	static const int statuses[] = { 0, 1, 2, 3, 33, 35, 65, 255 };
	struct arena arena = arena_new(1 << 16);
	unsigned char *memory = arena.next;

	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		struct machine machine = { .end = MACHINE_EXITED, .status = statuses[i] };

		assert_int_equal(outcome_of(&machine, 33, &arena).status, STATUS_TOOL);
	}
	free(memory);
}

TEST(a_command_without_a_channel_may_fail_with_1)
{
	struct machine machine = { .end = MACHINE_EXITED, .status = 1, .monitor.fd = -1 };
	struct arena arena = arena_new(1 << 16);
	unsigned char *memory = arena.next;

	assert_string_equal(outcome_of(&machine, 33, &arena).sentence, "QEMU failed with status 1");
	free(memory);
}

TEST(a_command_without_a_channel_may_end_with_0)
{
	struct machine machine = { .end = MACHINE_EXITED, .monitor.fd = -1 };

	assert_int_equal(outcome_of(&machine, 33, NULL).status, STATUS_GOOD);
}

TEST(a_project_can_have_its_own_success)
{
	struct machine machine = { .end = MACHINE_EXITED, .status = 3, .monitor.has_run = true };
	struct arena arena = arena_new(1 << 16);
	unsigned char *memory = arena.next;

	assert_int_equal(outcome_of(&machine, 3, &arena).status, STATUS_GOOD);
	machine.status = 33;
	assert_int_equal(outcome_of(&machine, 3, &arena).status, STATUS_GUEST);
	free(memory);
}

TEST(events_have_a_meaning)
{
	static const struct {
		enum machine_end end;
		enum exit_status meaning;
	} cases[] = {
		{ MACHINE_POWERED_OFF, STATUS_GOOD }, { MACHINE_QUIT, STATUS_GOOD },
		{ MACHINE_RESET, STATUS_GUEST },      { MACHINE_PANICKED, STATUS_GUEST },
		{ MACHINE_SUSPENDED, STATUS_GUEST },  { MACHINE_GARBLED, STATUS_TOOL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct machine machine = { .end = cases[i].end };

		assert_int_equal(outcome_of(&machine, 33, NULL).status, cases[i].meaning);
	}
}

TEST(run_states_are_told_apart)
{
	static const struct {
		const char *state;
		enum exit_status meaning;
	} cases[] = {
		{ "internal-error", STATUS_GUEST },
		{ "watchdog", STATUS_GUEST },
		{ "guest-panicked", STATUS_GUEST },
		{ "io-error", STATUS_TOOL },
		{ "colo", STATUS_TOOL },
	};
	struct arena arena = arena_new(1 << 16);
	unsigned char *memory = arena.next;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct machine machine = { .end = MACHINE_STOPPED, .why = cases[i].state };

		assert_int_equal(outcome_of(&machine, 33, &arena).status, cases[i].meaning);
	}
	free(memory);
}
