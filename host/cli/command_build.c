/* ingot build: the kernel. */
#include "host/base/diag.h"
#include "host/build/build.h"
#include "host/cli/command.h"

enum exit_status command_build(struct session *session)
{
	struct build build;
	enum build_profile profile = session->options.release ? BUILD_RELEASE : BUILD_DEBUG;
	enum exit_status status = build_prepare(session, profile, &build);

	if (!status)
		status = build_kernel(&build);
	if (!status)
		diag_trace(DIAG_VERBOSE, "the kernel is %s", build.kernel);
	return status;
}
