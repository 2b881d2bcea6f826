#pragma once
/* os_replace: files that appear whole or not at all.
 *
 * Functions return false with errno set and report nothing. */
#include <stdbool.h>

#include "host/base/text.h"

/* A file that is written piece by piece and appears whole or not at all.
 * os_replace_begin opens a temporary file beside path, which vanishes on
 * os_replace_cancel and when a signal ends Ingot. */
struct os_replacement {
	int fd;
	char temporary[PATH_BYTES_MAX], path[PATH_BYTES_MAX];
};
bool os_replace_begin(struct os_replacement *replacement, const char *path);
bool os_replace_commit(struct os_replacement *replacement);
void os_replace_cancel(struct os_replacement *replacement);

/* Removes what is unfinished: of a signal handler that ends Ingot. */
void os_replace_abandon(void);
