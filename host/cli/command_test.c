/* ingot test: the kernel's own tests, in machines of their own. */
#include <string.h>

#include "host/cli/command.h"
#include "host/cli/prepare.h"
#include "host/test/guest_test.h"

#define MS_PER_S 1000

static bool is_operand(const struct options *options, const char *argument)
{
	for (const char *const *at = options->operands; *at; at++)
		if (*at == argument)
			return true;
	return false;
}

/* What says which tests were to be run, and where results go; *at is then its last word. */
static bool is_left_out(const char *const **at)
{
	static const char *const with_value[] = { "--junit", "--skip", "--shuffle", NULL };
	static const char *const alone[] = { "--exact", "--rerun", "--fail-fast", NULL };
	const char *word = **at;

	for (const char *const *name = alone; *name; name++)
		if (text_equal(word, *name))
			return true;
	for (const char *const *name = with_value; *name; name++) {
		size_t size = strlen(*name);

		if (strncmp(word, *name, size) != 0 || (word[size] && word[size] != '='))
			continue;
		*at += !word[size] && (*at)[1];
		return true;
	}
	return false;
}

/* What repeats one test as it was run; the verdicts of all stay in their file. */
static void write_again(struct arena *keep, const struct options *options,
                        struct test_request *tests)
{
	struct buffer command = { .arena = keep }, rest = { .arena = keep };
	struct buffer *text = &command;

	buffer_puts(&command, "ingot");
	buffer_puts(&rest, "");
	for (const char *const *at = options->arguments; *at; at++) {
		if (is_operand(options, *at) || is_left_out(&at))
			continue;
		if (at + 1 == options->guest_arguments && text_equal(*at, "--"))
			text = &rest;
		buffer_puts(text, " ");
		buffer_add_word(text, *at);
	}
	tests->again = command.data;
	tests->again_rest = rest.data;
}

static const char *why_not(enum exit_status status)
{
	return status == STATUS_TOOL ? "a tool is missing" : "the kernel was not built";
}

enum exit_status command_test(struct session *session)
{
	static const char *const none[] = { NULL };
	const struct options *options = &session->options;
	struct build build;
	enum exit_status status =
		prepare_image(session, options->release ? BUILD_TEST_RELEASE : BUILD_TEST, &build);
	struct test_request tests = {
		.filters = options->operands,
		.skips = options->skips.items ? options->skips.items : none,
		.exact = options->exact,
		.rerun = options->rerun,
		.fail_fast = options->fail_fast,
		.repeat = options->repeat,
		.retries = options->retries,
		.seed = options->seed,
		.show_output = options->show_output,
		.junit = options->junit,
		.tap = options->tap,
		.list = options->list,
		.jobs = options->jobs,
	};
	if (status)
		return guest_test_without_results(&tests, status, why_not(status),
		                                  session->scratch);
	if (options->no_run)
		return STATUS_GOOD;
	struct guest_request request = prepare_request(&build, &build.project.test.args);
	tests.reboot = build.project.test.reboot;
	write_again(session->keep, options, &tests);
	tests.coverage = options->coverage ? path_join(session->keep, build.folder, "coverage.info")
	                                   : NULL;
	tests.last_run = path_join(session->keep, build.folder, "last-run");
	tests.fail_under = options->fail_under;
	request.timeout_ms = MS_PER_S * (options->timeout_s ? options->timeout_s
	                                                    : build.project.test.timeout_s);
	status = prepare_machine(&build, build.project.test.accel, &request);
	if (status)
		return guest_test_without_results(&tests, status, why_not(status),
		                                  session->scratch);
	if (options->dry_run)
		return STATUS_GOOD;
	return guest_test(&request, &tests, session->scratch);
}
