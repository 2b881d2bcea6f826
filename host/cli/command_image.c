/* ingot image: the disk that starts the kernel.
 *
 * What is wrong with where it shall go is found before anything is built. */
#include "host/base/diag.h"
#include "host/base/os_process.h"
#include "host/build/build.h"
#include "host/build/build_network.h"
#include "host/build/made.h"
#include "host/build/parts.h"
#include "host/build/sbom.h"
#include "host/build/sign.h"
#include "host/build/verify.h"
#include "host/cli/command.h"
#include "host/cli/finish.h"
#include "host/cli/write_disk.h"
#include "host/image/convert.h"
#include "host/image/disk.h"
#include "host/image/output.h"

#define NETWORK_FILE "bootx64.efi" /* as UEFI calls a program for this processor */

/* Where the image goes in the end: a file of its own, a converted one, or a disk. */
struct destination {
	const char *path;
	bool is_disk;
	const char *converter; /* qemu-img, or NULL: as it is written */
};

static bool is_converted(enum image_format format)
{
	return image_formats[format].converter;
}

static const char *default_path(const struct build *build, enum image_format format)
{
	return text_format(build->session->keep, "%s/%s.%s", build->folder, build->project.name,
	                   image_formats[format].ending);
}

static enum exit_status find_converter(struct build *build, struct destination *to)
{
	if (!is_converted(build->session->options.format))
		return STATUS_GOOD;
	to->converter = toolchain_find_qemu_img(build->session->keep);
	return to->converter ? STATUS_GOOD : STATUS_TOOL;
}

static bool refuse_format(const char *path)
{
	struct place at = { .file = path };

	diag_error(&at, "only a raw or ISO image boots from a disk");
	diag_hint("remove --format");
	return false;
}

/* Its parts are not written in their order, and its holes take no room. */
static enum exit_status refuse_stream(void)
{
	diag_error(NULL, "-o -: an image cannot be written to standard output");
	diag_hint("name a file, such as ./-");
	return STATUS_USAGE;
}

static bool check_folder(const struct destination *to)
{
	enum os_node kind = os_node_kind(to->path);

	if (kind == OS_NODE_NONE || kind == OS_NODE_FOLDER)
		return true;
	diag_error(&(struct place){ .file = to->path },
	           "--format pxe writes a directory, and this is none");
	diag_hint("name another with -o");
	return false;
}

static enum exit_status choose_destination(struct build *build, struct destination *to)
{
	const struct options *options = &build->session->options;
	const char *path = options->output ? options->output : default_path(build, options->format);
	bool good;

	if (options->output && text_equal(options->output, "-"))
		return refuse_stream();
	*to = (struct destination){ .path = path, .is_disk = os_node_kind(path) == OS_NODE_DISK };
	if (options->format == IMAGE_PXE)
		good = build_check_network(build) && check_folder(to);
	else if (!to->is_disk)
		good = output_check(path);
	else if (is_converted(options->format))
		good = refuse_format(path);
	else
		good = disk_check(path, options->force, build->session->scratch);
	return good ? find_converter(build, to) : STATUS_PROJECT;
}

/* An image that goes on from there is written beside the kernel first. */
static void choose_image(struct build *build, const struct destination *to)
{
	enum image_format format = build->session->options.format;

	build->format = is_converted(format) ? IMAGE_RAW : format;
	bool goes_on = to->is_disk || to->converter;
	if (format == IMAGE_PXE) {
		build->image = path_join(build->session->keep, to->path, NETWORK_FILE);
		build->durability = OS_DURABLE;
		return;
	}
	build->image = goes_on ? default_path(build, build->format) : to->path;
	build->durability = goes_on ? OS_REMADE : OS_DURABLE;
}

static bool deliver(const struct build *build, const struct destination *to)
{
	struct session *session = build->session;

	if (to->is_disk)
		return write_disk(to->path, build->image, session->scratch);
	if (to->converter && !session->options.output &&
	    !made_note_file(build->folder, to->path, session->scratch))
		return false;
	return !to->converter || convert_image(to->converter, session->options.format, build->image,
	                                       to->path, session->scratch);
}

static bool check_outputs(const struct build *build, const struct destination *to)
{
	const char *sbom = build->session->options.sbom;

	return (to->is_disk || build_check_output(build, to->path)) &&
	       (!sbom || build_check_output(build, sbom));
}

enum exit_status command_image(struct session *session)
{
	enum build_profile profile = session->options.release ? BUILD_RELEASE : BUILD_DEBUG;
	int64_t start_ms = os_clock_ms();
	struct destination to;
	struct build build;
	enum exit_status status = verify_check(session);

	if (!status)
		status = build_prepare(session, profile, &build);
	if (!status && !parts_check_bootable(&build))
		status = STATUS_PROJECT;
	if (!status)
		status = choose_destination(&build, &to);
	if (!status)
		status = sign_check(&build);
	if (status)
		return status;
	choose_image(&build, &to);
	status = build_kernel(&build);
	if (!status && !check_outputs(&build, &to))
		status = STATUS_PROJECT;
	if (!status)
		status = build_image(&build);
	if (!status && session->options.verify)
		status = verify_image(&build);
	if (status || session->options.dry_run)
		return status;
	if ((session->options.sbom && !sbom_write(&build, session->options.sbom)) ||
	    !deliver(&build, &to))
		return STATUS_PROJECT;
	finish("Wrote", to.path, start_ms, session->scratch);
	return STATUS_GOOD;
}
