#pragma once
/* os_process: this program, others that it runs, signals and time.
 *
 * Part of the seam that tests fake. Functions return false with errno set and
 * report nothing, unless their comment says otherwise. */
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "host/base/text.h"

/* A program found on PATH, or name itself if it has a slash; NULL: not found. */
char *os_find_program(struct arena *keep, const char *name);
/* The path of the running program; NULL if the system does not say. */
char *os_program_path(struct arena *keep, const char *argv0);

/* Runs arguments[0] (a path, or found on PATH) and waits for it. The variables
 * of OS_UNSET_VARIABLES are taken out of its environment: they change what
 * clang includes, and are flags of NASM's. */
#define OS_STATUS_SIGNAL  256  /* above every exit status: no program ends so */
#define OS_STATUS_SLOW    1024 /* of os_ask */
#define OS_STATUS_ENDLESS 1025
#define OS_STATUS_LOST    1026 /* nobody can tell how it ended */
struct os_result {
	int status;          /* exit status, or OS_STATUS_SIGNAL + the signal */
	struct bytes output; /* what it wrote, when captured */
};
enum os_output { OS_OUTPUT_INHERIT, OS_OUTPUT_CAPTURE, OS_OUTPUT_CAPTURE_ALL };
#define OS_UNSET_VARIABLES \
	"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "SDKROOT", "CCC_OVERRIDE_OPTIONS", \
		"GCC_EXEC_PREFIX", "NASMENV"

/* False if it could not be started, or heard to its end (errno says why). CAPTURE takes standard
 * output only, CAPTURE_ALL standard error with it. */
bool os_run(struct arena *keep, const char *const *arguments, enum os_output output,
            struct os_result *result);
/* The same for a question, with CAPTURE_ALL: who does not end in time, or goes on
 * speaking, is ended. */
#define OS_ASK_TIME_MS   30000
#define OS_ASK_BYTES_MAX (4u << 20)
bool os_ask(struct arena *keep, const char *const *arguments, struct os_result *result);
/* "ended with status 3", "was ended by signal 11 (Segmentation fault)"; of os_ask also
 * "did not end within 30 s". */
const char *os_status_text(struct arena *keep, int status);
/* Of OS_STATUS_SIGNAL + number: what a signal is, only the host knows. */
const char *os_signal_text(struct arena *keep, int number);

#define OS_CHILD_FDS_MAX 16

/* How a child is ended with Ingot, or before: outright, or with all that is in a process
 * group of its own; or by SIGTERM first, for one that ends its own children then. */
enum os_end { OS_END_CHILD, OS_END_GROUP, OS_END_GENTLY };

/* A child that runs beside Ingot. fds[i] becomes descriptor 3 + i of the child;
 * fd 0..2 are replaced where not -1. The child is in Ingot's process group, but for
 * OS_END_GROUP. */
struct os_child_request {
	const char *const *arguments;
	int standard_input, standard_output, standard_error; /* -1: inherited */
	const int *fds;
	size_t fd_count; /* OS_CHILD_FDS_MAX at most, else EINVAL */
	enum os_end end;
};
bool os_start(const struct os_child_request *request, pid_t *child);
/* fork(): 0 in the child, which is this program once more, in Ingot's process group, and has
 * no children yet; it ends by _exit, or gently with Ingot (OS_END_GENTLY). */
bool os_fork(pid_t *child);
/* Both ends close at exec, save in the child that is handed one. */
bool os_pipe(int ends[2]);
bool os_socket_pair(int ends[2]);
/* Whether a child can be handed one: nowhere but on Windows it can. */
bool os_hands_down(void);
/* Every byte to a channel, despite short writes and interruptions. */
bool os_send(int fd, const void *data, size_t size_bytes);
/* Reading and writing never wait: EAGAIN. */
bool os_dont_block(int fd);
/* Ends a child: SIGTERM, then SIGKILL after grace_ms; returns its status. */
int os_stop(pid_t child, int grace_ms);
int os_wait(pid_t child); /* its status, as in os_result */
/* True when the child has ended (its status is set). */
bool os_poll_child(pid_t child, int *status);
/* Whether a process that is no child of ours ends within wait_ms. */
bool os_await_stranger(long process, int wait_ms);
/* Children started by os_start are ended, half-written files removed and the
 * terminal put back, when a signal (INT, TERM, HUP) ends Ingot. Call once, at
 * the start. */
void os_handle_signals(void);
/* From here on the first SIGINT only makes os_was_interrupted true, and poll() and its
 * like end early; the second one ends Ingot as before. */
void os_defer_interrupt(void);
bool os_was_interrupted(void);
/* Descriptors 0 to 2 that were closed when Ingot was started are taken by files that
 * fail alike, so that no other file gets their numbers. Before any is opened. */
void os_hold_standard(void);

/* Bytes of address space that this program may have (ulimit -v, -d); UINT64_MAX: any. */
uint64_t os_memory_limit(void);
int64_t os_clock_ms(void); /* monotonic */
int64_t os_date_ns(void);  /* since 1970, as files have it */
