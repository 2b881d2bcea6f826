#pragma once
/* files: what a program of the real world expects to find around it.
 *
 * Files are bytes in the heap. Those that the loader brought as modules are there from
 * the start, under the last part of their names, and what an archive (.tar) among them
 * holds, under its path in there. A path is looked up whole, then by its last part.
 * runtime_open (see <runtime.h>) leads to them, and so <stdio.h> and <fcntl.h>. */

#include <stddef.h>

#define FILES_MAX       1024
#define FILES_NAME_SIZE 64
#define FILES_PATH_SIZE 256

/* A device: a file that reads what the function gives, without an end. */
void files_add_device(const char *path, ptrdiff_t (*read)(void *object, void *to, size_t size));
