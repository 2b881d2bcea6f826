#include "host/base/os_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

#include "host/base/os_process.h"
#include "host/base/windows/file_time.h"
#include "host/base/windows/wide.h"

#define LOCK_PAUSE_MS 10

bool os_content_size(int fd, uint64_t *size_bytes)
{
	HANDLE handle = (HANDLE)_get_osfhandle(fd);
	DWORD type = GetFileType(handle);
	LARGE_INTEGER size = { 0 };

	if (type == FILE_TYPE_PIPE) {
		errno = EINVAL;
		return false;
	}
	if (type != FILE_TYPE_CHAR && !GetFileSizeEx(handle, &size))
		return wide_fail();
	*size_bytes = (uint64_t)size.QuadPart;
	return true;
}

/* Of a file, a directory or what a link leads to; the link itself with
 * FILE_FLAG_OPEN_REPARSE_POINT. */
static bool look_at(const char *path, DWORD flags, BY_HANDLE_FILE_INFORMATION *facts)
{
	wchar_t wide[WIDE_PATH_MAX];

	if (!wide_path(path, wide))
		return false;
	HANDLE handle = CreateFileW(wide, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
	                            NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | flags, NULL);
	if (handle == INVALID_HANDLE_VALUE)
		return wide_fail();
	bool good = GetFileInformationByHandle(handle, facts) || wide_fail();
	CloseHandle(handle);
	return good;
}

bool os_file_facts(const char *path, struct os_file_facts *facts)
{
	BY_HANDLE_FILE_INFORMATION info;

	if (!look_at(path, 0, &info))
		return false;
	facts->size_bytes = (uint64_t)info.nFileSizeHigh << 32 | info.nFileSizeLow;
	facts->modified_ns = file_time_ns(info.ftLastWriteTime);
	facts->is_folder = info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY;
	return true;
}

static enum os_entry_kind entry_kind(DWORD attributes)
{
	if (attributes & FILE_ATTRIBUTE_REPARSE_POINT)
		return OS_ENTRY_LINK;
	if (attributes & FILE_ATTRIBUTE_DIRECTORY)
		return OS_ENTRY_FOLDER;
	return attributes & FILE_ATTRIBUTE_DEVICE ? OS_ENTRY_OTHER : OS_ENTRY_FILE;
}

/* No file says there that it can be run: a packed initrd has the same bytes on every
 * host only if none of its files does. */
bool os_entry_facts(const char *path, struct os_entry *entry)
{
	BY_HANDLE_FILE_INFORMATION info;

	if (!look_at(path, FILE_FLAG_OPEN_REPARSE_POINT, &info))
		return false;
	uint64_t size_bytes = (uint64_t)info.nFileSizeHigh << 32 | info.nFileSizeLow;
	entry->kind = entry_kind(info.dwFileAttributes);
	entry->size_bytes = entry->kind == OS_ENTRY_FILE ? size_bytes : 0;
	entry->is_executable = false;
	return true;
}

/* What a link of Windows says is an absolute path there, and of no use in a guest. */
char *os_read_link(struct arena *keep, const char *path)
{
	(void)keep, (void)path;
	errno = ENOTSUP;
	return NULL;
}

bool os_file_exists(const char *path)
{
	wchar_t wide[WIDE_PATH_MAX];

	if (!wide_path(path, wide))
		return false;
	return GetFileAttributesW(wide) != INVALID_FILE_ATTRIBUTES || wide_fail();
}

bool os_is_same_file(const char *a, const char *b)
{
	BY_HANDLE_FILE_INFORMATION x, y;

	return look_at(a, 0, &x) && look_at(b, 0, &y) &&
	       x.dwVolumeSerialNumber == y.dwVolumeSerialNumber &&
	       x.nFileIndexHigh == y.nFileIndexHigh && x.nFileIndexLow == y.nFileIndexLow;
}

/* Access lists are not read here: what lies there is believed by nobody. */
const char *os_foreign_owner(const char *path)
{
	(void)path;
	return NULL;
}

const char *os_distrust(struct arena *keep, const char *path, const char *trusted)
{
	(void)trusted;
	return text_format(keep, "who may write to %s is not known on Windows", path);
}

bool os_may_write(const char *path)
{
	wchar_t wide[WIDE_PATH_MAX];

	if (!wide_path(path, wide))
		return false;
	DWORD is = GetFileAttributesW(wide);
	if (is == INVALID_FILE_ATTRIBUTES)
		return wide_fail();
	errno = EACCES;
	return is & FILE_ATTRIBUTE_DIRECTORY || !(is & FILE_ATTRIBUTE_READONLY);
}

bool os_is_executable(const char *path)
{
	struct os_file_facts facts;

	return os_file_facts(path, &facts) && !facts.is_folder;
}

bool os_write_at(int fd, const void *data, size_t size_bytes, uint64_t offset)
{
	const unsigned char *next = data;

	while (size_bytes) {
		OVERLAPPED at = { .Offset = (DWORD)offset, .OffsetHigh = (DWORD)(offset >> 32) };
		DWORD size = size_bytes > INT32_MAX ? INT32_MAX : (DWORD)size_bytes, put = 0;

		if (!WriteFile((HANDLE)_get_osfhandle(fd), next, size, &put, &at))
			return wide_fail();
		next += put;
		offset += put;
		size_bytes -= put;
	}
	return true;
}

/* What is executed is not observed here: no descriptor is handed to QEMU. */
int os_nameless_file(void)
{
	errno = ENOTSUP;
	return -1;
}

static bool make_folder(const wchar_t *path)
{
	if (CreateDirectoryW(path, NULL))
		return true;
	DWORD is = GetFileAttributesW(path);
	if (is == INVALID_FILE_ATTRIBUTES)
		return wide_fail();
	errno = ENOTDIR;
	return is & FILE_ATTRIBUTE_DIRECTORY;
}

bool os_make_folders(const char *path)
{
	wchar_t wide[WIDE_PATH_MAX];

	if (!wide_path(path, wide))
		return false;
	for (size_t i = 1;; i++) {
		wchar_t end = wide[i];

		if (end != L'\0' && end != L'/' && end != L'\\')
			continue;
		wide[i] = L'\0';
		bool is_drive = i == 2 && wide[1] == L':';
		if (!is_drive && !make_folder(wide))
			return false;
		wide[i] = end;
		if (!end)
			return true;
	}
}

bool os_list_folder(struct arena *keep, const char *path, struct text_list *names)
{
	wchar_t wide[WIDE_PATH_MAX];
	WIN32_FIND_DATAW entry;

	if (!wide_path(path_join(keep, path, "*"), wide))
		return false;
	HANDLE search = FindFirstFileW(wide, &entry);
	if (search == INVALID_HANDLE_VALUE) {
		wide_fail();
		if (os_file_exists(path) && !os_is_folder(path))
			errno = ENOTDIR;
		return false;
	}
	do {
		const char *name = wide_to_path(keep, entry.cFileName);

		if (name && !text_equal(name, ".") && !text_equal(name, ".."))
			text_list_add(names, name);
	} while (FindNextFileW(search, &entry));
	bool good = GetLastError() == ERROR_NO_MORE_FILES || wide_fail();
	FindClose(search);
	text_list_sort(names);
	return good;
}

bool os_remove_folder(const char *path)
{
	wchar_t wide[WIDE_PATH_MAX];

	return wide_path(path, wide) && (RemoveDirectoryW(wide) || wide_fail());
}

static bool remove_content(const char *path)
{
	char pattern[PATH_BYTES_MAX], inner[PATH_BYTES_MAX];
	wchar_t wide[WIDE_PATH_MAX];
	WIN32_FIND_DATAW entry;
	bool good = true;

	if (snprintf(pattern, sizeof pattern, "%s/*", path) >= (int)sizeof pattern ||
	    !wide_path(pattern, wide))
		return false;
	HANDLE search = FindFirstFileW(wide, &entry);
	if (search == INVALID_HANDLE_VALUE)
		return wide_fail();
	do {
		char *name = wide_to_text(entry.cFileName);

		if (name && !text_equal(name, ".") && !text_equal(name, ".."))
			good = snprintf(inner, sizeof inner, "%s/%s", path, name) <
			               (int)sizeof inner &&
			       os_remove_tree(inner);
		free(name);
	} while (good && FindNextFileW(search, &entry));
	FindClose(search);
	return good;
}

bool os_remove_tree(const char *path)
{
	BY_HANDLE_FILE_INFORMATION info;

	/* A link is removed, never followed. */
	if (!look_at(path, FILE_FLAG_OPEN_REPARSE_POINT, &info))
		return errno == ENOENT;
	if (!(info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY))
		return unlink(path) == 0;
	bool is_link = info.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT;
	return (is_link || remove_content(path)) && os_remove_folder(path);
}

char *os_real_path(struct arena *keep, const char *path)
{
	wchar_t wide[WIDE_PATH_MAX], found[WIDE_PATH_MAX];

	if (!wide_path(path, wide))
		return NULL;
	HANDLE handle = CreateFileW(wide, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
	                            NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
	if (handle == INVALID_HANDLE_VALUE) {
		wide_fail();
		return NULL;
	}
	DWORD size = GetFinalPathNameByHandleW(handle, found, WIDE_PATH_MAX, VOLUME_NAME_DOS);
	CloseHandle(handle);
	if (!size || size >= WIDE_PATH_MAX) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	/* "\\?\C:\x" is C:\x; "\\?\UNC\server\x" is a share and stays as it is. */
	bool is_drive = wcsncmp(found, L"\\\\?\\", 4) == 0 && found[5] == L':';
	return wide_to_path(keep, found + (is_drive ? 4 : 0));
}

/* The lock is on a byte far behind the content: locked bytes cannot be read there. Who
 * holds it is not told. */
int os_lock(const char *path, int wait_ms, long *holder)
{
	int64_t end_ms = os_clock_ms() + wait_ms;
	int fd = open(path, O_RDWR | O_CREAT);

	(void)holder;
	if (fd < 0)
		return -1;
	for (;;) {
		OVERLAPPED at = { .OffsetHigh = 0x7FFFFFFF };

		if (LockFileEx((HANDLE)_get_osfhandle(fd),
		               LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at))
			return fd;
		bool is_busy = GetLastError() == ERROR_LOCK_VIOLATION ||
		               GetLastError() == ERROR_IO_PENDING;
		if (!is_busy || (wait_ms >= 0 && os_clock_ms() >= end_ms)) {
			wide_fail();
			int error = is_busy ? EAGAIN : errno;
			close(fd);
			errno = error;
			return -1;
		}
		Sleep(LOCK_PAUSE_MS);
	}
}
