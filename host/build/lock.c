#include "host/build/lock.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/base/refusal.h"

#define SILENCE_MS 1000
#define TRIES_MAX  10

#define WORKER_WAIT_MS   10000 /* another process may have its number by now */
#define WORKER_BYTES_MAX 24

/* A directory that cannot be written to is no place to build in, but what was built there
 * serves. Network file systems may have no locks. */
static bool is_without_locks(int error)
{
	return error == EROFS || error == EACCES || error == EPERM || error == ENOLCK ||
	       error == ENOTSUP || error == EINVAL;
}

/* Again if an `ingot clean` that had the lock took the directory away. */
static int try_lock(const char *folder, const char *path, int wait_ms, long *holder)
{
	int lock = -1;

	for (int i = 0; i < TRIES_MAX; i++) {
		lock = os_make_folders(folder) ? os_lock(path, wait_ms, holder) : -1;
		if (lock >= 0 || errno != ENOENT)
			break;
	}
	return lock;
}

/* ninja ends by SIGTERM when its ingot is killed, but not at once. */
static void await_worker(int lock)
{
	char text[WORKER_BYTES_MAX] = "";

	if (pread(lock, text, sizeof text - 1, 0) <= 0)
		return;
	long process = strtol(text, NULL, 10);
	if (process > 0 && !os_await_stranger(process, SILENCE_MS)) {
		diag_status("Waiting", "for process %ld, left by an ingot that was killed",
		            process);
		os_await_stranger(process, WORKER_WAIT_MS);
	}
	lock_note_worker(lock, 0);
}

int lock_take(struct arena scratch, const char *folder, const char *what)
{
	char path[PATH_BYTES_MAX];
	long holder = 0;
	struct place at = { .file = folder };

	if (snprintf(path, sizeof path, "%s/" LOCK_NAME, folder) >= (int)sizeof path)
		return diag_error(&at, "cannot lock: %s", strerror(ENAMETOOLONG)), -1;
	int lock = try_lock(folder, path, SILENCE_MS, &holder);
	if (lock < 0 && errno == EAGAIN) {
		diag_status("Waiting", "for another ingot (process %ld) that builds %s", holder,
		            what);
		lock = try_lock(folder, path, -1, &holder);
	}
	if (lock >= 0) {
		await_worker(lock);
		return lock;
	}
	if (is_without_locks(errno))
		return LOCK_NONE;
	refusal_to_lock(scratch, folder, path);
	return -1;
}

void lock_release(int lock)
{
	if (lock >= 0)
		close(lock);
}

/* A disk that is full has no room for a note that is needed only after a kill. */
void lock_note_worker(int lock, long process)
{
	char text[WORKER_BYTES_MAX];
	int size = process ? snprintf(text, sizeof text, "%ld\n", process) : 0;

	if (lock >= 0 && ftruncate(lock, 0) == 0)
		(void)os_write_at(lock, text, (size_t)size, 0);
}
