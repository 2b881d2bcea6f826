/* The conversation with QEMU, from the other end of its socket. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/os_process.h"
#include "host/run/qmp.h"

static struct arena arena;
static int ends[2];

static void put(const char *text)
{
	assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
}

static struct qmp start(struct arena *scratch)
{
	struct qmp qmp;

	assert_true(os_socket_pair(ends));
	qmp_open(&qmp, scratch, ends[0]);
	return qmp;
}

static void stop(void)
{
	close(ends[0]);
	close(ends[1]);
}

static void the_machine_is_let_go_before_qemu_answers(void **state)
{
	struct arena scratch = arena;
	char sent[256] = "";

	(void)state;
	start(&scratch);
	assert_true(read(ends[1], sent, sizeof sent - 1) > 0);
	assert_non_null(strstr(sent, "qmp_capabilities"));
	assert_non_null(strstr(sent, "cont"));
	stop();
}

static void the_first_end_counts(void **state)
{
	static const struct { const char *line; enum qmp_event event; } cases[] = {
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

	(void)state;
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

static void answers_are_told_apart_from_what_else_comes(void **state)
{
	struct arena scratch = arena;
	struct qmp qmp = start(&scratch);

	(void)state;
	put("{\"QMP\": {}}\r\n{\"return\": {}}\r\n{\"return\": {}}\r\n"
	    "{\"event\": \"SHUTDOWN\", \"data\": {\"reason\": \"guest-reset\"}}\r\n"
	    "{\"return\": \"RIP=1\\r\\n\", \"id\": 1}\r\n");
	assert_string_equal(qmp_monitor(&qmp, &scratch, "info registers"), "RIP=1\r\n");
	assert_int_equal(qmp.event, QMP_RESET);
	stop();
}

static void an_error_says_why(void **state)
{
	struct arena scratch = arena;
	struct qmp qmp = start(&scratch);

	(void)state;
	put("{\"id\": 1, \"error\": {\"class\": \"GenericError\", \"desc\": \"no screen\"}}\r\n");
	assert_false(qmp_screenshot(&qmp, scratch, "a \"b\".png"));
	assert_string_equal(qmp.error, "no screen");
	stop();
}

static void a_qemu_that_has_gone_is_noticed(void **state)
{
	struct arena scratch = arena;
	struct qmp qmp = start(&scratch);

	(void)state;
	close(ends[1]);
	assert_null(qmp_execute(&qmp, &scratch, "stop", NULL));
	assert_string_equal(qmp.error, "QEMU has ended");
	assert_false(qmp_update(&qmp));
	close(ends[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_machine_is_let_go_before_qemu_answers),
		cmocka_unit_test(the_first_end_counts),
		cmocka_unit_test(answers_are_told_apart_from_what_else_comes),
		cmocka_unit_test(an_error_says_why),
		cmocka_unit_test(a_qemu_that_has_gone_is_noticed),
	};
	unsigned char *memory;

	signal(SIGPIPE, SIG_IGN);
	arena = arena_new(4 << 20);
	memory = arena.next;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	free(memory);
	return failed;
}
