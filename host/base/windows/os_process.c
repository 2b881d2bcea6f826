#include "host/base/os_process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

#include "host/base/os_file.h"
#include "host/base/os_replace.h"
#include "host/base/os_terminal.h"
#include "host/base/windows/cleaning.h"
#include "host/base/windows/file_time.h"
#include "host/base/windows/wide.h"

#define PIPE_BYTES         65536
#define STATUS_INTERRUPTED 130

static volatile sig_atomic_t is_deferred, was_interrupted;

/* In a thread of its own. The children's jobs end with us. */
static BOOL WINAPI handle_control(DWORD event)
{
	if (event == CTRL_C_EVENT && is_deferred && !was_interrupted) {
		was_interrupted = 1;
		return TRUE;
	}
	cleaning_begin();
	os_replace_abandon();
	os_terminal_restore();
	ExitProcess(STATUS_INTERRUPTED);
	return TRUE;
}

void os_defer_interrupt(void)
{
	was_interrupted = 0;
	is_deferred = 1;
}

bool os_was_interrupted(void)
{
	return was_interrupted;
}

void os_handle_signals(void)
{
	SetConsoleCtrlHandler(handle_control, TRUE);
}

/* Bytes are written as they are: the same on every host. */
void os_hold_standard(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		_setmode(fd, _O_BINARY);
	SetConsoleOutputCP(CP_UTF8);
	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
		HANDLE console = (HANDLE)_get_osfhandle(fd);
		DWORD mode;

		if (GetConsoleMode(console, &mode))
			SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
	}
}

/* With the ending of programs, if the name has none. */
static char *program_at(struct arena *keep, const char *path)
{
	const char *name = path_name(path);
	const char *full = strchr(name, '.') && os_is_executable(path)
	                           ? path
	                           : text_format(keep, "%s.exe", path);

	return os_is_executable(full) ? text_copy(keep, full, strlen(full)) : NULL;
}

char *os_find_program(struct arena *keep, const char *name)
{
	const char *path = getenv("PATH");

	if (strpbrk(name, "/\\:"))
		return program_at(keep, name);
	while (path && *path) {
		size_t size = strcspn(path, ";");
		char *folder = size ? text_copy(keep, path, size) : NULL;

		for (char *at = folder; at && *at; at++)
			if (*at == '\\')
				*at = '/';
		char *program = folder ? program_at(keep, path_join(keep, folder, name)) : NULL;
		if (program)
			return program;
		path += size + (path[size] == ';');
	}
	return NULL;
}

char *os_program_path(struct arena *keep, const char *argv0)
{
	wchar_t wide[WIDE_PATH_MAX];
	DWORD size = GetModuleFileNameW(NULL, wide, WIDE_PATH_MAX);

	(void)argv0;
	return size && size < WIDE_PATH_MAX ? wide_to_path(keep, wide) : NULL;
}

uint64_t os_memory_limit(void)
{
	return UINT64_MAX;
}

int64_t os_clock_ms(void)
{
	return (int64_t)GetTickCount64();
}

int64_t os_date_ns(void)
{
	FILETIME now;

	GetSystemTimePreciseAsFileTime(&now);
	return file_time_ns(now);
}

bool os_pipe(int ends[2])
{
	return _pipe(ends, PIPE_BYTES, _O_BINARY | _O_NOINHERIT) == 0;
}

/* QEMU takes no channel by its number there. */
bool os_socket_pair(int ends[2])
{
	ends[0] = ends[1] = -1;
	errno = ENOTSUP;
	return false;
}

bool os_hands_down(void)
{
	return false;
}

/* Nor is a program there twice. */
bool os_fork(pid_t *child)
{
	*child = -1;
	errno = ENOTSUP;
	return false;
}

/* Of a pipe. */
bool os_dont_block(int fd)
{
	DWORD mode = PIPE_READMODE_BYTE | PIPE_NOWAIT;

	return SetNamedPipeHandleState((HANDLE)_get_osfhandle(fd), &mode, NULL, NULL) ||
	       wide_fail();
}

bool os_await_stranger(long process, int wait_ms)
{
	HANDLE handle = OpenProcess(SYNCHRONIZE, FALSE, (DWORD)process);

	if (!handle)
		return GetLastError() == ERROR_INVALID_PARAMETER;
	bool ended = WaitForSingleObject(handle, (DWORD)wait_ms) == WAIT_OBJECT_0;
	CloseHandle(handle);
	return ended;
}
