#include "host/test/runner.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "abi/test_link.h"
#include "host/base/diag.h"
#include "host/base/os_process.h"
#include "host/run/crash.h"
#include "host/run/firmware.h"
#include "host/run/outcome.h"
#include "host/run/postmortem.h"
#include "host/run/qemu.h"
#include "host/run/report.h"
#include "host/test/select.h"
#include "host/test/verdict.h"

#define MEMORY_BYTES ((size_t)1 << 20) /* QMP's lines, the command line */
#define WORK_BYTES   ((size_t)8 << 20) /* a register dump, a log with symbols */

void runner_init(struct runner *runner, struct testrun *run)
{
	*runner = (struct runner){ .run = run };
	runner->log = guestlog_new(run->keep);
	runner->memory = arena_part(run->keep, MEMORY_BYTES);
	runner->work = arena_part(run->keep, WORK_BYTES);
}

static int time_limit(const struct runner *runner)
{
	if (runner->test && runner->test->limit_ms)
		return runner->test->limit_ms;
	int limit_ms = runner->run->request->timeout_ms;

	return limit_ms ? limit_ms : GUEST_TEST_TIMEOUT_MS_DEFAULT;
}

static void enter(struct runner *runner, enum runner_state state, int limit_ms)
{
	runner->state = state;
	runner->limit = timelimit_begin(runner->machine.child, limit_ms);
}

void runner_boot(struct runner *runner)
{
	struct arena memory = runner->memory;

	guestlog_clear(&runner->log);
	runner->boots++;
	runner->named = 0;
	runner->panic = NULL;
	runner->test = NULL;
	if (!machine_start(&runner->machine, &memory, runner->run->request, MACHINE_FOR_TEST)) {
		runner->run->broken = STATUS_TOOL;
		runner->state = RUNNER_IDLE;
		return;
	}
	runner->verdicts = lines_open(&memory, runner->machine.verdict, VERDICT_LINE_BYTES_MAX);
	enter(runner, RUNNER_BOOTING, time_limit(runner));
}

/* The machine has ended: nothing is written there any more. */
static void take_observed(struct runner *runner)
{
	struct machine *machine = &runner->machine;

	if (machine->observed < 0)
		return;
	if (!observed_add(runner->run->observed, machine->observed, runner->work))
		diag_warning(NULL, "a machine does not tell what it executed");
	close(machine->observed);
	machine->observed = -1;
}

void runner_stop(struct runner *runner)
{
	if (runner->state != RUNNER_IDLE) {
		machine_stop(&runner->machine);
		take_observed(runner);
	}
	runner->state = RUNNER_IDLE;
}

TEXT_PRINTF(2, 3)
static void say(struct runner *runner, const char *format, ...)
{
	char line[32];
	va_list arguments;

	va_start(arguments, format);
	int size = vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	/* A guest that reads nothing fills no socket with one line a test; one
	 * that has gone is noticed by its machine's end. */
	if (runner->machine.verdict < 0 || os_send(runner->machine.verdict, line, (size_t)size))
		return;
	diag_trace(DIAG_VERBOSE, "the guest took no command: %s", strerror(errno));
	if (!lines_is_end(errno))
		runner->machine.channel_error = errno;
}

/* The next test, or the way out. */
static void run_next(struct runner *runner)
{
	struct testrun *run = runner->run;

	guestlog_clear(&runner->log);
	runner->test = run->tests->list ? NULL : testplan_take(&run->plan);
	if (!runner->test) {
		say(runner, "exit\n");
		enter(runner, RUNNER_LEAVING, RUNNER_LEAVE_MS);
		return;
	}
	runner->started_ms = os_clock_ms();
	enter(runner, RUNNER_TESTING, time_limit(runner));
	say(runner, "run %d\n", (int)(runner->test - run->plan.tests) + 1);
}

/* A new machine if it has something to do. */
static void restart(struct runner *runner)
{
	runner_stop(runner);
	if (testplan_waiting(&runner->run->plan) && runner->run->broken == STATUS_GOOD)
		runner_boot(runner);
}

/* The crash report in what the guest printed, and what it printed beside that. */
static void take_crash(struct runner *runner, struct test *test, const char *text)
{
	struct testrun *run = runner->run;
	size_t size = 0;
	const char *begin = test->state == TEST_CRASHED ? crash_find(text, &size) : NULL;

	test->spoken = test->console;
	if (!begin)
		return;
	test->crash = crash_read(run->symbolizer, run->keep, begin, size);
	test->spoken = text_format(run->keep, "%.*s%s", (int)(begin - text), text, begin + size);
}

static void keep_console(struct runner *runner, struct test *test)
{
	struct testrun *run = runner->run;
	struct arena work = runner->work;
	char *text = guestlog_text(&runner->log, &work);
	char *explained = report_text(run->symbolizer, &work, text, strlen(text));
	size_t size = strlen(explained);

	if (run->console_bytes + size > RUNNER_CONSOLE_BYTES_MAX) {
		test->console = test->spoken = "[not kept: too many tests failed]";
		return;
	}
	run->console_bytes += size;
	test->console = text_copy(run->keep, explained, size);
	take_crash(runner, test, text);
}

/* One that must pass more often, or may fail once more. */
static bool is_run_again(const struct testrun *run, struct test *test)
{
	const struct test_request *tests = run->tests;

	if (test->state == TEST_PASSED)
		return ++test->passes < tests->repeat;
	if (test->state == TEST_NOT_RUN || test->state == TEST_SKIPPED ||
	    test->tries >= tests->retries) {
		if (tests->repeat > 1 && test->state != TEST_SKIPPED)
			test->message = text_format(run->keep, "in run %d of %d%s%s",
			                            test->passes + 1, tests->repeat,
			                            test->message ? ": " : "",
			                            test->message ? test->message : "");
		return false;
	}
	if (!test->tries++)
		test->first_error = test_get_reason(test);
	return true;
}

static void finish_test(struct runner *runner, enum test_state state)
{
	struct test *test = runner->test;

	test->state = state;
	test->duration_ms = os_clock_ms() - runner->started_ms;
	if (state != TEST_PASSED || runner->run->tests->show_output)
		keep_console(runner, test);
	runner->test = NULL;
	if (is_run_again(runner->run, test)) {
		test_reset(test);
		return;
	}
	if (state > TEST_PASSED && runner->run->tests->fail_fast)
		runner->run->plan.closed = true;
	testprint_result(runner->run->print, test, runner->work);
}

/* Registers and backtrace of a machine that does not tell them itself. */
struct findings {
	const char *text; /* with symbols; NULL: there are none */
	const struct crash *crash;
};

static struct findings examine(struct runner *runner, enum postmortem_kind kind)
{
	struct testrun *run = runner->run;
	struct arena work = runner->work, texts = arena_part(&work, WORK_BYTES / 2);
	struct buffer text = { .arena = &texts };

	buffer_puts(&text, "");
	postmortem_write(&runner->machine, kind, &text, work);
	if (!text.size)
		return (struct findings){ 0 };
	char *explained = report_text(run->symbolizer, &texts, text.data, text.size);
	return (struct findings){
		text_copy(run->keep, explained, strlen(explained)),
		crash_read(run->symbolizer, run->keep, text.data, text.size),
	};
}

/* Whether the firmware never started the loader: then it has been said. */
static bool explain_firmware(struct runner *runner, bool may_be)
{
	const struct guest_request *request = runner->run->request;
	struct arena work = runner->work;
	const char *complaint = may_be ? firmware_complaint(&runner->machine, request, &work)
	                               : NULL;

	if (!complaint && (!may_be || runner->machine.is_begun))
		return false;
	firmware_report(&runner->machine, request, complaint);
	return true;
}

/* To standard error, in the order in which one reads it. */
static void show_crash(const struct runner *runner, const struct crash *crash, struct arena scratch)
{
	struct buffer text = { .arena = &scratch };

	buffer_puts(&text, "");
	crash_write(&text, crash,
	            &(struct crash_view){ STDERR_FILENO, runner->run->print->is_full, "  " });
	fputs(text.data, stderr);
}

/* What the guest printed, its crash report last. */
static void show_console(const struct runner *runner, const char *console, struct arena scratch)
{
	struct symbolizer *symbolizer = runner->run->symbolizer;
	size_t size = 0;
	const char *crash = crash_find(console, &size);
	int spoken = crash ? (int)(crash - console) : (int)strlen(console);

	if (spoken)
		fprintf(stderr, "console output:\n%.*s", spoken, console);
	if (crash)
		show_crash(runner, crash_read(symbolizer, runner->run->keep, crash, size), scratch);
}

static void hint_at_silence(const struct guest_request *request)
{
	if (request->command && qemu_names_verdicts(request))
		diag_hint("in `run.command` COM1 is to be the standard output, and COM2 the device "
		          "\"" GUEST_VERDICTS "\"");
	else if (request->command)
		diag_hint("`run.command` is to be QEMU, or to hand its arguments on to one; or "
		          "name the device for COM2, \"" GUEST_VERDICTS "\"");
	else
		diag_hint("the kernel must use ENTRY_POINT, whose start-up runs the tests");
}

/* The guest ends before its plan: no test can have a verdict. `why` and
 * `crash` lie in run->keep, if anywhere: the console is read into `work`. */
static void break_run(struct runner *runner, enum exit_status status, const char *why,
                      const struct crash *crash)
{
	struct testrun *run = runner->run;
	struct arena work = runner->work;
	char *console = guestlog_text(&runner->log, &work);

	diag_error(NULL, "%s: %s",
	           run->plan.complete ? "a machine does not start its tests again"
	                              : "no test plan from the guest",
	           why);
	show_console(runner, console, work);
	if (runner->machine.said_bytes)
		fputs(runner->machine.said_text, stderr);
	if (crash)
		show_crash(runner, crash, work);
	if (status == STATUS_TOOL)
		qemu_hint(run->request);
	if (status == STATUS_TOOL && run->request->command)
		hint_at_silence(run->request);
	if (!explain_firmware(runner, status == STATUS_TIMEOUT && !*console) && !*console &&
	    status != STATUS_TOOL)
		hint_at_silence(run->request);
	run->broken = status;
	runner_stop(runner);
}

static void begin_tests(struct runner *runner)
{
	struct testrun *run = runner->run;

	if (!run->plan.complete) {
		run->plan.complete = true;
		size_t selected = select_tests(&run->plan, run->tests, runner->work);
		if (selected && !run->tests->list)
			testprint_begin(run->print, &run->plan, selected);
	}
	run_next(runner);
}

static void hear_test(struct runner *runner, const struct verdict *verdict)
{
	struct testplan *plan = &runner->run->plan;
	const char *wrong = NULL;

	runner->named++;
	if (!plan->complete)
		testplan_add(plan, verdict->file, verdict->line, verdict->text);
	if (verdict->number != (int)runner->named)
		wrong = "a test is missing from its list";
	else if (!testplan_matches(plan, runner->named, verdict->file, verdict->line,
	                           verdict->text))
		wrong = "it names other tests than at its first start";
	if (wrong)
		break_run(runner, STATUS_GUEST, wrong, NULL);
}

static void hear_plan(struct runner *runner, int planned)
{
	struct testrun *run = runner->run;
	size_t named = runner->named;

	if ((size_t)planned == named && named == run->plan.count)
		begin_tests(runner);
	else
		break_run(runner, STATUS_GUEST,
		          text_format(run->keep, "it plans %d tests and names %zu", planned, named),
		          NULL);
}

static void hear_hello(struct runner *runner, int version)
{
	if (version != TEST_LINK_VERSION)
		break_run(runner, STATUS_GUEST,
		          text_format(runner->run->keep,
		                      "it speaks version %d of the test protocol, not %d", version,
		                      TEST_LINK_VERSION),
		          NULL);
}

/* The machine ends by itself; what it still prints belongs to the report. */
static void hear_panic(struct runner *runner, const struct verdict *verdict)
{
	runner->panic = text_copy(runner->run->keep, verdict->text, strlen(verdict->text));
	runner->limit = timelimit_begin(runner->machine.child, RUNNER_CRASH_MS);
}

/* What the last test that was named asks for; known from the first boot on. */
static void hear_wish(struct runner *runner, const struct verdict *verdict)
{
	struct testplan *plan = &runner->run->plan;
	struct arena *keep = runner->run->keep;

	if (plan->complete || verdict->number != (int)plan->count || !plan->count)
		return;
	struct test *test = &plan->tests[plan->count - 1];

	if (verdict->kind == VERDICT_LIMIT)
		test->limit_ms = (int)strtol(verdict->text, NULL, 10);
	else if (verdict->kind == VERDICT_PANICS)
		test->panics = text_copy(keep, verdict->text, strlen(verdict->text));
	else
		test->panics = text_format(keep, ", exception %s", verdict->text);
}

static void hear_booting(struct runner *runner, const struct verdict *verdict)
{
	if (verdict->kind == VERDICT_HELLO)
		hear_hello(runner, verdict->number);
	else if (verdict->kind == VERDICT_TEST)
		hear_test(runner, verdict);
	else if (verdict->kind == VERDICT_LIMIT || verdict->kind == VERDICT_PANICS ||
	         verdict->kind == VERDICT_FAULTS)
		hear_wish(runner, verdict);
	else if (verdict->kind == VERDICT_PLAN)
		hear_plan(runner, verdict->number);
}

static void read_console(struct runner *runner)
{
	char data[4096];

	for (size_t got; (got = machine_read_console(&runner->machine, data, sizeof data));)
		guestlog_add(&runner->log, data, got);
}

static void hear_end(struct runner *runner, enum test_state state)
{
	/* What the test printed was sent before its verdict. */
	read_console(runner);
	finish_test(runner, state);
	if (runner->run->tests->reboot && testplan_waiting(&runner->run->plan))
		restart(runner);
	else
		run_next(runner);
}

static void skip_test(struct runner *runner, const char *why)
{
	runner->test->message = text_copy(runner->run->keep, why, strlen(why));
	hear_end(runner, TEST_SKIPPED);
}

static void hear_testing(struct runner *runner, const struct verdict *verdict)
{
	bool is_ours = verdict->number == (int)(runner->test - runner->run->plan.tests) + 1;

	if (verdict->kind == VERDICT_FAIL && is_ours)
		test_add_failure(&runner->run->plan, runner->test,
		                 &(struct failure){ verdict->file, verdict->text, verdict->line });
	else if (verdict->kind == VERDICT_PASS && is_ours && !runner->test->failure_count)
		hear_end(runner, TEST_PASSED);
	else if ((verdict->kind == VERDICT_FAILED || verdict->kind == VERDICT_PASS) && is_ours)
		hear_end(runner, TEST_FAILED);
	else if (verdict->kind == VERDICT_SKIP && is_ours)
		skip_test(runner, verdict->text);
	else if (verdict->kind == VERDICT_ERROR)
		diag_trace(DIAG_VERBOSE, "the guest says: %s", verdict->text);
}

static void hear(struct runner *runner, char *line)
{
	struct verdict verdict = verdict_parse(line);

	if (verdict.kind == VERDICT_PANIC)
		hear_panic(runner, &verdict);
	else if (runner->state == RUNNER_BOOTING)
		hear_booting(runner, &verdict);
	else if (runner->state == RUNNER_TESTING)
		hear_testing(runner, &verdict);
}

/* False when a line has ended this machine, or brought a new one. */
static bool read_verdicts(struct runner *runner)
{
	int boots = runner->boots;

	for (char *line; (line = lines_next(&runner->verdicts));) {
		hear(runner, line);
		if (runner->state == RUNNER_IDLE || runner->boots != boots)
			return false;
	}
	/* Its end would wake poll() again and again. */
	if (runner->verdicts.ended && runner->machine.verdict >= 0) {
		close(runner->machine.verdict);
		runner->machine.verdict = -1;
	}
	return true;
}

/* What the guest itself reports of a crash is better than what its machine shows. */
static void end_by(struct runner *runner, const char *why, enum postmortem_kind kind,
                   enum test_state state)
{
	struct findings findings = examine(runner, kind);

	runner->test->message = why;
	runner->test->details = findings.text;
	runner->test->crash = findings.crash;
	finish_test(runner, state);
	restart(runner);
}

/* Whether a test that is to end its machine has done so as it should. */
static bool is_as_wanted(const struct runner *runner)
{
	const char *wanted = runner->test->panics, *headline = runner->panic;
	const char *at = wanted && headline ? strstr(headline, wanted) : NULL;

	/* An exception is the whole end: 1 is not part of 14. */
	return at && (!text_starts_with(wanted, ", exception ") || !at[strlen(wanted)]);
}

static void crash_test(struct runner *runner, const char *why)
{
	if (is_as_wanted(runner)) {
		finish_test(runner, TEST_PASSED);
		restart(runner);
		return;
	}
	end_by(runner, runner->panic ? runner->panic : why, postmortem_of(runner->machine.end),
	       TEST_CRASHED);
}

/* QEMU has ended or stands still. */
static void machine_ended(struct runner *runner)
{
	struct testrun *run = runner->run;

	machine_settle(&runner->machine);
	struct outcome outcome = outcome_of(&runner->machine, run->request->success_status,
	                                    run->keep);
	const char *why = outcome.sentence ? outcome.sentence : "the guest exited or powered off";

	if (runner->state == RUNNER_TESTING) {
		crash_test(runner, why);
	} else if (runner->state == RUNNER_BOOTING) {
		break_run(runner, outcome.status ? outcome.status : STATUS_GUEST,
		          runner->panic ? runner->panic : why,
		          examine(runner, postmortem_of(runner->machine.end)).crash);
	} else {
		runner_stop(runner);
	}
}

static void time_is_over(struct runner *runner)
{
	struct testrun *run = runner->run;
	const char *why = text_format(run->keep, "timed out after %s",
	                              timelimit_text(run->keep, time_limit(runner)));

	if (runner->state == RUNNER_TESTING && runner->panic) {
		crash_test(runner, runner->panic);
	} else if (runner->state == RUNNER_TESTING) {
		end_by(runner, why, POSTMORTEM_HANG, TEST_TIMED_OUT);
	} else if (runner->state == RUNNER_BOOTING && machine_is_late(&runner->machine)) {
		break_run(runner, STATUS_TOOL,
		          text_format(run->keep, "QEMU did not start the guest within %s",
		                      timelimit_text(run->keep, time_limit(runner))),
		          NULL);
	} else if (runner->state == RUNNER_BOOTING) {
		break_run(runner, runner->panic ? STATUS_GUEST : STATUS_TIMEOUT,
		          runner->panic ? runner->panic : why,
		          examine(runner, POSTMORTEM_HANG).crash);
	} else {
		runner_stop(runner);
	}
}

/* The host's failure, not the test's. */
static void lose_machine(struct runner *runner)
{
	struct testrun *run = runner->run;

	diag_error(NULL, "a channel to QEMU fails: %s", strerror(runner->machine.channel_error));
	if (runner->test) {
		runner->test->message = "the channel to its machine failed";
		finish_test(runner, TEST_NOT_RUN);
	}
	run->broken = STATUS_TOOL;
	runner_stop(runner);
}

void runner_step(struct runner *runner)
{
	if (runner->state == RUNNER_IDLE)
		return;
	/* First whether it has ended, then what it said before that. */
	bool runs = machine_update(&runner->machine);
	read_console(runner);
	/* A machine without a monitor ends with its console, which wakes nobody twice. */
	if (runs && runner->machine.console < 0)
		runs = machine_update(&runner->machine);
	/* What a guest says counts when it is known that it is the one that was meant. */
	bool is_other = runner->machine.end == MACHINE_REPLACED;
	bool is_known = runner->machine.has_files || !runs;
	if (is_known && !is_other && !read_verdicts(runner))
		return;
	if (runner->verdicts.error)
		runner->machine.channel_error = runner->verdicts.error;
	if (runner->machine.channel_error) {
		lose_machine(runner);
		return;
	}
	if (!runs)
		machine_ended(runner);
	else if (timelimit_left(&runner->limit) == 0)
		time_is_over(runner);
}
