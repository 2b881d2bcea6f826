#pragma once
/* os_replace: files that appear whole or not at all.
 *
 * Functions return false with errno set and report nothing. */
#include <stdbool.h>

/* A file that is written piece by piece and appears whole or not at all.
 * os_replace_begin opens a temporary file beside path, which vanishes on
 * os_replace_cancel and when a signal ends Ingot. */
struct os_replacement {
	int fd;
	char temporary[1024];
	char path[1024];
};
bool os_replace_begin(struct os_replacement *replacement, const char *path);
bool os_replace_commit(struct os_replacement *replacement);
void os_replace_cancel(struct os_replacement *replacement);

/* Removes what is unfinished: of a signal handler that ends Ingot. */
void os_replace_abandon(void);
