#include "host/run/machine.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "abi/serial.h"
#include "host/base/diag.h"
#include "host/base/os_process.h"
#include "host/base/os_terminal.h"
#include "host/run/qemu.h"
#include "host/run/timelimit.h"

#define STOP_WAIT_MS 2000 /* QEMU's exit handlers, its disks */
#define EXIT_WAIT_MS 5000 /* from the end of its channels to that of its process */

enum end { OURS, THEIRS };

/* The channels of one start: a pair each, -1 where there is none. */
struct channels {
	int monitor[2], console[2], verdict[2], said[2], null;
	char path[OS_LINE_PATH_BYTES]; /* of COM2, if it is a device; else empty */
};

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void close_ends(struct channels *channels, enum end end)
{
	close_end(&channels->monitor[end]);
	close_end(&channels->console[end]);
	close_end(&channels->verdict[end]);
	close_end(&channels->said[end]);
}

/* The project's own command, run as it is, has only its standard output. */
static bool open_channels(struct channels *channels, bool managed, enum machine_use use)
{
	*channels = (struct channels){ { -1, -1 }, { -1, -1 }, { -1, -1 }, { -1, -1 }, -1, "" };
	if (!managed)
		return os_pipe(channels->console) &&
		       (use == MACHINE_FOR_RUN ||
		        (os_line(channels->verdict, channels->path) && os_pipe(channels->said)));
	channels->null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (!os_socket_pair(channels->monitor) || !os_socket_pair(channels->console))
		return false;
	return use == MACHINE_FOR_RUN ||
	       (os_socket_pair(channels->verdict) && os_pipe(channels->said));
}

static void trace_command(struct arena scratch, const char *const *arguments)
{
	struct buffer text = { .arena = &scratch };

	if (diag_level() < DIAG_VERBOSE)
		return;
	buffer_puts(&text, arguments[0]);
	for (arguments++; *arguments; arguments++)
		buffer_printf(&text, " %s", *arguments);
	diag_trace(DIAG_VERBOSE, "%s", text.data);
}

/* Those that the child gets, from descriptor 3 on, and what they are called there. */
struct handed {
	int fds[OS_CHILD_FDS_MAX];
	size_t count;
};

static int hand_down(struct handed *handed, int fd)
{
	if (fd < 0)
		return -1;
	handed->fds[handed->count++] = fd;
	return 2 + (int)handed->count;
}

static bool start_child(struct machine *machine, struct arena *keep,
                        const struct guest_request *request, const struct channels *channels)
{
	struct text_list line = { .arena = keep };
	struct handed handed = { .count = 0 };
	struct qemu_channels numbers = { -1, -1, -1, *channels->path ? channels->path : NULL, -1 };
	const bool managed = channels->monitor[THEIRS] >= 0;

	if (managed) {
		numbers.monitor = hand_down(&handed, channels->monitor[THEIRS]);
		numbers.console = hand_down(&handed, channels->console[THEIRS]);
		numbers.verdict = hand_down(&handed, channels->verdict[THEIRS]);
		numbers.observed = hand_down(&handed, machine->observed);
	}
	qemu_command(&line, request, &numbers);
	trace_command(*keep, line.items);
	struct os_child_request child = {
		.arguments = line.items,
		.standard_input = channels->null,
		.standard_output = managed ? channels->said[THEIRS] : channels->console[THEIRS],
		.standard_error = channels->said[THEIRS],
		.fds = handed.fds,
		.fd_count = handed.count,
		.end = *channels->path ? OS_END_GROUP : OS_END_CHILD,
	};
	if (os_start(&child, &machine->child))
		return true;
	int error = errno;
	machine->child = 0;
	diag_error(NULL, "cannot start %s: %s", line.items[0], strerror(error));
	if (request->command)
		diag_hint("`run.command` in ingot.yaml names it");
	else if (error == ENOENT)
		diag_hint("install QEMU for x86_64, or set QEMU=/path/to/qemu-system-x86_64");
	return false;
}

/* -S among the user's own arguments: a debugger, or the monitor, says when to go. */
static bool waits(const struct guest_request *request)
{
	for (const char *const *at = request->arguments; at && *at; at++)
		if (text_equal(*at, "-S"))
			return true;
	return false;
}

static bool dont_block(const struct channels *channels)
{
	const int fds[] = { channels->console[OURS], channels->verdict[OURS],
		            channels->said[OURS] };

	for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
		if (fds[i] >= 0 && !os_dont_block(fds[i]))
			return false;
	return true;
}

static void release_build(const struct guest_request *request)
{
	if (request->lock && *request->lock >= 0)
		close(*request->lock);
	if (request->lock)
		*request->lock = -1;
}

static bool open_observed(struct machine *machine)
{
	machine->observed = os_nameless_file();
	return machine->observed >= 0 ||
	       diag_error(NULL, "cannot create a file for what is executed: %s", strerror(errno));
}

bool machine_start(struct machine *machine, struct arena *keep, const struct guest_request *request,
                   enum machine_use use)
{
	struct channels channels;
	bool managed = !request->command ||
	               (use == MACHINE_FOR_TEST && !qemu_names_verdicts(request));

	*machine = (struct machine){ .monitor.fd = -1,
		                     .far_end = -1,
		                     .observed = -1,
		                     .has_files = !managed,
		                     .request = request,
		                     .work = arena_part(keep, MACHINE_WORK_BYTES) };
	machine->is_begun = request->command || request->start != GUEST_START_UEFI ||
	                    diag_level() >= DIAG_VERBOSE;
	bool started = open_channels(&channels, managed, use) && dont_block(&channels) &&
	               (!managed ||
	                qmp_open(&machine->monitor, keep, channels.monitor[OURS], waits(request)));
	if (!started)
		diag_error(NULL, "cannot create a channel to QEMU: %s", strerror(errno));
	if (started && request->observer)
		started = open_observed(machine);
	started = started && start_child(machine, keep, request, &channels);
	if (started && *channels.path) {
		machine->far_end = channels.verdict[THEIRS];
		channels.verdict[THEIRS] = -1;
	}
	close_ends(&channels, THEIRS);
	close_end(&channels.null);
	if (!started) {
		close_ends(&channels, OURS);
		close_end(&machine->observed);
		return false;
	}
	machine->console = channels.console[OURS];
	machine->verdict = channels.verdict[OURS];
	machine->said = channels.said[OURS];
	machine->said_text = arena_push(keep, char, MACHINE_SAID_BYTES_MAX + 1);
	machine->early = arena_push(keep, char, MACHINE_EARLY_BYTES_MAX + 1);
	machine->early_ms = os_clock_ms();
	if (!managed)
		release_build(request);
	return true;
}

bool machine_is_late(const struct machine *machine)
{
	const struct qmp *monitor = &machine->monitor;

	return monitor->fd >= 0 && !monitor->has_run && !monitor->waits;
}

size_t machine_poll_fds(const struct machine *machine, struct pollfd *fds)
{
	const int all[MACHINE_POLL_FDS] = { machine->console, machine->verdict, machine->said,
		                            machine->monitor.fd };
	size_t count = 0;

	for (size_t i = 0; i < MACHINE_POLL_FDS; i++)
		if (all[i] >= 0)
			fds[count++] = (struct pollfd){ .fd = all[i], .events = POLLIN };
	return count;
}

/* Reads without waiting. 0: nothing now; at the end of the channel its descriptor
 * is closed and becomes -1. */
static size_t read_channel(struct machine *machine, int *fd, char *data, size_t size)
{
	ssize_t got;

	if (*fd < 0)
		return 0;
	do {
		got = read(*fd, data, size);
	} while (got < 0 && errno == EINTR);
	if (got > 0)
		return (size_t)got;
	if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return 0;
	if (got < 0 && !lines_is_end(errno))
		machine->channel_error = errno;
	close_end(fd);
	return 0;
}

/* Only the beginnings of lines, whatever comes. */
static void note_lines(struct machine *machine, const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (data[i] == '\n' && machine->line_bytes) {
			machine->line[machine->line_bytes] = '\0';
			memcpy(machine->last_line, machine->line, sizeof machine->line);
		}
		if (data[i] == '\n')
			machine->line_bytes = 0;
		else if (data[i] != '\r' && machine->line_bytes < MACHINE_LINE_BYTES_MAX)
			machine->line[machine->line_bytes++] = data[i];
	}
}

/* What of it has no room is told by the time alone. */
static void note_early(struct machine *machine, const char *data, size_t size)
{
	size_t room = MACHINE_EARLY_BYTES_MAX - machine->early_bytes;

	machine->early_ms = os_clock_ms();
	for (size_t i = 0; i < size && room; i++)
		if (data[i]) {
			machine->early[machine->early_bytes++] = data[i];
			room--;
		}
	machine->early[machine->early_bytes] = '\0';
}

static size_t read_console(struct machine *machine, char *data, size_t size)
{
	for (size_t got; machine->turn < MACHINE_TURN_BYTES_MAX &&
	                 (got = read_channel(machine, &machine->console, data, size));) {
		machine->turn += got;
		char *begin = machine->is_begun ? NULL : memchr(data, SERIAL_TEXT_BEGIN, got);

		if (machine->is_begun)
			return got;
		if (!begin) {
			note_early(machine, data, got);
			continue;
		}
		machine->is_begun = true;
		got -= (size_t)(begin + 1 - data);
		memmove(data, begin + 1, got);
		if (got)
			return got;
	}
	machine->turn = 0;
	return 0;
}

size_t machine_read_console(struct machine *machine, char *data, size_t size)
{
	size_t got = read_console(machine, data, size);

	note_lines(machine, data, got);
	return got;
}

/* What QEMU says beyond the limit is read and dropped: a full pipe would stop it. */
static void read_said(struct machine *machine)
{
	char data[1024];

	for (size_t got, turn = 0; turn < MACHINE_TURN_BYTES_MAX &&
	                           (got = read_channel(machine, &machine->said, data, sizeof data));
	     turn += got) {
		size_t room = MACHINE_SAID_BYTES_MAX - machine->said_bytes;
		size_t kept = got < room ? got : room;

		memcpy(machine->said_text + machine->said_bytes, data, kept);
		machine->said_bytes += kept;
	}
}

/* Gives a QEMU that is ending wait_ms to end by itself. */
static void wait_for_exit(struct machine *machine, int wait_ms)
{
	struct timelimit limit = timelimit_begin(machine->child, wait_ms);

	for (; timelimit_left(&limit) != 0; poll(NULL, 0, 1)) {
		if (os_poll_child(machine->child, &machine->status)) {
			machine->child = 0;
			return;
		}
	}
	machine->status = os_stop(machine->child, 0);
	machine->child = 0;
}

static enum machine_end end_of(enum qmp_event event)
{
	static const enum machine_end ends[] = {
		[QMP_NONE] = MACHINE_RUNS,           [QMP_POWERED_OFF] = MACHINE_POWERED_OFF,
		[QMP_RESET] = MACHINE_RESET,         [QMP_PANICKED] = MACHINE_PANICKED,
		[QMP_QUIT] = MACHINE_QUIT,           [QMP_STOPPED] = MACHINE_STOPPED,
		[QMP_SUSPENDED] = MACHINE_SUSPENDED,
	};

	return ends[event];
}

/* QEMU answers when it has made the machine, of files that it has opened. The kernel is
 * made before the image: if it is as it was, so is what QEMU has opened. */
static void take_files(struct machine *machine)
{
	const struct guest_request *request = machine->request;

	if (machine->has_files || !machine->monitor.has_answered)
		return;
	machine->has_files = true;
	release_build(request);
	if (request->kernel_elf && os_file_has_changed(request->kernel_elf, &request->kernel_facts))
		machine->end = MACHINE_REPLACED;
}

bool machine_update(struct machine *machine)
{
	if (machine->end != MACHINE_RUNS)
		return false;
	read_said(machine);
	bool closed = machine->monitor.fd >= 0 ? !qmp_update(&machine->monitor)
	                                       : machine->console < 0;
	if (machine->monitor.lines.error)
		machine->channel_error = machine->monitor.lines.error;
	if (machine->monitor.event == QMP_STOPPED) {
		struct arena work = machine->work;

		machine->why = qmp_why_stopped(&machine->monitor, &work);
	}
	machine->end = end_of(machine->monitor.event);
	if (machine->monitor.is_garbled && machine->end == MACHINE_RUNS)
		machine->end = MACHINE_GARBLED;
	if (closed && machine->end == MACHINE_RUNS) {
		wait_for_exit(machine, EXIT_WAIT_MS);
		read_said(machine);
		machine->end = MACHINE_EXITED;
	}
	take_files(machine);
	return machine->end == MACHINE_RUNS;
}

/* Asked through its monitor QEMU ends in silence, its disks written; a signal
 * would make it say so. */
static void quit(struct machine *machine)
{
	if (machine->child && machine->monitor.fd >= 0) {
		qmp_quit(&machine->monitor);
		wait_for_exit(machine, STOP_WAIT_MS);
	}
}

void machine_settle(struct machine *machine)
{
	if (machine->end != MACHINE_POWERED_OFF)
		return;
	quit(machine);
	if (machine->status != 0)
		machine->end = MACHINE_EXITED;
}

void machine_stop(struct machine *machine)
{
	quit(machine);
	if (machine->child)
		os_stop(machine->child, STOP_WAIT_MS);
	machine->child = 0;
	close_end(&machine->console);
	close_end(&machine->verdict);
	close_end(&machine->far_end);
	close_end(&machine->said);
	close_end(&machine->monitor.fd);
}
