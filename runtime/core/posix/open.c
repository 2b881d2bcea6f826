/* <fcntl.h> */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>

#include "descriptor.h"

#define UNKNOWN_TO_HOOKS (O_NONBLOCK | O_SYNC | O_DIRECTORY)
#define IGNORED          (O_NOCTTY | O_NOFOLLOW | O_CLOEXEC)
#define KNOWN            (O_ACCMODE | O_CREAT | O_EXCL | O_TRUNC | O_APPEND | IGNORED)

/* RUNTIME_OPEN_..., or -EINVAL. */
static int mode_of(int flags)
{
	static const struct {
		int flag, mode;
	} kinds[] = {
		{ O_CREAT, RUNTIME_OPEN_CREATE },
		{ O_TRUNC, RUNTIME_OPEN_TRUNCATE },
		{ O_APPEND, RUNTIME_OPEN_APPEND },
		{ O_EXCL, RUNTIME_OPEN_EXCLUSIVE },
	};
	static const int access[] = {
		RUNTIME_OPEN_READ,
		RUNTIME_OPEN_WRITE,
		RUNTIME_OPEN_READ | RUNTIME_OPEN_WRITE,
	};

	if ((flags & UNKNOWN_TO_HOOKS) != 0 || (flags & ~KNOWN) != 0 ||
	    (flags & O_ACCMODE) == O_ACCMODE)
		return -EINVAL;
	int mode = access[flags & O_ACCMODE];
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if ((flags & kinds[i].flag) != 0)
			mode |= kinds[i].mode;
	return (flags & O_CREAT) != 0 ? mode : mode & ~RUNTIME_OPEN_EXCLUSIVE;
}

int open(const char *name, int flags, ...)
{
	struct runtime_file file = { .object = NULL };
	int mode = mode_of(flags);
	int number = mode < 0 ? -mode : runtime_open(name, mode, &file);

	if (number != 0)
		return (int)rt_posix_finish(-number);
	int descriptor = rt_descriptor_add(&file, flags);
	if (descriptor < 0 && file.close)
		file.close(file.object);
	return descriptor;
}

int creat(const char *name, mode_t mode)
{
	return open(name, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

int fcntl(int descriptor, int command, ...)
{
	struct open_file *file = rt_descriptor_find(descriptor);
	va_list values;

	if (!file)
		return -1;
	va_start(values, command);
	int value = command == F_SETFD ? va_arg(values, int) : 0;
	va_end(values);
	if (command == F_GETFD || (command == F_SETFD && (value & ~FD_CLOEXEC) == 0))
		return 0;
	if (command == F_GETFL)
		return file->flags & (O_ACCMODE | O_APPEND);
	errno = EINVAL;
	return -1;
}
