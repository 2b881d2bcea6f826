/* ingot flash: the kernel's image on a USB stick or card.
 *
 * What speaks against the disk is found before anything is built; its user is asked when
 * the image is there, and its size is known. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/build/build.h"
#include "host/build/parts.h"
#include "host/build/sign.h"
#include "host/cli/command.h"
#include "host/cli/write_disk.h"
#include "host/image/disk.h"
#include "host/image/stick.h"

#define COLUMN_GAP 2

static const struct stick_places places = { OS_SYSFS, OS_DEVICES };

static bool can_ask(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* What the disk calls itself: any bytes. */
static const char *model_text(struct arena *keep, const struct stick *stick)
{
	struct buffer text = { .arena = keep };

	if (!stick->disk.model)
		return "-";
	buffer_add_shown(&text, stick->disk.model, strlen(stick->disk.model));
	return text.data;
}

enum { DEVICE, SIZE, MODEL, STATE, COLUMNS };

static void describe(struct arena *keep, const struct stick *stick, const char *row[COLUMNS])
{
	row[DEVICE] = stick->disk.path;
	row[SIZE] = disk_size_text(keep, stick->disk.size_bytes);
	row[MODEL] = model_text(keep, stick);
	row[STATE] = stick_state_text(keep, stick);
}

static void widen(size_t widths[COLUMNS], const char *const row[COLUMNS])
{
	for (size_t i = 0; i < COLUMNS; i++) {
		size_t width = text_width(row[i], strlen(row[i]));

		widths[i] = width > widths[i] ? width : widths[i];
	}
}

static void print_row(const size_t widths[COLUMNS], const char *const row[COLUMNS])
{
	for (size_t i = 0; i < STATE; i++) {
		size_t gap = widths[i] - text_width(row[i], strlen(row[i])) + COLUMN_GAP;

		printf("%s%*s", row[i], (int)gap, "");
	}
	printf("%s\n", row[STATE]);
}

static void print_list(const struct stick_list *list, struct arena scratch)
{
	static const char *const heads[COLUMNS] = { "DEVICE", "SIZE", "MODEL", "STATE" };
	const char *row[COLUMNS];
	size_t widths[COLUMNS] = { 0 };

	widen(widths, heads);
	for (size_t i = 0; i < list->count; i++) {
		describe(&scratch, &list->items[i], row);
		widen(widths, row);
	}
	print_row(widths, heads);
	for (size_t i = 0; i < list->count; i++) {
		describe(&scratch, &list->items[i], row);
		print_row(widths, row);
	}
}

/* The one that may be written to, if it is one. */
static const struct stick *find_only(const struct stick_list *list)
{
	const struct stick *only = NULL;

	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i].state != STICK_READY)
			continue;
		if (only)
			return NULL;
		only = &list->items[i];
	}
	return only;
}

/* *is_chosen: there is one to ask about. */
static enum exit_status list_sticks(struct session *session, struct stick *stick, bool *is_chosen)
{
	struct stick_list list;
	const struct stick *only;

	*is_chosen = false;
	if (!stick_list_read(session->keep, &places, &list)) {
		diag_error(&(struct place){ .file = OS_SYSFS }, "cannot list the disks: %s",
		           strerror(errno));
		diag_hint("write a file with `ingot image -o FILE`, and copy that to the disk "
		          "with dd");
		return STATUS_PROJECT;
	}
	if (!list.count) {
		diag_status("Found", "no removable disk");
		return STATUS_GOOD;
	}
	print_list(&list, session->scratch);
	only = find_only(&list);
	if (!only || !can_ask())
		return STATUS_GOOD;
	fflush(stdout);
	*stick = *only;
	*is_chosen = os_may_write(only->disk.path) || disk_refuse(only->disk.path, errno);
	return *is_chosen ? STATUS_GOOD : STATUS_PROJECT;
}

static enum exit_status choose(struct session *session, struct stick *stick, bool *is_chosen)
{
	const struct options *options = &session->options;
	const char *device = options->operands[0];

	*is_chosen = device != NULL;
	/* Whether it may be written at all comes first: --yes would not help. */
	if (device && !stick_find(session->keep, &places, device, stick))
		return STATUS_PROJECT;
	if (device && !options->yes && !options->dry_run && !can_ask()) {
		diag_error(NULL, "ingot flash: there is no terminal to ask on");
		diag_hint("add --yes: what is on %s is lost then", device);
		return STATUS_USAGE;
	}
	if (device)
		return STATUS_GOOD;
	if (!options->yes)
		return list_sticks(session, stick, is_chosen);
	diag_error(NULL, "ingot flash: --yes needs a DEVICE");
	diag_hint("`ingot flash` alone lists them");
	return STATUS_USAGE;
}

static enum exit_status make_image(struct session *session, struct build *build)
{
	enum build_profile profile = session->options.release ? BUILD_RELEASE : BUILD_DEBUG;
	enum exit_status status = build_prepare(session, profile, build);

	if (!status && !parts_check_bootable(build))
		status = STATUS_PROJECT;
	if (!status)
		status = sign_check(build);
	if (status)
		return status;
	build->format = IMAGE_RAW;
	build->durability = OS_REMADE;
	build->image = text_format(session->keep, "%s/%s.%s", build->folder, build->project.name,
	                           image_formats[IMAGE_RAW].ending);
	status = build_kernel(build);
	return status ? status : build_image(build);
}

/* Nothing is lost without a "y". */
static bool ask(const struct stick *stick, const char *image, uint64_t size_bytes,
                struct arena scratch)
{
	char answer[16] = "";
	const char *model = stick->disk.model
	                            ? text_format(&scratch, "\"%s\", ", model_text(&scratch, stick))
	                            : "";

	fprintf(stderr, "Write %s (%s) to %s, %s%s? All on it is lost. [y/N] ", path_name(image),
	        text_size(&scratch, size_bytes), stick->disk.path, model,
	        disk_size_text(&scratch, stick->disk.size_bytes));
	fflush(stderr);
	if (fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y'))
		return true;
	diag_error(NULL, "ingot flash: the answer was not \"y\": %s is as it was",
	           stick->disk.path);
	return false;
}

static bool write_stick(struct session *session, const struct stick *stick, const char *image)
{
	struct place at = { .file = image };
	const char *path = stick->disk.path;
	struct os_file_facts facts;

	if (!os_file_facts(image, &facts))
		return diag_error(&at, "cannot read: %s", strerror(errno));
	if (!disk_check_room(path, stick->disk.size_bytes, facts.size_bytes) ||
	    (!session->options.yes && !ask(stick, image, facts.size_bytes, session->scratch)) ||
	    !write_disk(path, image, session->scratch))
		return false;
	diag_status("Wrote", "%s (%s), read back and compared; it can be unplugged now", path,
	            text_size(&session->scratch, facts.size_bytes));
	return true;
}

enum exit_status command_flash(struct session *session)
{
	struct stick stick;
	bool is_chosen;
	struct build build;
	enum exit_status status = choose(session, &stick, &is_chosen);

	if (status || !is_chosen)
		return status;
	status = make_image(session, &build);
	if (status || session->options.dry_run)
		return status;
	return write_stick(session, &stick, build.image) ? STATUS_GOOD : STATUS_PROJECT;
}
