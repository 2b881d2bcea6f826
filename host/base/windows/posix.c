#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

#include "host/base/os_process.h"
#include "host/base/windows/wide.h"

#undef open
#undef unlink
#undef chdir
#undef getenv

#define POLL_STEP_MS 2

/* Others may rename and remove what is open, as elsewhere. */
int posix_open(const char *path, int flags)
{
	wchar_t wide[WIDE_PATH_MAX];
	DWORD access = flags & O_RDWR     ? GENERIC_READ | GENERIC_WRITE
	               : flags & O_WRONLY ? GENERIC_WRITE
	                                  : GENERIC_READ;
	DWORD how = !(flags & O_CREAT) ? OPEN_EXISTING : flags & O_EXCL ? CREATE_NEW : OPEN_ALWAYS;

	if (!wide_path(path, wide))
		return -1;
	HANDLE handle = CreateFileW(wide, access,
	                            FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
	                            how, FILE_ATTRIBUTE_NORMAL, NULL);
	if (handle == INVALID_HANDLE_VALUE) {
		DWORD is = GetFileAttributesW(wide);

		wide_fail();
		if (is != INVALID_FILE_ATTRIBUTES && is & FILE_ATTRIBUTE_DIRECTORY)
			errno = EISDIR;
		return -1;
	}
	return _open_osfhandle((intptr_t)handle, _O_BINARY | _O_NOINHERIT);
}

/* One that is marked read-only is removed too, as elsewhere. */
int posix_unlink(const char *path)
{
	wchar_t wide[WIDE_PATH_MAX];

	if (!wide_path(path, wide))
		return -1;
	if (DeleteFileW(wide))
		return 0;
	DWORD is = GetFileAttributesW(wide);
	if (is != INVALID_FILE_ATTRIBUTES && is & FILE_ATTRIBUTE_READONLY &&
	    SetFileAttributesW(wide, is & ~(DWORD)FILE_ATTRIBUTE_READONLY) && DeleteFileW(wide))
		return 0;
	wide_fail();
	return -1;
}

int posix_chdir(const char *path)
{
	wchar_t wide[WIDE_PATH_MAX];

	return wide_path(path, wide) ? _wchdir(wide) : -1;
}

static DWORD piece_size(size_t size_bytes)
{
	return size_bytes > INT32_MAX ? INT32_MAX : (DWORD)size_bytes;
}

/* An empty pipe of os_dont_block ends with EAGAIN. */
ssize_t posix_read(int fd, void *data, size_t size_bytes)
{
	DWORD got = 0;

	if (ReadFile((HANDLE)_get_osfhandle(fd), data, piece_size(size_bytes), &got, NULL))
		return (ssize_t)got;
	if (GetLastError() == ERROR_BROKEN_PIPE || GetLastError() == ERROR_HANDLE_EOF)
		return 0;
	bool is_empty = GetLastError() == ERROR_NO_DATA;
	wide_fail();
	errno = is_empty ? EAGAIN : errno;
	return -1;
}

ssize_t posix_pread(int fd, void *data, size_t size_bytes, off_t offset)
{
	OVERLAPPED at = { .Offset = (DWORD)(uint64_t)offset,
		          .OffsetHigh = (DWORD)((uint64_t)offset >> 32) };
	DWORD got = 0;

	if (ReadFile((HANDLE)_get_osfhandle(fd), data, piece_size(size_bytes), &got, &at))
		return (ssize_t)got;
	if (GetLastError() == ERROR_HANDLE_EOF)
		return 0;
	wide_fail();
	return -1;
}

/* As getenv's, the text stays valid; what is asked again and again is a handful. */
const char *posix_getenv(const char *name)
{
	wchar_t wide[128];

	if (!MultiByteToWideChar(CP_UTF8, 0, name, -1, wide, sizeof wide / sizeof *wide))
		return NULL;
	const wchar_t *value = _wgetenv(wide);
	return value ? wide_to_text(value) : NULL;
}

int posix_setenv(const char *name, const char *value)
{
	wchar_t *wide_name = wide_copy(name), *wide_value = wide_copy(value);
	int result = wide_name && wide_value ? _wputenv_s(wide_name, wide_value) : ENOMEM;

	free(wide_name);
	free(wide_value);
	errno = result ? result : errno;
	return result ? -1 : 0;
}

static bool is_ready(struct pollfd *descriptor)
{
	HANDLE handle = (HANDLE)_get_osfhandle(descriptor->fd);
	DWORD waiting = 0;

	descriptor->revents = 0;
	if (descriptor->fd < 0)
		return false;
	if (descriptor->events & POLLOUT)
		descriptor->revents = POLLOUT;
	else if (GetFileType(handle) != FILE_TYPE_PIPE)
		descriptor->revents = POLLIN;
	else if (!PeekNamedPipe(handle, NULL, 0, NULL, &waiting, NULL))
		descriptor->revents = POLLHUP;
	else if (waiting)
		descriptor->revents = POLLIN;
	return descriptor->revents;
}

int poll(struct pollfd *fds, nfds_t count, int wait_ms)
{
	int64_t end_ms = os_clock_ms() + wait_ms;

	for (;;) {
		int ready = 0;

		for (nfds_t i = 0; i < count; i++)
			ready += is_ready(&fds[i]);
		int64_t left = wait_ms < 0 ? POLL_STEP_MS : end_ms - os_clock_ms();
		if (ready || left <= 0)
			return ready;
		Sleep(left < POLL_STEP_MS ? (DWORD)left : POLL_STEP_MS);
	}
}
