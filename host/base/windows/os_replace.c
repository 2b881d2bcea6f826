#include "host/base/os_replace.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

#include "host/base/os_signals.h"
#include "host/base/windows/wide.h"

#define REPLACEMENTS_MAX 8
#define RANDOM_PART      "%06lx"
#define TRIES_MAX        16
/* A virus scanner has just seen the new file, and holds it for a moment. */
#define BUSY_TRIES_MAX 100
#define BUSY_PAUSE_MS  20

static char *volatile unfinished[REPLACEMENTS_MAX];

static void remember_file(char *old, char *new)
{
	sigset_t signals;

	os_signals_hold(&signals);
	for (int i = 0; i < REPLACEMENTS_MAX; i++) {
		if (unfinished[i] == old) {
			unfinished[i] = new;
			break;
		}
	}
	os_signals_allow(&signals);
}

void os_replace_abandon(void)
{
	for (int i = 0; i < REPLACEMENTS_MAX; i++)
		if (unfinished[i])
			unlink(unfinished[i]);
}

static bool is_running(unsigned long process)
{
	HANDLE handle = OpenProcess(SYNCHRONIZE, FALSE, process);

	if (!handle)
		return GetLastError() != ERROR_INVALID_PARAMETER;
	bool runs = WaitForSingleObject(handle, 0) == WAIT_TIMEOUT;
	CloseHandle(handle);
	return runs;
}

/* Those of the same name whose writer, "1234-", is no more. */
static void remove_abandoned(const char *path)
{
	char pattern[PATH_BYTES_MAX], found[PATH_BYTES_MAX];
	wchar_t wide[WIDE_PATH_MAX];
	WIN32_FIND_DATAW entry;
	size_t folder_size = (size_t)(path_name(path) - path);

	if (snprintf(pattern, sizeof pattern, "%s" OS_TEMPORARY_MARK "*", path) >=
	            (int)sizeof pattern ||
	    !wide_path(pattern, wide))
		return;
	HANDLE search = FindFirstFileW(wide, &entry);
	if (search == INVALID_HANDLE_VALUE)
		return;
	do {
		char *name = wide_to_text(entry.cFileName);
		const char *mark = name ? strstr(name, OS_TEMPORARY_MARK) : NULL;
		unsigned long process = mark ? strtoul(mark + strlen(OS_TEMPORARY_MARK), NULL, 10)
		                             : 0;

		if (process && !is_running(process) &&
		    snprintf(found, sizeof found, "%.*s%s", (int)folder_size, path, name) <
		            (int)sizeof found)
			unlink(found);
		free(name);
	} while (FindNextFileW(search, &entry));
	FindClose(search);
}

bool os_replace_begin(struct os_replacement *replacement, const char *path,
                      enum os_durability durability)
{
	static unsigned long serial;

	replacement->durability = durability;
	remove_abandoned(path);
	for (int i = 0; i < TRIES_MAX; i++) {
		int size = snprintf(replacement->temporary, sizeof replacement->temporary,
		                    "%s" OS_TEMPORARY_MARK "%lu-" RANDOM_PART, path,
		                    (unsigned long)GetCurrentProcessId(),
		                    (GetTickCount() + serial++) & 0xFFFFFF);
		if (size >= (int)sizeof replacement->temporary) {
			errno = ENAMETOOLONG;
			return false;
		}
		strcpy(replacement->path, path);
		replacement->fd = open(replacement->temporary, O_RDWR | O_CREAT | O_EXCL);
		if (replacement->fd >= 0) {
			remember_file(NULL, replacement->temporary);
			return true;
		}
		if (errno != EEXIST)
			return false;
	}
	return false;
}

bool os_sync(int fd)
{
	/* What is no file has nothing to keep. */
	return FlushFileBuffers((HANDLE)_get_osfhandle(fd)) ||
	       GetLastError() == ERROR_INVALID_HANDLE || wide_fail();
}

void os_replace_cancel(struct os_replacement *replacement)
{
	close(replacement->fd);
	unlink(replacement->temporary);
	remember_file(replacement->temporary, NULL);
}

static bool move_over(const struct os_replacement *replacement)
{
	wchar_t from[WIDE_PATH_MAX], to[WIDE_PATH_MAX];
	DWORD how = MOVEFILE_REPLACE_EXISTING |
	            (replacement->durability == OS_DURABLE ? MOVEFILE_WRITE_THROUGH : 0);

	if (!wide_path(replacement->temporary, from) || !wide_path(replacement->path, to))
		return false;
	for (int i = 0; i < BUSY_TRIES_MAX; i++) {
		if (MoveFileExW(from, to, how))
			return true;
		DWORD error = GetLastError(), is = GetFileAttributesW(to);
		bool is_folder = is != INVALID_FILE_ATTRIBUTES && is & FILE_ATTRIBUTE_DIRECTORY;
		SetLastError(error);
		if (is_folder || (error != ERROR_SHARING_VIOLATION && error != ERROR_ACCESS_DENIED))
			break;
		Sleep(BUSY_PAUSE_MS);
		SetLastError(error);
	}
	return wide_fail();
}

bool os_replace_commit(struct os_replacement *replacement)
{
	bool good = replacement->durability != OS_DURABLE || os_sync(replacement->fd);
	int error = errno;

	if (close(replacement->fd) < 0 && good) {
		good = false;
		error = errno;
	}
	if (good && !move_over(replacement)) {
		good = false;
		error = errno;
	}
	if (!good)
		unlink(replacement->temporary);
	remember_file(replacement->temporary, NULL);
	errno = error;
	return good;
}
