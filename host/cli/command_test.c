/* ingot test: the kernel's own tests, in machines of their own. */
#include "host/cli/command.h"
#include "host/cli/prepare.h"
#include "host/test/guest_test.h"

#define MS_PER_S 1000

enum exit_status command_test(struct session *session)
{
	const struct options *options = &session->options;
	struct build build;
	enum exit_status status = prepare_image(session, options->release ? BUILD_TEST_RELEASE
	                                                                  : BUILD_TEST, &build);
	if (status)
		return status;
	struct guest_request request = prepare_request(&build, &build.project.test.args);
	struct test_request tests = {
		.filter = options->operands[0],
		.junit = options->junit,
		.tap = options->tap,
		.list = options->list,
		.reboot = build.project.test.reboot,
		.jobs = options->jobs,
	};
	request.timeout_ms = MS_PER_S * (options->timeout_s ? options->timeout_s
	                                                    : build.project.test.timeout_s);
	status = prepare_machine(&build, &request);
	if (status || options->dry_run)
		return status;
	return guest_test(&request, &tests, session->scratch);
}
