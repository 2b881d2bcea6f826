#pragma once
/* stream: what a FILE is here.
 *
 * stdout and stderr are what runtime_write takes, and nothing else:
 * a kernel that only prints links no file code. All other streams are files
 * (file.h), which their functions `put` and `flush` lead to.
 * Included by: core/stdio, core/stdlib, core/wide. */

#include <runtime.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define STREAM_PUSHED_MAX 4 /* bytes that ungetc and ungetwc can put back */

struct runtime_stream {
	bool is_error; /* of the console: stderr, not stdout */
	bool failed, ended;
	signed char width; /* see fwide */
	/* NULL: the console, which keeps nothing back */
	size_t (*put)(FILE *to, const void *from, size_t size_bytes);
	int (*flush)(FILE *to);

	/* ---- of a file ---- */
	bool readable, writable, writing; /* writing: the buffer is to be written */
	bool owns_buffer, owns_itself;
	unsigned char pushed_count;
	unsigned char pushed[STREAM_PUSHED_MAX]; /* the last one is read first */
	int buffering;                           /* _IOFBF... */
	unsigned char *buffer;
	size_t capacity, at, filled; /* [at, filled): not read, or not written */
	struct runtime_file file;
	FILE *next; /* of those that are open */
};

/* What fwrite does: the bytes that were taken; fewer set `failed` and errno. */
size_t rt_stream_put(FILE *to, const void *from, size_t size_bytes);

/* Set by the first fopen: writes what every file holds back. */
extern int (*rt_stream_flush_files)(void);
