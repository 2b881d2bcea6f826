#pragma once
/* machine: a QEMU that runs beside Ingot, and its channels.
 *
 * The owner sleeps in poll() on the descriptors, calls machine_update to learn
 * whether the guest has ended, then reads the channels: what the guest wrote
 * before its end is still in them. After a power-off, a reset or a panic the
 * machine is paused and can be examined through `monitor` until machine_stop. */
#include <sys/types.h>

#include "host/run/guest_request.h"
#include "host/run/qmp.h"

#define MACHINE_SAID_BYTES_MAX 4096 /* kept of what QEMU itself prints in a test */
#define MACHINE_POLL_FDS       4

#define MACHINE_WORK_BYTES     16384
#define MACHINE_LINE_BYTES_MAX 64         /* kept of the console's last line */
#define MACHINE_TURN_BYTES_MAX (4u << 20) /* of the console, until it is said to be empty */

#define MACHINE_EARLY_BYTES_MAX 8192 /* kept of what the firmware says first */

enum machine_end {
	MACHINE_RUNS,
	MACHINE_EXITED, /* QEMU has ended, with `status` */
	MACHINE_POWERED_OFF,
	MACHINE_RESET,
	MACHINE_PANICKED,  /* the pvpanic device */
	MACHINE_QUIT,      /* the user closed its window */
	MACHINE_STOPPED,   /* QEMU stands still: `why` */
	MACHINE_SUSPENDED, /* to RAM: nothing will wake it */
	MACHINE_GARBLED,   /* its monitor speaks no QMP */
	MACHINE_REPLACED,  /* its kernel was built again before QEMU had opened the image */
};

struct machine {
	pid_t child;        /* 0: has ended */
	int console;        /* the guest's COM1, both ways */
	int verdict;        /* COM2; -1: none */
	int far_end;        /* the end of COM2 that is held for the other one; -1: none */
	int said;           /* QEMU's own output; -1: goes to the user */
	int observed;       /* the observer's file (abi/observe.h); -1: none; stays open */
	struct arena work;  /* of one answer */
	struct qmp monitor; /* fd -1: none, the project's own command */
	bool is_begun;      /* the firmware is done with the console */
	bool has_paging;    /* seen: no BIOS runs any more */
	char *early;        /* what it said before; terminated */
	size_t early_bytes;
	int64_t early_ms; /* when it did last */
	/* The beginnings of the console's current line and of the last one that has
	 * ended and was not empty. */
	char line[MACHINE_LINE_BYTES_MAX + 1], last_line[MACHINE_LINE_BYTES_MAX + 1];
	size_t line_bytes;
	size_t turn; /* bytes of the console since it was empty */
	const struct guest_request *request;
	bool has_files; /* QEMU has opened all that it was given */
	enum machine_end end;
	const char *why;   /* when STOPPED: QEMU's run state; in `work` */
	int status;        /* when EXITED: as in struct os_result */
	int channel_error; /* errno: a channel fails, which is not its end */
	char *said_text;   /* terminated */
	size_t said_bytes;
};

enum machine_use { MACHINE_FOR_RUN, MACHINE_FOR_TEST };

/* False, reported, if QEMU cannot be started. `keep` must outlive it. */
bool machine_start(struct machine *machine, struct arena *keep, const struct guest_request *request,
                   enum machine_use use);
/* Fills fds with what wakes the owner, MACHINE_POLL_FDS at most; how many. */
struct pollfd;
size_t machine_poll_fds(const struct machine *machine, struct pollfd *fds);
/* Takes in what happened; true while the guest runs. */
bool machine_update(struct machine *machine);
/* The guest's console, read without waiting (0: nothing now, or it has ended),
 * without what its firmware says before the loader begins (abi/serial.h): unless
 * the user wants to hear all. Of a guest that never stops, 0 comes now and then. */
size_t machine_read_console(struct machine *machine, char *data, size_t size);
/* QEMU should have begun to run the guest, and has not said that it has. */
bool machine_is_late(const struct machine *machine);
/* What the end was, beyond doubt. A QEMU that stands still after a power-off is
 * ended here, for its status: from version 10 on isa-debug-exit, with which a
 * kernel says how it went, looks like a power-off on the channel. */
void machine_settle(struct machine *machine);
/* Ends QEMU if it still runs, and closes the channels. `observed` is whole then, and the
 * owner's to close. */
void machine_stop(struct machine *machine);
