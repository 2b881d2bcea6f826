#pragma once
/* os: the operating system, as far as Ingot needs it: POSIX.1-2008.
 *
 * The seam that tests fake. Functions return false with errno set and report
 * nothing, unless their comment says otherwise: the caller knows what the file
 * was for. */
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "host/base/text.h"

#define OS_FILE_SIZE_MAX (256u << 20)	/* of a file read whole: os_read_file */

struct os_file_facts {
	uint64_t size_bytes;
	int64_t modified_ns;		/* since 1970 */
	bool is_folder;
};

/* The whole file, with a zero byte after its end; EFBIG beyond OS_FILE_SIZE_MAX. */
bool os_read_file(struct arena *keep, const char *path, struct bytes *content);
bool os_file_facts(const char *path, struct os_file_facts *facts);
bool os_file_exists(const char *path);
bool os_is_folder(const char *path);

/* What a path itself is: a symbolic link is not followed. */
enum os_entry_kind {
	OS_ENTRY_FILE, OS_ENTRY_FOLDER, OS_ENTRY_LINK,
	OS_ENTRY_OTHER,			/* a device, a pipe, a socket */
};
struct os_entry {
	enum os_entry_kind kind;
	uint64_t size_bytes;		/* of a file, else 0 */
	bool is_executable;		/* by its owner */
};
bool os_entry_facts(const char *path, struct os_entry *entry);
/* What a symbolic link says; NULL on failure. */
char *os_read_link(struct arena *keep, const char *path);
bool os_is_executable(const char *path);

/* All or nothing: written beside path under a temporary name, then renamed. */
bool os_write_file(const char *path, struct bytes content);
/* As os_write_file, but an unchanged file keeps its time stamp. */
bool os_update_file(const char *path, struct bytes content, bool *changed);

/* A file that is written piece by piece and appears whole or not at all.
 * os_replace_begin opens a temporary file beside path, which vanishes on
 * os_replace_cancel and when a signal ends Ingot. */
struct os_replacement { int fd; char temporary[1024]; char path[1024]; };
bool os_replace_begin(struct os_replacement *replacement, const char *path);
bool os_replace_commit(struct os_replacement *replacement);
void os_replace_cancel(struct os_replacement *replacement);

/* Every byte, at its place, despite short writes and interruptions. */
bool os_write_at(int fd, const void *data, size_t size_bytes, uint64_t offset);
/* The same for reading; EIO if the file ends before. */
bool os_read_at(int fd, void *data, size_t size_bytes, uint64_t offset);

/* path and the folders above it. */
bool os_make_folders(const char *path);
bool os_remove_tree(const char *path);
/* Names in a folder without "." and "..", in the order of strcmp. */
bool os_list_folder(struct arena *keep, const char *path, struct text_list *names);
/* Absolute, without links; NULL if there is no such file. */
char *os_real_path(struct arena *keep, const char *path);
char *os_current_folder(struct arena *keep);

/* A program found on PATH, or name itself if it has a slash; NULL: not found. */
char *os_find_program(struct arena *keep, const char *name);
/* The path of the running program; NULL if the system does not say. */
char *os_program_path(struct arena *keep, const char *argv0);

/* Runs arguments[0] (a path, or found on PATH) and waits for it. The variables
 * of OS_UNSET_VARIABLES are taken out of its environment: they change what
 * clang includes. */
struct os_result {
	int status;			/* exit status, or 128 + signal */
	struct bytes output;		/* what it wrote, when captured */
};
enum os_output { OS_OUTPUT_INHERIT, OS_OUTPUT_CAPTURE, OS_OUTPUT_CAPTURE_ALL };
#define OS_UNSET_VARIABLES \
	"CPATH", "C_INCLUDE_PATH", "SDKROOT", "CCC_OVERRIDE_OPTIONS", "GCC_EXEC_PREFIX"

/* False if it could not be started (errno says why). CAPTURE takes standard
 * output only, CAPTURE_ALL standard error with it. */
bool os_run(struct arena *keep, const char *const *arguments, enum os_output output,
            struct os_result *result);

/* A child that runs beside Ingot. fds[i] becomes descriptor 3 + i of the child;
 * fd 0..2 are replaced where not -1. The child is in Ingot's process group. */
struct os_child_wish {
	const char *const *arguments;
	int standard_input, standard_output, standard_error;	/* -1: inherited */
	const int *fds;
	size_t fd_count;
};
bool os_start(const struct os_child_wish *wish, pid_t *child);
/* Both ends close at exec, save in the child that is handed one. */
bool os_pipe(int ends[2]);
/* Ends a child: SIGTERM, then SIGKILL after grace_ms; returns its status. */
int os_stop(pid_t child, int grace_ms);
int os_wait(pid_t child);		/* its status, as in os_result */
/* True when the child has ended (its status is set). */
bool os_poll_child(pid_t child, int *status);
/* Children started by os_start are ended, half-written files removed and the
 * terminal put back, when a signal (INT, TERM, HUP) ends Ingot. Call once, at
 * the start. */
void os_handle_signals(void);

/* Both ends are closed at exec, save those handed down by os_start. */
bool os_pipe(int ends[2]);
bool os_socket_pair(int ends[2]);

/* Standard input as a keyboard: every key at once, unechoed, Ctrl-C too. False,
 * and nothing is changed, if it is no terminal or another job's. */
bool os_terminal_raw(void);
/* As it was before os_terminal_raw; may be called from a signal handler. */
void os_terminal_restore(void);

/* Holds a lock on path (made if missing) until the returned fd is closed;
 * waits for others. -1 on failure. */
int os_lock(const char *path);

int64_t os_clock_ms(void);		/* monotonic */
int os_cpu_count(void);
