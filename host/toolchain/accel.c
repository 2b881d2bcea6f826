#include "host/toolchain/accel.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "abi/exit_code.h"
#include "host/base/cache.h"
#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/base/os_usage.h"
#include "host/toolchain/probe.h"

#define FORMAT       "ingot-accel 1\n"
#define TRY_MS_MAX   1000       /* of each of two */
#define GUEST_BYTES  (1u << 20) /* of a disk: SeaBIOS starts none of 64 KiB */
#define IN_A_MACHINE "a virtual machine has it only if its host gives it nested virtualization"

const char *accel_kvm_device = "/dev/kvm";

const struct word accel_words[] = { { "auto", ACCEL_AUTO }, { "tcg", ACCEL_TCG },
	                            { "kvm", ACCEL_KVM },   { "hvf", ACCEL_HVF },
	                            { "whpx", ACCEL_WHPX }, { NULL, 0 } };

static const char *name_of(enum accel accel)
{
	return words_name(accel_words, accel);
}

bool accel_from_environment(enum accel *accel)
{
	const char *name = getenv("INGOT_ACCEL");
	const struct word *word = name ? words_find(accel_words, name) : NULL;

	*accel = word ? (enum accel)word->value : ACCEL_UNSAID;
	return word || !name || !*name || words_refuse(accel_words, name, NULL, "INGOT_ACCEL");
}

/* --- What QEMU has --------------------------------------------------------- */

/* Lines behind the heading of `-accel help`; a QEMU that does not say has all. */
static const char *ask_list(struct arena *keep, const char *qemu)
{
	const char *const question[] = { qemu, "-accel", "help", NULL };
	const char *answer, *why;

	return probe_ask(keep, question, &answer, &why) ? text_next_line(answer) : NULL;
}

static bool list_has(const char *list, enum accel accel)
{
	size_t size = strlen(name_of(accel));

	for (const char *line = list; line; line = text_next_line(line))
		if (strncmp(line, name_of(accel), size) == 0 && strcspn(line, "\r\n") == size)
			return true;
	return !list;
}

static const char *list_in_words(struct arena *keep, const char *list)
{
	struct buffer text = { .arena = keep };

	buffer_puts(&text, "");
	for (const char *line = list; line && *line; line = text_next_line(line)) {
		buffer_puts(&text, text.size ? ", " : "");
		buffer_add(&text, line, strcspn(line, "\r\n"));
	}
	return text.data;
}

/* --- The try --------------------------------------------------------------- */

static const unsigned char guest[] = {
#include "host/toolchain/accel_guest.def"
};

static const char *write_guest(struct arena *keep, const char *folder)
{
	const char *path = path_join(keep, folder, "accel-guest.img");
	unsigned char *disk = arena_push(keep, unsigned char, GUEST_BYTES);
	bool changed;

	memcpy(disk, guest, sizeof guest);
	return os_make_folders(folder) &&
	                       os_update_file(path, (struct bytes){ disk, GUEST_BYTES }, &changed)
	               ? path
	               : NULL;
}

/* Milliseconds until the guest had done its work; -1: not in that time, or never. */
static int time_guest(const char *qemu, enum accel accel, const char *drive, int limit_ms)
{
	const char *const arguments[] = {
		qemu,
		"-M",
		"pc",
		"-accel",
		name_of(accel),
		"-nodefaults",
		"-no-user-config",
		"-display",
		"none",
		"-m",
		"16",
		"-drive",
		drive,
		"-device",
		"virtio-blk-pci,drive=d,bootindex=0",
		"-device",
		"isa-debug-exit,iobase=0xf4,iosize=0x04",
		NULL,
	};
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), status = 0;
	struct os_child_request request = { .arguments = arguments,
		                            .standard_input = null,
		                            .standard_output = null,
		                            .standard_error = null };
	int64_t begin_ms = os_clock_ms(), took_ms = 0;
	bool has_ended = false;
	pid_t child;

	if (null < 0)
		return -1;
	bool is_started = os_start(&request, &child);
	close(null);
	if (!is_started)
		return -1;
	while (!(has_ended = os_poll_child(child, &status)) && took_ms < limit_ms) {
		poll(NULL, 0, 1);
		took_ms = os_clock_ms() - begin_ms;
	}
	if (!has_ended)
		os_stop(child, 0);
	if (!has_ended || status != EXIT_STATUS_OF(EXIT_CODE_SUCCESS))
		took_ms = -1;
	diag_trace(DIAG_WHY,
	           took_ms < 0 ? "accel: %s failed, or took more than %d ms"
	                       : "accel: %s took %d ms",
	           name_of(accel), took_ms < 0 ? limit_ms : (int)took_ms);
	return (int)took_ms;
}

/* The accelerator that is faster than TCG, or TCG. Times are the guest's and QEMU's
 * start: what a user waits for. */
static enum accel try_all(struct arena *keep, const char *qemu, const char *list,
                          const char *folder, const char **why)
{
	const char *path = write_guest(keep, folder);
	int tcg_ms = -1;

	if (!path) {
		*why = "nowhere to keep the disk of the guest that tries it";
		return ACCEL_TCG;
	}
	const char *drive = text_format(keep, "file=%s,format=raw,snapshot=on,if=none,id=d", path);
	if (list_has(list, ACCEL_TCG))
		tcg_ms = time_guest(qemu, ACCEL_TCG, drive, TRY_MS_MAX);
	for (enum accel i = ACCEL_KVM; i <= ACCEL_WHPX; i++) {
		int limit_ms = tcg_ms < 0 ? TRY_MS_MAX : tcg_ms, its_ms;

		if (!list_has(list, i) || (i == ACCEL_KVM && os_open_error(accel_kvm_device)))
			continue;
		its_ms = time_guest(qemu, i, drive, limit_ms);
		if (its_ms >= 0 && its_ms < limit_ms)
			return i;
		*why = text_format(keep, "%s is slower here than emulation", name_of(i));
		break;
	}
	return ACCEL_TCG;
}

/* --- What is remembered ---------------------------------------------------- */

/* All that the choice rests on; NULL: that is not known, so nothing is remembered. */
static const char *describe(struct arena *keep, const char *qemu)
{
	const char *const question[] = { qemu, "--version", NULL };
	const char *real = os_real_path(keep, qemu), *version, *why, *host = os_host_name(keep);
	struct os_file_facts facts;

	if (!*host || !real || !os_file_facts(real, &facts) ||
	    !probe_ask(keep, question, &version, &why))
		return NULL;
	return text_format(keep, FORMAT "%s\n%" PRIu64 " %" PRId64 "\n%s%sdevice %d\n", real,
	                   facts.size_bytes, facts.modified_ns, version, host,
	                   os_open_error(accel_kvm_device));
}

/* "kvm\n", or "tcg\n" and why, behind the description. */
static bool recall(struct arena *keep, const char *path, const char *head, enum accel *accel,
                   const char **why)
{
	struct bytes file;

	if (!os_read_file(keep, path, &file) || !text_starts_with((const char *)file.data, head))
		return false;
	const char *word = (const char *)file.data + strlen(head), *rest = text_next_line(word);

	*why = rest && *rest ? text_copy(keep, rest, strcspn(rest, "\n")) : NULL;
	const struct word *kept = words_find(accel_words,
	                                     text_copy(keep, word, strcspn(word, "\n")));

	*accel = kept ? (enum accel)kept->value : ACCEL_AUTO;
	return *accel != ACCEL_AUTO;
}

static enum accel choose_fast(struct arena *keep, const char *qemu, const char *list,
                              const char **why)
{
	const char *folder = cache_root(keep);
	const char *head = folder ? describe(keep, qemu) : NULL;
	const char *path = folder ? path_join(keep, folder, "accel") : NULL;
	enum accel accel;

	if (!folder) {
		*why = "there is no cache to try an accelerator in";
		return ACCEL_TCG;
	}
	if (head && recall(keep, path, head, &accel, why))
		return accel;
	accel = try_all(keep, qemu, list, folder, why);
	if (head) {
		const char *text = text_format(keep, "%s%s\n%s\n", head, name_of(accel),
		                               *why ? *why : "");

		/* Not kept: tried again next time. */
		(void)os_write_remade(path,
		                      (struct bytes){ (const unsigned char *)text, strlen(text) });
	}
	return accel;
}

/* --- The choice ------------------------------------------------------------ */

static bool refuse_kvm(int error)
{
	diag_error(NULL, "--accel kvm: cannot open %s: %s", accel_kvm_device, strerror(error));
	if (os_is_missing(error))
		diag_hint("load the module: modprobe kvm_intel, or kvm_amd; " IN_A_MACHINE);
	else if (error == EACCES || error == EPERM)
		diag_hint("add yourself to the group kvm, then log in again: "
		          "sudo usermod -aG kvm $USER");
	else
		diag_hint("--accel tcg emulates the CPU");
	return false;
}

static bool check_wanted(struct arena *keep, const char *list, enum accel wanted)
{
	int error = wanted == ACCEL_KVM ? os_open_error(accel_kvm_device) : 0;

	if (!list_has(list, wanted)) {
		diag_error(NULL, "--accel %s: this QEMU has no such accelerator", name_of(wanted));
		diag_hint("it has: %s", list_in_words(keep, list));
		return false;
	}
	return !error || refuse_kvm(error);
}

/* Why there is nothing to be tried, or NULL. */
static const char *why_none(struct arena *keep, const char *list)
{
	int error = list_has(list, ACCEL_KVM) ? os_open_error(accel_kvm_device) : 0;

	if (list && (list_has(list, ACCEL_HVF) || list_has(list, ACCEL_WHPX)))
		return NULL;
	if (error)
		return text_format(keep, "%s: %s", accel_kvm_device, strerror(error));
	return list_has(list, ACCEL_KVM) ? NULL : "this QEMU has no accelerator";
}

bool accel_choose(struct arena *keep, const char *qemu, enum accel wanted, enum accel *taken,
                  const char **why)
{
	const char *list = ask_list(keep, qemu);

	*why = NULL;
	*taken = wanted;
	if (wanted != ACCEL_AUTO && wanted != ACCEL_UNSAID)
		return check_wanted(keep, list, wanted);
	*taken = ACCEL_TCG;
	*why = why_none(keep, list);
	if (!*why)
		*taken = choose_fast(keep, qemu, list, why);
	return true;
}

const char *accel_argument(enum accel accel, const char *qemu)
{
	/* QEMU's own rule: a program of this name takes KVM where it can. */
	return accel == ACCEL_TCG && !text_ends_with(qemu, "kvm") ? NULL : name_of(accel);
}

bool accel_is_named(const char *const *arguments)
{
	for (; arguments && *arguments; arguments++)
		if (text_equal(*arguments, "-accel") || text_equal(*arguments, "-enable-kvm") ||
		    text_equal(*arguments, "-icount") || strstr(*arguments, "accel="))
			return true;
	return false;
}
