/* ingot test: the kernel's own tests, in machines of their own. */
#include "host/cli/command.h"
#include "host/cli/prepare.h"
#include "host/test/guest_test.h"

#define MS_PER_S 1000

/* What repeats one test as it was run; the verdicts of all stay in their file. */
static void write_again(struct arena *keep, const struct options *options,
                        struct test_request *tests)
{
	struct buffer command = { .arena = keep }, rest = { .arena = keep };
	struct buffer *text = &command;

	buffer_puts(&command, "ingot");
	buffer_puts(&rest, "");
	for (const char *const *at = options->arguments; *at; at++) {
		if (*at == options->operands[0] || text_starts_with(*at, "--junit="))
			continue;
		if (text_equal(*at, "--junit") && at[1]) {
			at++;
			continue;
		}
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
	const struct options *options = &session->options;
	struct build build;
	enum exit_status status =
		prepare_image(session, options->release ? BUILD_TEST_RELEASE : BUILD_TEST, &build);
	struct test_request tests = {
		.filter = options->operands[0],
		.junit = options->junit,
		.tap = options->tap,
		.list = options->list,
		.jobs = options->jobs,
	};
	if (status)
		return guest_test_without_results(&tests, status, why_not(status),
		                                  session->scratch);
	struct guest_request request = prepare_request(&build, &build.project.test.args);
	tests.reboot = build.project.test.reboot;
	write_again(session->keep, options, &tests);
	tests.coverage = options->coverage ? path_join(session->keep, build.folder, "coverage.info")
	                                   : NULL;
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
