/* ingot build: the kernel. */
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_process.h"
#include "host/build/build.h"
#include "host/cli/command.h"
#include "host/cli/finish.h"

enum exit_status command_build(struct session *session)
{
	int64_t start_ms = os_clock_ms();
	struct build build;
	enum build_profile profile = session->options.release ? BUILD_RELEASE : BUILD_DEBUG;
	enum exit_status status = build_prepare(session, profile, &build);

	if (!status)
		status = build_kernel(&build);
	/* Scripts know where it is. */
	bool is_told = isatty(STDERR_FILENO) || diag_level() >= DIAG_VERBOSE;
	if (!status && !session->options.dry_run && is_told)
		finish("Finished", build.kernel, start_ms, session->scratch);
	return status;
}
