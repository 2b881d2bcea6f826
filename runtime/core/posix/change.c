/* What changes files, save their bytes: by hooks that a kernel may have. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "descriptor.h"

__attribute__((weak)) int runtime_truncate(const struct runtime_file *file, int64_t size_bytes)
{
	(void)file;
	(void)size_bytes;
	return ENOSYS;
}

__attribute__((weak)) int runtime_sync(const struct runtime_file *file)
{
	(void)file;
	return ENOSYS;
}

__attribute__((weak)) int runtime_make_directory(const char *name, unsigned mode)
{
	(void)name;
	(void)mode;
	return ENOSYS;
}

int ftruncate(int descriptor, off_t size)
{
	const struct open_file *file = size < 0 ? NULL : rt_descriptor_find(descriptor);

	if (size < 0 || (file && (file->flags & O_ACCMODE) == O_RDONLY))
		errno = EINVAL;
	if (!file || (file->flags & O_ACCMODE) == O_RDONLY)
		return -1;
	return (int)rt_posix_finish(-runtime_truncate(&file->file, size));
}

int fsync(int descriptor)
{
	const struct open_file *file = rt_descriptor_find(descriptor);

	return file ? (int)rt_posix_finish(-runtime_sync(&file->file)) : -1;
}

int fdatasync(int descriptor)
{
	return fsync(descriptor);
}

int mkdir(const char *name, mode_t mode)
{
	return (int)rt_posix_finish(-runtime_make_directory(name, mode));
}

int unlink(const char *name)
{
	return (int)rt_posix_finish(-runtime_remove(name));
}

int rmdir(const char *name)
{
	return (int)rt_posix_finish(-runtime_remove(name));
}
