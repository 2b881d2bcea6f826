/* <sys/stat.h>, and what <unistd.h> asks of a file. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#include "descriptor.h"

#define BLOCK_BYTES   512
#define BLKSIZE_BYTES 4096

/* Kernels that say nothing. */
__attribute__((weak)) int runtime_stat(const char *name, struct runtime_status *to)
{
	(void)name;
	(void)to;
	return ENOSYS;
}

__attribute__((weak)) int runtime_fstat(const struct runtime_file *file, struct runtime_status *to)
{
	(void)file;
	(void)to;
	return ENOSYS;
}

static void fill(struct stat *to, const struct runtime_status *from)
{
	struct timespec time = { from->modified_seconds, from->modified_nanoseconds };

	*to = (struct stat){
		.st_ino = from->number,
		.st_nlink = 1,
		.st_mode = from->mode,
		.st_size = (off_t)from->size_bytes,
		.st_blksize = BLKSIZE_BYTES,
		.st_blocks = (blkcnt_t)((from->size_bytes + BLOCK_BYTES - 1) / BLOCK_BYTES),
		.st_atim = time,
		.st_mtim = time,
		.st_ctim = time,
	};
}

/* A file that the kernel says nothing of: its size is where it ends. */
static int measure(const struct runtime_file *file, struct runtime_status *status)
{
	if (!file->seek)
		return ENOSYS;
	int64_t place = file->seek(file->object, 0, SEEK_CUR);
	int64_t end = place < 0 ? place : file->seek(file->object, 0, SEEK_END);
	int64_t back = end < 0 ? end : file->seek(file->object, place, SEEK_SET);
	*status = (struct runtime_status){
		.mode = S_IFREG | S_IRUSR | S_IWUSR,
		.size_bytes = end < 0 ? 0 : (uint64_t)end,
	};
	return back < 0 ? (int)-back : 0;
}

static int ask_file(const struct runtime_file *file, struct runtime_status *status)
{
	int number = runtime_fstat(file, status);

	return number == ENOSYS ? measure(file, status) : number;
}

static int ask_by_opening(const char *name, struct runtime_status *status)
{
	struct runtime_file file = { .object = NULL };
	int number = runtime_open(name, RUNTIME_OPEN_READ, &file);

	if (number != 0)
		return number;
	number = ask_file(&file, status);
	if (file.close)
		file.close(file.object);
	return number;
}

int stat(const char *__restrict name, struct stat *__restrict to)
{
	struct runtime_status status = { .mode = 0 };
	int number = runtime_stat(name, &status);

	if (number == ENOSYS)
		number = ask_by_opening(name, &status);
	if (number == 0)
		fill(to, &status);
	return (int)rt_posix_finish(-number);
}

int lstat(const char *__restrict name, struct stat *__restrict to)
{
	return stat(name, to);
}

int fstat(int descriptor, struct stat *to)
{
	const struct open_file *file = rt_descriptor_find(descriptor);
	struct runtime_status status = { .mode = S_IFCHR | S_IRUSR | S_IWUSR };

	if (!file)
		return -1;
	int number = rt_descriptor_is_console(file) ? 0 : ask_file(&file->file, &status);
	if (number == 0)
		fill(to, &status);
	return (int)rt_posix_finish(-number);
}

/* Whoever it grants something to: there is one user. */
int access(const char *name, int how)
{
	struct stat status = { .st_mode = 0 };
	mode_t wanted = (mode_t)how;

	if ((how & ~(R_OK | W_OK | X_OK)) != 0)
		return (int)rt_posix_finish(-EINVAL);
	if (stat(name, &status) < 0)
		return -1;
	mode_t granted = status.st_mode | status.st_mode >> 3 | status.st_mode >> 6;
	return (granted & wanted) == wanted ? 0 : (int)rt_posix_finish(-EACCES);
}

int isatty(int descriptor)
{
	const struct open_file *file = rt_descriptor_find(descriptor);

	if (file && rt_descriptor_is_console(file))
		return 1;
	if (file)
		errno = ENOTTY;
	return 0;
}
