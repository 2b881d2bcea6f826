/* ingot build, ingot image: the kernel, and the disk that starts it. */
#include "build.h"
#include "diag.h"

static enum build_profile profile_of(const struct session *session)
{
	return session->options.release ? BUILD_RELEASE : BUILD_DEBUG;
}

int command_build(struct session *session)
{
	struct build build;
	enum exit_status status = build_prepare(session, profile_of(session), &build);

	if (!status)
		status = build_kernel(&build);
	if (!status)
		diag_trace(DIAG_VERBOSE, "the kernel is %s", build.kernel);
	return status;
}

int command_image(struct session *session)
{
	struct build build;
	enum exit_status status = build_prepare(session, profile_of(session), &build);

	if (!status)
		status = build_kernel(&build);
	if (!status)
		status = build_image(&build);
	if (!status && !session->options.dry_run)
		diag_status("Wrote", "%s", build.image);
	return status;
}
