/* tmpfile: a file in the heap; tmpnam: a name that no file has. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "memory.h"

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
		.read = rt_memory_read,
		.write = rt_memory_write,
		.seek = rt_memory_seek,
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
