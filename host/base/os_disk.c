#include "host/base/os_disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/base/os_disk_list.h"
#include "host/base/os_file.h"
#include "host/base/os_replace.h"

#if defined(__linux__)
#include <sys/sysmacros.h>
#elif defined(__APPLE__)
#include <sys/disk.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/param.h>
#endif

enum os_node os_node_kind(const char *path)
{
	struct stat status;

	if (stat(path, &status) < 0)
		return OS_NODE_NONE;
	if (S_ISREG(status.st_mode))
		return OS_NODE_FILE;
	if (S_ISDIR(status.st_mode))
		return OS_NODE_FOLDER;
	return S_ISBLK(status.st_mode) ? OS_NODE_DISK : OS_NODE_OTHER;
}

#if defined(__linux__)

#define LINE_SIZE_MAX 4096
#define SYSFS_SECTOR  512u

/* The directory of a disk in sysfs; a partition's is inside its disk's. NULL: no
 * such device. */
static const char *sysfs_folder(struct arena *keep, dev_t device)
{
	return os_real_path(keep, text_format(keep, "/sys/dev/block/%u:%u", major(device),
	                                      minor(device)));
}

struct os_disk_facts os_disk_facts(struct arena *keep, const char *path)
{
	struct os_disk_facts facts = { 0 };
	struct stat status;

	if (stat(path, &status) < 0)
		return facts;
	const char *folder = sysfs_folder(keep, status.st_rdev);
	const char *size = folder ? os_sysfs_line(keep, folder, "size") : NULL;
	if (size)
		facts.size_bytes = strtoull(size, NULL, 10) * SYSFS_SECTOR;
	if (folder)
		facts.model = os_sysfs_line(keep, folder, "device/model");
	return facts;
}

/* Whether two devices are one, or one a partition of the other. */
static bool is_same_disk(struct arena scratch, dev_t a, dev_t b)
{
	const char *folder_a = sysfs_folder(&scratch, a), *folder_b = sysfs_folder(&scratch, b);

	return a == b ||
	       (folder_a && folder_b &&
	        (path_is_within(folder_a, folder_b) || path_is_within(folder_b, folder_a)));
}

/* proc(5), mountinfo: "36 35 98:0 / /mnt options - ext3 /dev/root options". Some
 * file systems have a number of their own: then their source counts. */
static bool is_mount_of(struct arena scratch, const char *line, dev_t disk, char *folder)
{
	unsigned device_major, device_minor;
	char source[LINE_SIZE_MAX] = "";
	struct stat status;

	if (sscanf(line, "%*s %*s %u:%u %*s %s", &device_major, &device_minor, folder) != 3)
		return false;
	if (is_same_disk(scratch, makedev(device_major, device_minor), disk))
		return true;
	const char *rest = strstr(line, " - ");
	return rest && sscanf(rest, " - %*s %s", source) == 1 && stat(source, &status) == 0 &&
	       S_ISBLK(status.st_mode) && is_same_disk(scratch, status.st_rdev, disk);
}

bool os_disk_mount(struct arena *keep, const char *path, const char **folder)
{
	char line[LINE_SIZE_MAX], at[LINE_SIZE_MAX];
	FILE *mounts = fopen("/proc/self/mountinfo", "re");
	struct stat status;

	*folder = NULL;
	if (!mounts)
		return false;
	bool good = stat(path, &status) == 0;
	while (good && !*folder && fgets(line, sizeof line, mounts))
		if (is_mount_of(*keep, line, status.st_rdev, at))
			*folder = text_copy(keep, at, strlen(at));
	good = good && !ferror(mounts);
	fclose(mounts);
	return good;
}

/* proc(5), swaps: "/dev/sda2 partition 1000 0 -2", below a headline. */
const char *os_disk_swap(struct arena *keep, const char *path)
{
	char line[LINE_SIZE_MAX], device[LINE_SIZE_MAX];
	FILE *swaps = fopen("/proc/swaps", "re");
	const char *found = NULL;
	struct stat disk, status;

	if (!swaps)
		return NULL;
	bool good = stat(path, &disk) == 0;
	while (good && !found && fgets(line, sizeof line, swaps))
		if (sscanf(line, "%s", device) == 1 && stat(device, &status) == 0 &&
		    S_ISBLK(status.st_mode) && is_same_disk(*keep, status.st_rdev, disk.st_rdev))
			found = text_copy(keep, device, strlen(device));
	fclose(swaps);
	return found;
}

/* posix_fadvise(2): pages that are not on the disk yet would stay. */
bool os_disk_forget(int fd)
{
	int error = os_sync(fd) ? posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED) : errno;

	errno = error;
	return !error;
}

/* open(2): of a block device, O_EXCL without O_CREAT fails with EBUSY if the
 * system uses it. */
int os_disk_open(const char *path, uint64_t *size_bytes)
{
	int fd = open(path, O_RDWR | O_EXCL | O_CLOEXEC);
	off_t size = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);

	if (fd >= 0 && size < 0) {
		int error = errno;
		close(fd);
		errno = error;
		return -1;
	}
	*size_bytes = (uint64_t)size;
	return fd;
}

#elif defined(__APPLE__)

static bool ask_size(int fd, uint64_t *size_bytes)
{
	uint64_t blocks;
	uint32_t block_size;

	if (ioctl(fd, DKIOCGETBLOCKCOUNT, &blocks) < 0 ||
	    ioctl(fd, DKIOCGETBLOCKSIZE, &block_size) < 0)
		return false;
	*size_bytes = blocks * block_size;
	return true;
}

struct os_disk_facts os_disk_facts(struct arena *keep, const char *path)
{
	struct os_disk_facts facts = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	(void)keep;
	if (fd < 0)
		return facts;
	if (!ask_size(fd, &facts.size_bytes))
		facts.size_bytes = 0;
	close(fd);
	return facts;
}

/* "/dev/disk2s1" and "/dev/disk2" are on the disk "/dev/disk2". */
static size_t disk_name_size(const char *device)
{
	size_t size = strcspn(device, "0123456789");

	return size + strspn(device + size, "0123456789");
}

bool os_disk_mount(struct arena *keep, const char *path, const char **folder)
{
	struct statfs *mounts;
	const char *disk = os_real_path(keep, path);
	int count = getmntinfo(&mounts, MNT_NOWAIT);

	*folder = NULL;
	if (!disk || count <= 0)
		return false;
	size_t size = disk_name_size(disk);
	for (int i = 0; i < count && !*folder; i++) {
		const char *device = mounts[i].f_mntfromname;

		if (disk_name_size(device) == size && strncmp(device, disk, size) == 0)
			*folder = text_copy(keep, mounts[i].f_mntonname,
			                    strlen(mounts[i].f_mntonname));
	}
	return true;
}

const char *os_disk_swap(struct arena *keep, const char *path)
{
	(void)keep, (void)path;
	return NULL; /* swap is files there */
}

bool os_disk_forget(int fd)
{
	return os_sync(fd) && fcntl(fd, F_NOCACHE, 1) != -1;
}

int os_disk_open(const char *path, uint64_t *size_bytes)
{
	int fd = open(path, O_RDWR | O_EXLOCK | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0 || ask_size(fd, size_bytes))
		return fd;
	int error = errno;
	close(fd);
	errno = error;
	return -1;
}

#else

struct os_disk_facts os_disk_facts(struct arena *keep, const char *path)
{
	(void)keep, (void)path;
	return (struct os_disk_facts){ 0 };
}

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
	(void)path, (void)size_bytes;
	errno = ENOTSUP;
	return -1;
}

#endif

bool os_disk_close(int fd)
{
	bool good = os_sync(fd);
	int error = errno;

	good = close(fd) == 0 && good;
	errno = good ? 0 : error;
	return good;
}
