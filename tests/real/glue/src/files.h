#pragma once
/* files: what a program of the real world expects to find around it.
 *
 * Files are bytes in the heap. Those that the loader brought as modules are
 * there from the start, under the last part of their names; a path is looked
 * up by its last part too. runtime_open (see <runtime.h>) leads to them, and so
 * <stdio.h> and <fcntl.h>. */

#define FILES_MAX       128
#define FILES_NAME_SIZE 64
