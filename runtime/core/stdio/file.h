#pragma once
/* file: streams with a buffer, over the kernel's files, and stdin.
 *
 * One buffer serves both directions: `writing` says which. Going from one to
 * the other is done here even where C17 7.21.5.3 wants the program to seek.
 * Included by: core/stdio, core/wide. */

#include "stream.h"

/* A stream over what `file` says; NULL and ENOMEM. mode is RUNTIME_OPEN_... */
FILE *rt_file_new(const struct runtime_file *file, int mode);
/* Makes a stream of zeros one over `file`, and enters it among the open ones. */
void rt_file_start(FILE *stream, const struct runtime_file *file, int mode);
/* Flushes, closes and forgets the buffer: 0 or EOF. The stream stays. */
int rt_file_end(FILE *stream);

/* RUNTIME_OPEN_... of "r", "wb+"...; -1 and EINVAL. */
int rt_file_mode(const char *mode);
/* What runtime_open gives; -1 and errno. */
int rt_file_open(const char *name, int mode, struct runtime_file *file);

/* put and flush of every file. */
size_t rt_file_put(FILE *to, const void *from, size_t size_bytes);
int rt_file_flush(FILE *to);

/* The next byte, or EOF. */
int rt_file_get(FILE *from);
/* Up to size_bytes of what follows; fewer set `ended` or `failed`. */
size_t rt_file_read(FILE *from, void *to, size_t size_bytes);
