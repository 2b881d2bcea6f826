/* guest: runs an image with the user's terminal as its console. */
#include "host/run/guest.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "abi/uart.h"
#include "abi/x86.h"
#include "host/base/diag.h"
#include "host/base/os_process.h"
#include "host/base/os_replace.h"
#include "host/base/os_terminal.h"
#include "host/run/crash.h"
#include "host/run/firmware.h"
#include "host/run/guestlog.h"
#include "host/run/keyboard.h"
#include "host/run/outcome.h"
#include "host/run/postmortem.h"
#include "host/run/qemu.h"
#include "host/run/registers.h"
#include "host/run/report.h"
#include "host/run/timelimit.h"

#define PIECE_BYTES      4096
#define WORK_BYTES       ((size_t)16 << 20) /* a register dump; symbols of one piece */
#define HALT_CHECK_MS    250                /* while nothing but a look can tell the end */
#define SILENCE_MS       1000               /* of a guest that reads before it says anything */
#define START_NOTE_MS    10000              /* until QEMU, not the guest, is said to be slow */
#define PORT_CHECK_MS    100                /* until somebody has set the serial port up */
#define PORT_QUESTION    "i /xb 0x3fc"      /* COM1's UART_MODEM_CONTROL */
#define PORT_ANSWER      " = "              /* before the value */
#define FIRMWARE_LOOK_MS 1000
#define FIRMWARE_MUTE_MS 60000 /* without a word it is said, once, that it says none */

struct run {
	const struct guest_request *request;
	struct arena *keep;
	struct arena work; /* for what is needed for a moment */
	struct machine machine;
	struct symbolizer symbolizer;
	struct report report;
	struct guestlog log; /* what the guest printed last: its crash report */
	struct keyboard keyboard;
	bool reads_input, is_terminal;
	char typed[PIECE_BYTES]; /* not yet taken by the guest */
	size_t typed_bytes;
	struct timelimit limit;
	int64_t note_at;   /* when to say that QEMU has not begun; 0: never, or said */
	int64_t begin;     /* of the loader; 0: not seen yet */
	bool has_spoken;   /* loader or kernel */
	bool is_port_open; /* the serial port is set up, or nobody can tell */
	bool out_of_time, has_halted;
	int64_t next_look;     /* at firmware that does not start the loader */
	const char *complaint; /* what it says then, and no more; NULL: nothing */
	bool has_warned;
	int output_error; /* errno: nobody reads what the guest says */
};

static void flush(struct run *run)
{
	if (fflush(stdout) == 0 || run->output_error)
		return;
	run->output_error = errno;
}

static void print(struct run *run, const char *data, size_t size)
{
	struct arena work = run->work;
	struct buffer text = { .arena = &work };

	buffer_puts(&text, "");
	guestlog_add(&run->log, data, size);
	report_add(&run->report, data, size, &text);
	fwrite(text.data, 1, text.size, stdout);
	flush(run);
}

static void read_console(struct run *run)
{
	char data[PIECE_BYTES];

	for (size_t got; (got = machine_read_console(&run->machine, data, sizeof data));) {
		run->has_spoken = true;
		print(run, data, got);
	}
	if (run->machine.is_begun && !run->begin)
		run->begin = os_clock_ms();
}

static void read_input(struct run *run)
{
	ssize_t got = read(STDIN_FILENO, run->typed, sizeof run->typed);

	if (got < 0 && errno == EINTR)
		return;
	run->reads_input = got > 0;
	run->typed_bytes = got > 0 ? (size_t)got : 0;
	if (run->is_terminal)
		run->typed_bytes = keyboard_filter(&run->keyboard, run->typed, run->typed_bytes);
}

static void write_typed(struct run *run)
{
	ssize_t put = write(run->machine.console, run->typed, run->typed_bytes);

	if (put < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	size_t taken = put > 0 ? (size_t)put : run->typed_bytes;
	run->typed_bytes -= taken;
	memmove(run->typed, run->typed + taken, run->typed_bytes);
}

/* Without isa-debug-exit a panicked guest just halts, and no event says so. */
static bool has_halted(struct run *run)
{
	struct arena work = run->work;
	struct registers registers;
	char *dump = qmp_monitor(&run->machine.monitor, &work, "info registers");

	return dump && registers_parse(&registers, dump) && registers.is_halted &&
	       !(registers.rflags & X86_FLAGS_IF);
}

/* To firmware a key may mean its menu, UEFI takes them as long as the loader
 * runs, and a serial port that is set up forgets what it got before: the
 * kernel's input waits until it speaks, or is silent and the port is set up. -1:
 * nothing is known yet. */
static int64_t time_until_typing(const struct run *run)
{
	int64_t left = run->begin + SILENCE_MS - os_clock_ms();

	if (run->has_spoken)
		return 0;
	if (!run->begin)
		return -1;
	return left > 0 ? left : run->is_port_open ? 0 : PORT_CHECK_MS;
}

/* Whether the loader has set COM1 up, which an idle host does in an instant. QEMU
 * reads the register for us, and nothing in the machine changes by that. */
static bool is_port_open(struct run *run)
{
	struct arena work = run->work;
	char *answer = qmp_monitor(&run->machine.monitor, &work, PORT_QUESTION);
	char *value = answer ? strstr(answer, PORT_ANSWER) : NULL;

	return !value || strtoul(value + strlen(PORT_ANSWER), NULL, 16) & UART_MODEM_DTR_RTS;
}

/* Asks only when it is about to matter. */
static void look_at_port(struct run *run)
{
	if (run->typed_bytes && !run->is_port_open && !run->has_spoken && run->begin &&
	    os_clock_ms() >= run->begin + SILENCE_MS)
		run->is_port_open = is_port_open(run);
}

static bool can_type(const struct run *run)
{
	return run->machine.console >= 0 && time_until_typing(run) == 0;
}

/* Whether loader and kernel have been silent, as far as one can tell. */
static bool may_be_firmware(const struct run *run)
{
	if (run->request->command || run->complaint)
		return false;
	if (run->request->start == GUEST_START_UEFI)
		return !run->machine.is_begun;
	return run->request->start == GUEST_START_BIOS && !run->has_spoken &&
	       !run->machine.has_paging;
}

static const char *complaint_of(struct run *run)
{
	struct arena work = run->work;
	const char *complaint = firmware_complaint(&run->machine, run->request, &work);

	return complaint ? text_copy(run->keep, complaint, strlen(complaint)) : NULL;
}

/* Firmware that has given up will not end by itself. One that works says something
 * now and then; a BIOS that complains has nothing else to do. */
static void look_at_firmware(struct run *run)
{
	int64_t now = os_clock_ms(), quiet = now - run->machine.early_ms;

	if (machine_is_late(&run->machine))
		run->machine.early_ms = now;
	if (machine_is_late(&run->machine) || !may_be_firmware(run) || now < run->next_look)
		return;
	run->next_look = now + FIRMWARE_LOOK_MS;
	if (quiet >= FIRMWARE_QUIET_MS)
		run->complaint = complaint_of(run);
	if (quiet >= FIRMWARE_MUTE_MS && !run->has_warned && !run->complaint &&
	    run->request->start == GUEST_START_UEFI) {
		run->has_warned = true;
		firmware_report(&run->machine, run->request, NULL);
	}
}

/* The sooner of two times; -1: never. */
static int64_t sooner(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* How long to sleep at most; -1: until something happens. */
static int time_left(const struct run *run)
{
	int64_t left = timelimit_left(&run->limit);

	if (run->note_at)
		left = sooner(left,
		              run->note_at > os_clock_ms() ? run->note_at - os_clock_ms() : 0);
	if (run->request->screenshot)
		left = sooner(left, HALT_CHECK_MS);
	if (run->typed_bytes && !can_type(run))
		left = sooner(left, time_until_typing(run));
	if (may_be_firmware(run))
		left = sooner(left, FIRMWARE_LOOK_MS);
	return (int)left;
}

static void wait_and_pass(struct run *run)
{
	struct pollfd fds[MACHINE_POLL_FDS + 3];
	size_t count = machine_poll_fds(&run->machine, fds);
	struct pollfd *input = NULL, *output = &fds[count++];

	/* A reader that has gone is noticed even if the guest says no more. */
	*output = (struct pollfd){ STDOUT_FILENO, 0, 0 };
	look_at_port(run);

	/* Input waits in its pipe until the guest has taken what was typed. */
	if (run->typed_bytes && can_type(run)) {
		fds[count++] = (struct pollfd){ run->machine.console, POLLOUT, 0 };
	} else if (run->reads_input && !run->typed_bytes) {
		input = &fds[count];
		fds[count++] = (struct pollfd){ STDIN_FILENO, POLLIN, 0 };
	}
	if (poll(fds, (nfds_t)count, time_left(run)) == 0 && run->request->screenshot)
		run->has_halted = has_halted(run);
	if (output->revents & (POLLERR | POLLHUP) && !run->output_error)
		run->output_error = EPIPE;
	if (input && input->revents)
		read_input(run);
	if (run->typed_bytes && can_type(run))
		write_typed(run);
	read_console(run);
}

/* Nobody else says why nothing happens. */
static void look_at_start(struct run *run)
{
	if (!run->note_at || (os_clock_ms() < run->note_at && machine_is_late(&run->machine)))
		return;
	if (machine_is_late(&run->machine))
		diag_note(NULL, "QEMU has not started the guest yet: -v shows its command");
	run->note_at = 0;
}

static void pass_until_end(struct run *run)
{
	while (machine_update(&run->machine) && !run->keyboard.wants_end && !run->has_halted &&
	       !run->output_error && !run->complaint) {
		wait_and_pass(run);
		look_at_start(run);
		look_at_firmware(run);
		run->out_of_time = timelimit_left(&run->limit) == 0;
		if (run->out_of_time)
			break;
	}
	read_console(run);
}

static void show_crash(struct run *run, const char *text, size_t size)
{
	struct arena work = arena_part(&run->work, WORK_BYTES / 4);
	struct buffer out = { .arena = &work };
	struct crash *crash = crash_read(&run->symbolizer, run->keep, text, size);

	buffer_puts(&out, "");
	crash_write(&out, crash,
	            &(struct crash_view){ STDERR_FILENO, run->request->is_full_report, "  " });
	fflush(stdout);
	fputs(out.data, stderr);
}

/* What the guest has reported itself is repeated in the order in which one reads it. */
static void show_report(struct run *run)
{
	struct arena texts = arena_part(&run->work, WORK_BYTES / 4);
	size_t size;
	const char *crash = crash_find(guestlog_text(&run->log, &texts), &size);

	if (crash)
		show_crash(run, crash, size);
}

static void show_postmortem(struct run *run, enum postmortem_kind kind)
{
	struct arena texts = arena_part(&run->work, WORK_BYTES / 4);
	struct buffer text = { .arena = &texts };

	buffer_puts(&text, "");
	postmortem_write(&run->machine, kind, &text, run->work);
	if (text.size)
		show_crash(run, text.data, text.size);
}

/* Whoever ends a run soon knows why. */
static bool is_firmware_to_blame(const struct run *run)
{
	int64_t quiet = os_clock_ms() - run->machine.early_ms;

	if (run->complaint)
		return true;
	return !run->machine.is_begun && run->machine.monitor.has_run && !run->output_error &&
	       !run->has_warned && (!run->keyboard.wants_end || quiet >= FIRMWARE_QUIET_MS);
}

static enum exit_status judge(struct run *run)
{
	if (is_firmware_to_blame(run))
		firmware_report(&run->machine, run->request, run->complaint);
	if (run->output_error) {
		clearerr(stdout); /* this is its report */
		diag_error(NULL, "cannot write to standard output: %s",
		           strerror(run->output_error));
		return STATUS_PROJECT;
	}
	if (run->keyboard.was_interrupted) {
		diag_note(NULL, "ended by Ctrl-C (exit status %d); Ctrl-A c sends one to the guest",
		          STATUS_INTERRUPTED);
		return STATUS_INTERRUPTED;
	}
	if (run->keyboard.wants_end)
		return STATUS_GOOD;
	if (run->complaint)
		return STATUS_GUEST;
	if (run->out_of_time && machine_is_late(&run->machine)) {
		diag_error(NULL, "QEMU did not start the guest within %s",
		           timelimit_text(run->keep, run->request->timeout_ms));
		qemu_hint(run->request);
		return STATUS_TOOL;
	}
	if (run->out_of_time) {
		diag_error(NULL, "still running after %s (--timeout)",
		           timelimit_text(run->keep, run->request->timeout_ms));
		show_postmortem(run, POSTMORTEM_HANG);
		return STATUS_TIMEOUT;
	}
	if (run->has_halted && run->report.saw_crash) {
		diag_error(NULL, "the kernel crashed (exit status %d)", STATUS_GUEST);
		show_report(run);
		return STATUS_GUEST;
	}
	if (run->has_halted) {
		diag_error(NULL, "the kernel halted with interrupts off (exit status %d)",
		           STATUS_GUEST);
		show_postmortem(run, POSTMORTEM_HANG);
		return STATUS_GUEST;
	}
	machine_settle(&run->machine);
	struct outcome outcome = outcome_of(&run->machine, run->request->success_status, run->keep);
	if (outcome.sentence && outcome.status == STATUS_GUEST)
		diag_error(NULL, "%s (exit status %d)", outcome.sentence, STATUS_GUEST);
	else if (outcome.sentence)
		diag_error(NULL, "%s", outcome.sentence);
	if (outcome.status == STATUS_TOOL)
		qemu_hint(run->request);
	if (outcome.status == STATUS_GUEST)
		show_report(run);
	show_postmortem(run, postmortem_of(run->machine.end));
	return outcome.status;
}

/* QEMU writes to a temporary file, which takes the name when it is whole. */
static bool take_screenshot(struct run *run)
{
	const char *path = run->request->screenshot;
	struct os_replacement replacement;

	if (run->machine.monitor.fd < 0 || !run->machine.child)
		return diag_error(NULL, "no screenshot: QEMU has ended");
	if (!os_replace_begin(&replacement, path, OS_DURABLE))
		return diag_error(NULL, "cannot write \"%s\": %s", path, strerror(errno));
	if (!qmp_screenshot(&run->machine.monitor, run->work, replacement.temporary)) {
		os_replace_cancel(&replacement);
		return diag_error(NULL, "no screenshot: %s", run->machine.monitor.error);
	}
	return os_replace_commit(&replacement) ||
	       diag_error(NULL, "cannot write \"%s\": %s", path, strerror(errno));
}

static void open_terminal(struct run *run)
{
	/* QEMU of the project's own command has the terminal for itself. */
	if (run->request->command)
		return;
	run->is_terminal = os_terminal_raw();
	/* A terminal that is not ours to change is not ours to read. */
	run->reads_input = run->is_terminal || !isatty(STDIN_FILENO);
}

static void close_output(struct run *run)
{
	struct arena work = run->work;
	struct buffer text = { .arena = &work };

	buffer_puts(&text, "");
	report_end(&run->report, &text);
	fputs(text.data, stdout);
	fflush(stdout);
}

enum exit_status guest_run(const struct guest_request *request, struct arena scratch)
{
	struct run run = { .request = request, .keep = &scratch };

	run.work = arena_part(&scratch, WORK_BYTES);
	run.symbolizer = symbolizer_new(&scratch, request);
	run.report = report_new(&run.symbolizer);
	run.report.is_for_user = true;
	run.report.hides_registers = isatty(STDOUT_FILENO) && !request->is_full_report;
	run.log = guestlog_new(&scratch);
	if (!machine_start(&run.machine, &scratch, request, MACHINE_FOR_RUN))
		return STATUS_TOOL;
	run.limit = timelimit_begin(run.machine.child, request->timeout_ms);
	run.note_at = os_clock_ms() + START_NOTE_MS;
	open_terminal(&run);
	pass_until_end(&run);
	os_terminal_restore();
	close_output(&run);
	bool has_failed = request->screenshot && !run.keyboard.wants_end && !take_screenshot(&run);
	enum exit_status status = judge(&run);
	if (has_failed && status == STATUS_GOOD)
		status = STATUS_TOOL;
	machine_stop(&run.machine);
	symbolizer_close(&run.symbolizer);
	return status;
}
