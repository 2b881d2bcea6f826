#pragma once
/* memory: a file in the heap that grows by what is written behind its end.
 *
 * Functions for struct runtime_file, whose object is, or begins with, a struct
 * memory. A byte of 0 follows the last one, for those who use it as a string.
 * Included by: core/stdio. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "file.h"

struct memory {
	unsigned char *bytes;      /* from malloc; NULL while nothing was written */
	size_t size, capacity, at; /* of the capacity one is the last 0 */
};

/* Room for `size` bytes and the 0; what lies between the size and it is 0. */
bool rt_memory_reserve(struct memory *memory, size_t size);

ptrdiff_t rt_memory_read(void *object, void *to, size_t size_bytes);
ptrdiff_t rt_memory_write(void *object, const void *from, size_t size_bytes);
int64_t rt_memory_seek(void *object, int64_t offset, int from);
/* A stream that writes into the object, which is from malloc; its bytes are the program's
 * and stay when it is closed. NULL if there is no room for `size` of them: then nothing of
 * the object is left. */
FILE *rt_memory_open(struct runtime_file file, size_t size);
/* Where a seek leads from these places, or -EINVAL. `limit` is the farthest. */
int64_t rt_memory_place(size_t at, size_t size, size_t limit, int64_t offset, int from);
