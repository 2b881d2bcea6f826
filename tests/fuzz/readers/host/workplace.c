#include "workplace.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sanitizer/asan_interface.h>

#include "host/base/os_file.h"

#define ARENA_BYTES (16u << 20)

static char folder[256];

struct arena workplace_arena(void)
{
	static struct arena all;

	if (!all.next)
		arena_highest = (all = arena_new(ARENA_BYTES)).next;
	ASAN_POISON_MEMORY_REGION(all.next, (size_t)(arena_highest - all.next));
	arena_highest = all.next;
	return all;
}

static void remove_folder(void)
{
	os_remove_tree(folder);
}

const char *workplace_folder(void)
{
	const char *temporary = getenv("TMPDIR");

	if (folder[0])
		return folder;
	/* In memory, if that can be: thousands of files a second. */
	if (access("/dev/shm", W_OK | X_OK) == 0)
		temporary = "/dev/shm";
	snprintf(folder, sizeof folder, "%s/ingot-fuzz.XXXXXX", temporary ? temporary : "/tmp");
	if (!mkdtemp(folder))
		abort();
	atexit(remove_folder);
	return folder;
}

const char *workplace_file(const char *name, const uint8_t *data, size_t size)
{
	static char paths[4][512];
	static unsigned turn;
	char *path = paths[turn++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", workplace_folder(), name);
	for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(path, 0777);
		*slash = '/';
	}
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0 || !os_write_at(fd, data, size, 0))
		abort();
	close(fd);
	return path;
}

size_t workplace_split(const uint8_t *data, size_t size, const char *mark)
{
	size_t length = strlen(mark);

	for (size_t at = 0; at + length <= size; at++)
		if ((at == 0 || data[at - 1] == '\n') && memcmp(data + at, mark, length) == 0)
			return at;
	return size;
}
