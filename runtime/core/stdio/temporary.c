/* tmpfile: a file in the heap; tmpnam: a name that no file has. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"

struct memory {
	unsigned char *bytes;
	size_t size, capacity, at;
};

static ptrdiff_t memory_read(void *object, void *to, size_t size_bytes)
{
	struct memory *memory = object;
	size_t left = memory->at < memory->size ? memory->size - memory->at : 0;
	size_t part = size_bytes < left ? size_bytes : left;

	if (part != 0)
		memcpy(to, memory->bytes + memory->at, part);
	memory->at += part;
	return (ptrdiff_t)part;
}

/* Room for `size` bytes, the new ones zero: doubled, so that a file is not
 * copied at every write. */
static bool grow(struct memory *memory, size_t size)
{
	if (size > memory->capacity) {
		size_t capacity = size < BUFSIZ ? BUFSIZ : size > PTRDIFF_MAX / 2 ? size : 2 * size;
		unsigned char *bytes = realloc(memory->bytes, capacity);

		if (!bytes)
			return false;
		memset(bytes + memory->capacity, 0, capacity - memory->capacity);
		memory->bytes = bytes;
		memory->capacity = capacity;
	}
	if (size > memory->size)
		memory->size = size;
	return true;
}

static ptrdiff_t memory_write(void *object, const void *from, size_t size_bytes)
{
	struct memory *memory = object;

	if (size_bytes > PTRDIFF_MAX - memory->at || !grow(memory, memory->at + size_bytes))
		return -ENOSPC;
	memcpy(memory->bytes + memory->at, from, size_bytes);
	memory->at += size_bytes;
	return (ptrdiff_t)size_bytes;
}

static int64_t memory_seek(void *object, int64_t offset, int from)
{
	struct memory *memory = object;
	int64_t base = from == SEEK_SET ? 0
	                                : (int64_t)(from == SEEK_CUR ? memory->at : memory->size);

	if (from != SEEK_SET && from != SEEK_CUR && from != SEEK_END)
		return -EINVAL;
	if (__builtin_add_overflow(base, offset, &base) || base < 0)
		return -EINVAL;
	memory->at = (size_t)base;
	return base;
}

static int memory_close(void *object)
{
	struct memory *memory = object;

	free(memory->bytes);
	free(memory);
	return 0;
}

FILE *tmpfile(void)
{
	struct runtime_file file = {
		.object = calloc(1, sizeof(struct memory)),
		.read = memory_read,
		.write = memory_write,
		.seek = memory_seek,
		.close = memory_close,
	};
	FILE *stream = file.object ? rt_file_new(&file, RUNTIME_OPEN_READ | RUNTIME_OPEN_WRITE)
	                           : NULL;

	if (!stream)
		free(file.object);
	return stream;
}

static bool is_taken(const char *name)
{
	struct runtime_file file;

	if (rt_file_open(name, RUNTIME_OPEN_READ, &file) < 0)
		return false;
	if (file.close)
		file.close(file.object);
	return true;
}

char *tmpnam(char *to)
{
	static char shared[L_tmpnam];
	static unsigned number;
	int before = errno;

	if (!to)
		to = shared;
	for (unsigned tries = 0; tries < TMP_MAX; tries++) {
		snprintf(to, L_tmpnam, "tmp%06u", number++ % 1000000);
		if (!is_taken(to)) {
			errno = before;
			return to;
		}
	}
	return NULL;
}
