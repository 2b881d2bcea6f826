#pragma once
/* lock: one ingot at a time in a directory that it builds in. */
#include "host/base/arena.h"

/* Makes the directory, and holds its lock until the returned descriptor is closed. If
 * another ingot has it, waits for that, and says so after a second. -1, reported, on
 * failure; LOCK_NONE where the directory, or its file system, lets no one lock. */
#define LOCK_NONE (-2)
#define LOCK_NAME "ingot.lock"
int lock_take(struct arena scratch, const char *folder, const char *what);
void lock_release(int lock);

/* Writes down which process works in the directory for the holder of the lock; 0: none. If
 * the holder is killed outright, whoever takes the lock next waits for it: it removes
 * what it had begun. */
void lock_note_worker(int lock, long process);
