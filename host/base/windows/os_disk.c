#include "host/base/os_disk.h"

#include <errno.h>
#include <windows.h>

#include "host/base/os_file.h"

static bool is_device_path(const char *path)
{
	return text_starts_with(path, "//./") || text_starts_with(path, "\\\\.\\");
}

enum os_node os_node_kind(const char *path)
{
	struct os_file_facts facts;

	if (is_device_path(path))
		return OS_NODE_DISK;
	if (!os_file_facts(path, &facts))
		return OS_NODE_NONE;
	return facts.is_folder ? OS_NODE_FOLDER : OS_NODE_FILE;
}

struct os_disk_facts os_disk_facts(struct arena *keep, const char *path)
{
	(void)keep, (void)path;
	return (struct os_disk_facts){ 0 };
}

/* What lies on a disk is not known here: none is written to. */
bool os_disk_mount(struct arena *keep, const char *path, const char **folder)
{
	(void)keep, (void)path;
	*folder = NULL;
	errno = ENOTSUP;
	return false;
}

const char *os_disk_swap(struct arena *keep, const char *path)
{
	(void)keep, (void)path;
	return NULL; /* os_disk_mount has said that nobody knows */
}

bool os_disk_forget(int fd)
{
	(void)fd;
	errno = ENOTSUP;
	return false;
}

int os_disk_open(const char *path, uint64_t *size_bytes)
{
	(void)path;
	*size_bytes = 0;
	errno = ENOTSUP;
	return -1;
}

bool os_disk_close(int fd)
{
	close(fd);
	errno = ENOTSUP;
	return false;
}
