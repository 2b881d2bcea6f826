/* ingot run: the image in QEMU. */
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/display_path.h"
#include "host/cli/command.h"
#include "host/cli/prepare.h"
#include "host/run/guest.h"

#define MS_PER_S 1000

enum exit_status command_run(struct session *session)
{
	struct build build;
	enum exit_status status =
		prepare_image(session, session->options.release ? BUILD_RELEASE : BUILD_DEBUG,
	                      &build);
	if (status)
		return status;
	struct guest_request request = prepare_request(&build, &build.project.run.args);
	request.timeout_ms = session->options.timeout_s * MS_PER_S;
	request.window = true;
	request.nobody_types = !request.command && !isatty(STDIN_FILENO);
	status = prepare_machine(&build, build.project.run.accel, &request);
	if (status || session->options.dry_run)
		return status;
	diag_status("Booting", "%s", display_path(session->keep, request.image));
	return guest_run(&request, session->scratch);
}
