#pragma once
/* keyboard: what the user types while a guest runs.
 *
 * Ctrl-A x and Ctrl-C end the guest; Ctrl-A Ctrl-A types a Ctrl-A; Ctrl-A c
 * types a Ctrl-C; after Ctrl-A any other key is lost. Only a terminal in raw
 * mode is read that way: what comes from a pipe goes through unchanged. */
#include <stdbool.h>
#include <stddef.h>

struct keyboard {
	bool has_escape;
	bool wants_end;
	bool was_interrupted; /* by Ctrl-C */
};

/* Moves what is meant for the guest to the front of `keys`; how many. */
size_t keyboard_filter(struct keyboard *keyboard, char *keys, size_t count);
