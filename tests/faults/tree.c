#include "tests/faults/tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FNV_START 0xcbf29ce484222325
#define FNV_PRIME 0x100000001b3
#define ENDING    ".ingot-"

static uint64_t add(uint64_t sum, const void *data, size_t size)
{
	const unsigned char *bytes = data;

	for (size_t i = 0; i < size; i++)
		sum = (sum ^ bytes[i]) * FNV_PRIME;
	return sum;
}

static uint64_t file_sum(const char *path)
{
	static unsigned char data[1 << 18];
	uint64_t sum = FNV_START;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	for (ssize_t got; fd >= 0 && (got = read(fd, data, sizeof data)) > 0;)
		sum = add(sum, data, (size_t)got);
	close(fd);
	return sum;
}

static bool is_self(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* The order of a directory's names is nobody's: their hashes are added. */
static uint64_t folder_sum(const char *path)
{
	uint64_t sum = FNV_START;
	char inner[TREE_PATH_BYTES];
	DIR *folder = opendir(path);

	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		if (is_self(entry->d_name))
			continue;
		snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
		uint64_t own = tree_sum(inner);
		sum += add(add(FNV_START, entry->d_name, strlen(entry->d_name)), &own, sizeof own);
	}
	if (folder)
		closedir(folder);
	return sum;
}

uint64_t tree_sum(const char *path)
{
	struct stat status;

	if (lstat(path, &status) < 0)
		return TREE_MISSING;
	return S_ISDIR(status.st_mode) ? folder_sum(path) : file_sum(path);
}

uint64_t tree_sums(const char *paths)
{
	uint64_t sum = FNV_START;
	char path[TREE_PATH_BYTES];

	for (int size; sscanf(paths, "%4095s%n", path, &size) == 1; paths += size) {
		uint64_t own = tree_sum(path);

		sum = add(sum, &own, sizeof own);
	}
	return sum;
}

bool tree_find_temporary(const char *path, char found[TREE_PATH_BYTES])
{
	bool is_found = false;
	char inner[TREE_PATH_BYTES];
	DIR *folder = opendir(path);

	for (struct dirent *entry; !is_found && folder && (entry = readdir(folder));) {
		if (is_self(entry->d_name))
			continue;
		snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
		is_found = strstr(entry->d_name, ENDING) != NULL;
		if (is_found)
			snprintf(found, TREE_PATH_BYTES, "%s", inner);
		else if (entry->d_type == DT_DIR)
			is_found = tree_find_temporary(inner, found);
	}
	if (folder)
		closedir(folder);
	return is_found;
}
