#include "host/base/windows/wide.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

bool wide_path(const char *path, wchar_t wide[WIDE_PATH_MAX])
{
	const char *name = text_equal(path, "/dev/null") ? "NUL" : path;

	if (!*name) {
		errno = ENOENT;
		return false;
	}
	if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name, -1, wide, WIDE_PATH_MAX))
		return true;
	errno = GetLastError() == ERROR_INSUFFICIENT_BUFFER ? ENAMETOOLONG : EILSEQ;
	return false;
}

wchar_t *wide_copy(const char *text)
{
	int size = MultiByteToWideChar(CP_UTF8, 0, text, -1, NULL, 0);
	wchar_t *wide = malloc((size_t)size * sizeof *wide);

	if (wide)
		MultiByteToWideChar(CP_UTF8, 0, text, -1, wide, size);
	return wide;
}

char *wide_to_text(const wchar_t *wide)
{
	int size = WideCharToMultiByte(CP_UTF8, 0, wide, -1, NULL, 0, NULL, NULL);
	char *text = malloc((size_t)size);

	if (text)
		WideCharToMultiByte(CP_UTF8, 0, wide, -1, text, size, NULL, NULL);
	return text;
}

char *wide_to_path(struct arena *keep, const wchar_t *wide)
{
	char *text = wide_to_text(wide);

	if (!text)
		return NULL;
	char *path = text_copy(keep, text, strlen(text));
	for (char *at = path; *at; at++)
		if (*at == '\\')
			*at = '/';
	free(text);
	return path;
}

bool wide_fail(void)
{
	static const struct {
		DWORD code;
		int error;
	} known[] = {
		{ ERROR_FILE_NOT_FOUND, ENOENT },
		{ ERROR_PATH_NOT_FOUND, ENOENT },
		{ ERROR_INVALID_NAME, ENOENT },
		{ ERROR_BAD_NETPATH, ENOENT },
		{ ERROR_NOT_READY, ENOENT },
		{ ERROR_DIRECTORY, ENOTDIR },
		{ ERROR_ACCESS_DENIED, EACCES },
		{ ERROR_SHARING_VIOLATION, EBUSY },
		{ ERROR_LOCK_VIOLATION, EAGAIN },
		{ ERROR_USER_MAPPED_FILE, EBUSY },
		{ ERROR_ALREADY_EXISTS, EEXIST },
		{ ERROR_FILE_EXISTS, EEXIST },
		{ ERROR_DIR_NOT_EMPTY, ENOTEMPTY },
		{ ERROR_DISK_FULL, ENOSPC },
		{ ERROR_HANDLE_DISK_FULL, ENOSPC },
		{ ERROR_WRITE_PROTECT, EROFS },
		{ ERROR_NOT_ENOUGH_MEMORY, ENOMEM },
		{ ERROR_BROKEN_PIPE, EPIPE },
		{ ERROR_NO_DATA, EPIPE },
		{ ERROR_FILENAME_EXCED_RANGE, ENAMETOOLONG },
		{ ERROR_BAD_EXE_FORMAT, ENOEXEC },
		{ ERROR_NOT_SUPPORTED, ENOTSUP },
	};
	DWORD code = GetLastError();

	errno = EIO;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].code == code)
			errno = known[i].error;
	return false;
}
