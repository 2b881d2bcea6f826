#pragma once
/* os_replace: files that appear whole or not at all.
 *
 * Functions return false with errno set and report nothing. A program that is killed
 * outright cannot remove what it has begun: the next one that writes the file does. */
#include <stdbool.h>

#include "host/base/text.h"

/* Between the name of a file and what is the writer's, in the name of a temporary one. */
#define OS_TEMPORARY_MARK ".ingot-"

/* What a loss of power may do to a file that was written shortly before. */
enum os_durability {
	OS_REMADE,  /* damage it: whoever reads it finds that, and makes it again */
	OS_DURABLE, /* nothing: it is on the disk when os_replace_commit returns, and
	             * gets its name after its bytes */
};

/* A file that is written piece by piece and appears whole or not at all.
 * os_replace_begin opens a temporary file beside path, which vanishes on
 * os_replace_cancel and when a signal ends Ingot. */
struct os_replacement {
	int fd;
	enum os_durability durability;
	char temporary[PATH_BYTES_MAX], path[PATH_BYTES_MAX];
};
bool os_replace_begin(struct os_replacement *replacement, const char *path,
                      enum os_durability durability);
bool os_replace_commit(struct os_replacement *replacement);
void os_replace_cancel(struct os_replacement *replacement);

/* What was written to fd is on its disk. */
bool os_sync(int fd);

/* Removes what is unfinished: of a signal handler that ends Ingot. */
void os_replace_abandon(void);
