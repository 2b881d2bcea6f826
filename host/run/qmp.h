#pragma once
/* qmp: the conversation with a running QEMU (QEMU Machine Protocol).
 *
 * One JSON object a line, both ways. The machine is started with -S and let
 * go by qmp_open, whose commands wait in the socket before QEMU even runs: so
 * no event is missed, and no round trip is waited for. With -no-reboot and
 * -no-shutdown the machine stays paused after a reset or a power-off, its
 * registers as they were. Everything here gives up after QMP_TIMEOUT_MS. */
#include "host/base/text.h"
#include "host/run/lines.h"

#define QMP_TIMEOUT_MS     5000
#define QMP_LINE_BYTES_MAX (256u << 10)

/* What QEMU said of the guest's end: the first such event counts. */
enum qmp_event {
	QMP_NONE,
	QMP_POWERED_OFF, /* ACPI */
	QMP_RESET,       /* a triple fault, or the reset ports */
	QMP_PANICKED,    /* the pvpanic device */
	QMP_QUIT,        /* the user closed QEMU's window */
	QMP_STOPPED,     /* QEMU stands still: qmp_why_stopped */
	QMP_SUSPENDED,   /* to RAM (ACPI S3), which nothing here ends */
};

struct qmp {
	struct lines lines;
	int fd; /* not owned; -1: no conversation */
	long last_id;
	enum qmp_event event;
	bool waits;        /* for a debugger, or the user's monitor, that lets it run */
	bool has_answered; /* to a command: the machine is made */
	bool has_run;      /* the guest has begun to run */
	bool is_garbled;   /* what came is no QMP */
	char error[256];   /* why the last command failed */
};

/* Starts the conversation and, unless a debugger shall do it, the machine; QEMU need
 * not run yet. */
bool qmp_open(struct qmp *qmp, struct arena *keep, int fd, bool waits);
/* Takes in what QEMU has sent, without waiting; false when QEMU has closed. */
bool qmp_update(struct qmp *qmp);
/* After QMP_STOPPED: QEMU's run state, such as "internal-error" (KVM cannot run the
 * guest's code), "io-error" or "watchdog". NULL if it runs again or stands for a
 * user, at a breakpoint or by the monitor's `stop`: the event is forgotten. */
const char *qmp_why_stopped(struct qmp *qmp, struct arena *keep);
/* A command and its arguments (a JSON object, or NULL): the answer's "return",
 * as JSON, or NULL (qmp->error says why). */
char *qmp_execute(struct qmp *qmp, struct arena *keep, const char *command, const char *arguments);
/* A line for QEMU's human monitor: what it answered, or NULL. */
char *qmp_monitor(struct qmp *qmp, struct arena *keep, const char *line);
/* The screen as a PNG file; false: qmp->error says why. */
bool qmp_screenshot(struct qmp *qmp, struct arena scratch, const char *path);
/* Tells QEMU to end, without waiting for it. */
void qmp_quit(struct qmp *qmp);
