#pragma once
/* os_file: files and directories, as POSIX.1-2008 has them.
 *
 * Part of the seam that tests fake, with os_process, os_terminal and os_disk.
 * Functions return false with errno set and report nothing, unless their comment
 * says otherwise: the caller knows what the file was for. */
#include <stdbool.h>
#include <stdint.h>

#include "host/base/text.h"

#define OS_FILE_SIZE_MAX (256u << 20) /* of a file read whole: os_read_file */

struct os_file_facts {
	uint64_t size_bytes;
	int64_t modified_ns; /* since 1970 */
	bool is_folder;
};

/* The whole file, with a zero byte after its end; EFBIG beyond OS_FILE_SIZE_MAX. */
bool os_read_file(struct arena *keep, const char *path, struct bytes *content);
/* How much there is to read of what is open; EISDIR, or EINVAL for what has no end that
 * can be told, as a pipe. */
bool os_content_size(int fd, uint64_t *size_bytes);
bool os_file_facts(const char *path, struct os_file_facts *facts);
/* Whether a file is not the one any more that had these facts; zeros: it never is. */
bool os_file_has_changed(const char *path, const struct os_file_facts *facts);
bool os_file_exists(const char *path);
/* 0 if this user can open a file or device to read and write, else the errno of why not. */
int os_open_error(const char *path);
/* Whether an errno says that there is no such file, and not that nobody can tell. */
bool os_is_missing(int error);
bool os_is_folder(const char *path);
/* Whether both are there and one: links are followed. */
bool os_is_same_file(const char *a, const char *b);
/* Whose a file is, if not this user's: OS_OWNER_ROOT or "another user". NULL: it is, or
 * nobody can tell. */
#define OS_OWNER_ROOT "root"
const char *os_foreign_owner(const char *path);
/* Why a file could be the work of others: it is theirs, or lies where they may write.
 * NULL: it and all directories above it belong to root, this user, or the owner of
 * `trusted`, a file that is obeyed already. The path is absolute and without links. */
const char *os_distrust(struct arena *keep, const char *path, const char *trusted);

/* What a path itself is: a symbolic link is not followed. */
enum os_entry_kind {
	OS_ENTRY_FILE,
	OS_ENTRY_FOLDER,
	OS_ENTRY_LINK,
	OS_ENTRY_OTHER, /* a device, a pipe, a socket */
};
struct os_entry {
	enum os_entry_kind kind;
	uint64_t size_bytes; /* of a file, else 0 */
	bool is_executable;  /* by its owner */
};
bool os_entry_facts(const char *path, struct os_entry *entry);
/* What a symbolic link says; NULL on failure. */
char *os_read_link(struct arena *keep, const char *path);
bool os_is_executable(const char *path);
bool os_may_write(const char *path);

/* All or nothing: written beside path under a temporary name, then renamed. It is on
 * the disk then (OS_DURABLE). */
bool os_write_file(const char *path, struct bytes content);
/* The same for what is made again if a loss of power damages it (OS_REMADE). */
bool os_write_remade(const char *path, struct bytes content);
/* Whether there is such a file, of just these bytes. */
bool os_file_has_content(const char *path, struct bytes content);
/* As os_write_remade, but an unchanged file keeps its time stamp. */
bool os_update_file(const char *path, struct bytes content, bool *changed);

/* Every byte, at its place, despite short writes and interruptions. */
bool os_write_at(int fd, const void *data, size_t size_bytes, uint64_t offset);
/* The same for reading; EIO if the file ends before. */
bool os_read_at(int fd, void *data, size_t size_bytes, uint64_t offset);

/* A new file without a name, in TMPDIR or /tmp, gone when it is closed; -1 on failure. */
int os_nameless_file(void);

/* path and the directories above it. */
bool os_make_folders(const char *path);
bool os_remove_tree(const char *path);
/* If it is empty. */
bool os_remove_folder(const char *path);
/* Names in a directory without "." and "..", in the order of strcmp. */
bool os_list_folder(struct arena *keep, const char *path, struct text_list *names);
/* Absolute, without links; NULL if there is no such file. */
char *os_real_path(struct arena *keep, const char *path);
char *os_current_folder(struct arena *keep);

/* Holds a lock on path (made if missing) until the returned fd is closed. Waits for
 * others, wait_ms at most (-1: for ever): EAGAIN then, and *holder is
 * the process that has it. -1 on failure. */
int os_lock(const char *path, int wait_ms, long *holder);
