/* The conversation with QEMU, from the other end of its socket. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena_fixture.h"
#include "host/base/os_process.h"
#include "host/run/qmp.h"
#include "tests/unit/unit.h"

static int ends[2];

static void set_up(void)
{
	signal(SIGPIPE, SIG_IGN);
	arena_set_up(4 << 20);
}

AROUND_ALL_TESTS(set_up, arena_tear_down);

static void put(const char *text)
{
	assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
}

static struct qmp start(struct arena *scratch)
{
	struct qmp qmp;

	assert_true(os_socket_pair(ends));
	qmp_open(&qmp, scratch, ends[0], false);
	return qmp;
}

static void stop(void)
{
	close(ends[0]);
	close(ends[1]);
}

TEST(the_machine_is_let_go_before_qemu_answers)
{
	struct arena scratch = arena;
	char sent[256] = "";

	start(&scratch);
	assert_true(read(ends[1], sent, sizeof sent - 1) > 0);
	assert_non_null(strstr(sent, "qmp_capabilities"));
	assert_non_null(strstr(sent, "cont"));
	stop();
}

TEST(a_debugger_lets_it_go)
{
	struct arena scratch = arena;
	struct qmp qmp;
	char sent[256] = "";

	assert_true(os_socket_pair(ends));
	qmp_open(&qmp, &scratch, ends[0], true);
	assert_true(read(ends[1], sent, sizeof sent - 1) > 0);
	assert_null(strstr(sent, "cont"));
	stop();
}

TEST(a_stop_of_a_persons_is_no_end)
{
	static const struct {
		const char *state, *why;
	} cases[] = {
		{ "internal-error", "internal-error" },
		{ "io-error", "io-error" },
		{ "paused", NULL },
		{ "debug", NULL },
		{ "running", NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena scratch = arena;
		struct qmp qmp = start(&scratch);
		char answer[128];

		snprintf(answer, sizeof answer,
		         "{\"event\": \"STOP\"}\r\n{\"return\": "
		         "{\"status\": \"%s\"}, \"id\": 1}\r\n",
		         cases[i].state);
		put("{\"event\": \"RESUME\"}\r\n{\"event\": \"STOP\"}\r\n");
		assert_true(qmp_update(&qmp));
		assert_true(qmp.has_run);
		assert_int_equal(qmp.event, QMP_STOPPED);
		put(answer);
		const char *why = qmp_why_stopped(&qmp, &scratch);
		assert_true(why ? cases[i].why && strcmp(why, cases[i].why) == 0 : !cases[i].why);
		assert_int_equal(qmp.event, why ? QMP_STOPPED : QMP_NONE);
		stop();
	}
}

TEST(the_first_end_counts)
{
	static const struct {
		const char *line;
		enum qmp_event event;
	} cases[] = {
		{ "{\"event\": \"SHUTDOWN\", \"data\": {\"guest\": true, "
		  "\"reason\": \"guest-reset\"}}\r\n",
		  QMP_RESET },
		{ "{\"event\": \"SHUTDOWN\", \"data\": {\"reason\": \"guest-shutdown\"}}\r\n",
		  QMP_POWERED_OFF },
		{ "{\"event\": \"SHUTDOWN\", \"data\": {\"reason\": \"host-ui\"}}\r\n", QMP_QUIT },
		{ "{\"event\": \"GUEST_PANICKED\", \"data\": {\"action\": \"pause\"}}\r\n",
		  QMP_PANICKED },
		{ "{\"event\": \"RESUME\"}\r\n{\"return\": {}}\r\nnot json\r\n", QMP_NONE },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena scratch = arena;
		struct qmp qmp = start(&scratch);

		put(cases[i].line);
		assert_true(qmp_update(&qmp));
		assert_int_equal(qmp.event, cases[i].event);
		put("{\"event\": \"SHUTDOWN\", \"data\": {\"reason\": \"host-qmp-quit\"}}\r\n");
		qmp_update(&qmp);
		if (cases[i].event != QMP_NONE)
			assert_int_equal(qmp.event, cases[i].event);
		stop();
	}
}

TEST(answers_are_told_apart_from_what_else_comes)
{
	struct arena scratch = arena;
	struct qmp qmp = start(&scratch);

	put("{\"QMP\": {}}\r\n{\"return\": {}}\r\n{\"return\": {}}\r\n"
	    "{\"event\": \"SHUTDOWN\", \"data\": {\"reason\": \"guest-reset\"}}\r\n"
	    "{\"return\": \"RIP=1\\r\\n\", \"id\": 1}\r\n");
	assert_string_equal(qmp_monitor(&qmp, &scratch, "info registers"), "RIP=1\r\n");
	assert_int_equal(qmp.event, QMP_RESET);
	stop();
}

TEST(an_error_says_why)
{
	struct arena scratch = arena;
	struct qmp qmp = start(&scratch);

	put("{\"id\": 1, \"error\": {\"class\": \"GenericError\", \"desc\": \"no screen\"}}\r\n");
	assert_false(qmp_screenshot(&qmp, scratch, "a \"b\".png"));
	assert_string_equal(qmp.error, "no screen");
	put("{\"id\": 2, \"error\": {\"class\": \"GenericError\", \"desc\": \"\"}}\r\n");
	assert_false(qmp_screenshot(&qmp, scratch, "a \"b\".png"));
	assert_string_equal(qmp.error, "an answer that is no answer");
	stop();
}

TEST(a_qemu_that_has_gone_is_noticed)
{
	struct arena scratch = arena;
	struct qmp qmp = start(&scratch);

	close(ends[1]);
	assert_null(qmp_execute(&qmp, &scratch, "stop", NULL));
	assert_string_equal(qmp.error, "QEMU has ended");
	assert_false(qmp_update(&qmp));
	close(ends[0]);
}
