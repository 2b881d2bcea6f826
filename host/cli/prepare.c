#include "host/cli/prepare.h"

#include <stdio.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/build/parts.h"
#include "host/build/sign.h"
#include "host/run/qemu.h"
#include "host/run/window.h"
#include "host/toolchain/observer.h"
#include "host/toolchain/ovmf.h"

#define DIRECT_SPARE_BYTES ((uint64_t)2 << 20) /* besides the bundle: firmware, loader */

/* The project's arguments, then those of the command line: the later win. */
static const char *const *join_arguments(struct arena *keep, const struct text_list *first,
                                         const char *const *then)
{
	struct text_list all = { .arena = keep };

	for (size_t i = 0; i < first->count; i++)
		text_list_add(&all, first->items[i]);
	text_list_add_all(&all, then);
	return all.items;
}

struct guest_request prepare_request(struct build *build, const struct text_list *args)
{
	const struct options *options = &build->session->options;
	const struct text_list *command = &build->project.run.command;
	struct guest_request request = {
		.start = options->start,
		.symbolizer = build->tools.symbolizer,
		.image = options->start == GUEST_START_DIRECT ? build->bundle : build->image,
		.loader = path_join(build->session->keep, build->loader, "loader.pvh"),
		.kernel_elf = build->kernel,
		.command = command->count ? command->items : NULL,
		.arguments = join_arguments(build->session->keep, args, options->guest_arguments),
		.cpus = options->cpus,
		.memory_mib = options->memory_mib,
		.success_status = build->project.test.success_exit_code,
		.screenshot = options->screenshot,
		.is_full_report = options->full_backtrace || diag_level() >= DIAG_VERBOSE,
	};

	os_file_facts(request.kernel_elf, &request.kernel_facts);
	request.lock = &build->lock;
	return request;
}

static const char *start_name(enum guest_start start)
{
	static const char *const names[] = { "--bios", "--uefi", "--direct" };

	return names[start];
}

/* What the user did not choose, the image does. */
static void choose_start(struct build *build)
{
	struct options *options = &build->session->options;

	if (!options->has_start && !(build->project.image.firmware & FIRMWARE_BIOS))
		options->start = GUEST_START_UEFI;
}

static enum exit_status check_start(const struct build *build)
{
	enum guest_start start = build->session->options.start;
	unsigned firmware = build->project.image.firmware;
	bool is_own = build->project.run.command.count;

	if (is_own && build->session->options.has_start) {
		diag_error(NULL, "%s: the project runs a command of its own", start_name(start));
		diag_hint("run.command in ingot.yaml starts the machine");
		return STATUS_USAGE;
	}
	if ((start == GUEST_START_BIOS && !(firmware & FIRMWARE_BIOS)) ||
	    (start == GUEST_START_UEFI && !(firmware & FIRMWARE_UEFI))) {
		diag_error(NULL, "%s: the project's image does not boot this way",
		           start_name(start));
		diag_hint("see image.firmware in ingot.yaml");
		return STATUS_USAGE;
	}
	return STATUS_GOOD;
}

enum exit_status prepare_image(struct session *session, enum build_profile profile,
                               struct build *build)
{
	enum exit_status status = build_prepare(session, profile, build);

	if (status)
		return status;
	if (!parts_check_bootable(build))
		return STATUS_PROJECT;
	choose_start(build);
	status = check_start(build);
	if (!status)
		status = sign_check(build);
	if (!status)
		status = build_kernel(build);
	if (status)
		return status;
	return session->options.start == GUEST_START_DIRECT ? build_bundle(build)
	                                                    : build_image(build);
}

/* A project with its own command needs no QEMU of ours. */
static enum exit_status find_qemu(const struct build *build, struct guest_request *request)
{
	if (request->command)
		return STATUS_GOOD;
	request->qemu = toolchain_find_qemu(build->session->keep);
	if (request->qemu && request->start == GUEST_START_UEFI)
		request->firmware = ovmf_need(build->session->keep, request->qemu);
	return request->qemu && (request->firmware || request->start != GUEST_START_UEFI)
	               ? STATUS_GOOD
	               : STATUS_TOOL;
}

static bool names_memory(const char *const *arguments)
{
	for (; arguments && *arguments; arguments++)
		if (text_equal(*arguments, "-m"))
			return true;
	return false;
}

/* The user's own choice of where the screen goes. */
static bool names_display(const char *const *arguments)
{
	for (; arguments && *arguments; arguments++)
		if (text_equal(*arguments, "-display") || text_equal(*arguments, "-nographic") ||
		    text_equal(*arguments, "-vnc") || text_equal(*arguments, "-spice"))
			return true;
	return false;
}

/* QEMU would put the bundle over the loader and start what is left of it. */
static enum exit_status check_memory(const struct guest_request *request)
{
	int memory_mib = request->memory_mib ? request->memory_mib : GUEST_MEMORY_MIB_DEFAULT;
	struct place at = { .file = request->image };
	struct os_file_facts bundle;

	if (request->start != GUEST_START_DIRECT || names_memory(request->arguments) ||
	    !os_file_facts(request->image, &bundle) ||
	    bundle.size_bytes + DIRECT_SPARE_BYTES <= (uint64_t)memory_mib << 20)
		return STATUS_GOOD;
	diag_error(&at, "a machine of %d MiB has no room for this bundle of %d MiB", memory_mib,
	           (int)(bundle.size_bytes >> 20) + 1);
	diag_hint("give it more: --memory %d",
	          (int)((bundle.size_bytes + 2 * DIRECT_SPARE_BYTES) >> 20) + 1);
	return STATUS_USAGE;
}

static void show_command(const struct guest_request *request, struct arena scratch)
{
	struct guest_request by_hand = *request;
	struct text_list line = { .arena = &scratch };
	struct buffer text = { .arena = &scratch };

	by_hand.nobody_types = false;
	qemu_command_by_hand(&line, &by_hand);
	for (size_t i = 0; i < line.count; i++) {
		buffer_puts(&text, i ? " " : "");
		buffer_add_word(&text, line.items[i]);
	}
	printf("%s\n", text.data);
}

static enum exit_status find_observer(const struct build *build, struct guest_request *request)
{
	const struct options *options = &build->session->options;

	if (options->fail_under && !options->coverage) {
		diag_error(NULL, "--fail-under: nothing is measured without --coverage");
		return STATUS_USAGE;
	}
	if (!options->coverage)
		return STATUS_GOOD;
	if (request->command) {
		diag_error(NULL, "--coverage: the project runs a command of its own");
		diag_hint("run.command in ingot.yaml starts the machine");
		return STATUS_USAGE;
	}
	request->observer = build->session->observer;
	if (!request->observer) {
		diag_error(NULL, "--coverage: observe.so is not beside the command");
		diag_hint("`make` builds it; `make install` puts it into lib/ingot");
		return STATUS_TOOL;
	}
	struct observer_try tried = observer_try(build->session->keep, request->qemu,
	                                         request->observer);

	if (tried.works)
		return STATUS_GOOD;
	diag_error(NULL, "--coverage: this QEMU cannot be watched: %s", tried.why);
	diag_hint("QEMU is %s; it has to be 7.2 or newer, and built with plugins", request->qemu);
	return STATUS_TOOL;
}

/* Command line, environment, project: the first that says it. A dry run tries none. */
static enum exit_status find_accel(const struct build *build, enum accel project,
                                   struct guest_request *request)
{
	const struct options *options = &build->session->options;
	enum accel wanted = options->accel, taken;
	const char *why;

	if (wanted && request->command) {
		diag_error(NULL, "--accel: the project runs a command of its own");
		diag_hint("run.command in ingot.yaml starts the machine");
		return STATUS_USAGE;
	}
	if (!wanted && !accel_from_environment(&wanted))
		return STATUS_USAGE;
	if (request->observer && wanted > ACCEL_TCG) {
		diag_error(NULL, "--coverage: only an emulated CPU can be watched");
		diag_hint("write --accel tcg, or leave it out");
		return STATUS_USAGE;
	}
	if (request->observer)
		wanted = ACCEL_TCG;
	wanted = wanted ? wanted : project ? project : ACCEL_AUTO;
	if (!request->qemu || accel_is_named(request->arguments) ||
	    (wanted == ACCEL_AUTO && options->dry_run))
		return STATUS_GOOD;
	if (!accel_choose(build->session->keep, request->qemu, wanted, &taken, &why))
		return STATUS_TOOL;
	if (why)
		diag_trace(DIAG_VERBOSE, "QEMU emulates the CPU: %s", why);
	request->accel = accel_argument(taken, request->qemu);
	return STATUS_GOOD;
}

enum exit_status prepare_machine(const struct build *build, enum accel accel,
                                 struct guest_request *request)
{
	enum exit_status status = find_qemu(build, request);

	if (!status)
		status = find_observer(build, request);
	if (!status)
		status = find_accel(build, accel, request);
	if (status)
		return status;
	request->window = request->window && request->qemu && !names_display(request->arguments) &&
	                  window_opens(build->session->keep, request->qemu);
	if (!build->session->options.dry_run)
		return check_memory(request);
	show_command(request, build->session->scratch);
	return STATUS_GOOD;
}
