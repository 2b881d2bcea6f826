#include "host/base/os_terminal.h"

#include <errno.h>
#include <windows.h>

/* The guest's keyboard is a serial line: `run` is refused before (windows/limits). */
bool os_terminal_raw(void)
{
	return false;
}

void os_terminal_restore(void)
{
}

bool os_line(int ends[2], char path[OS_LINE_PATH_BYTES])
{
	ends[0] = ends[1] = -1;
	path[0] = '\0';
	errno = ENOTSUP;
	return false;
}

static int given_columns(void)
{
	const char *text = getenv("COLUMNS");
	long columns = text ? strtol(text, NULL, 10) : 0;

	return columns > 0 && columns < 10000 ? (int)columns : OS_TERMINAL_COLUMNS_DEFAULT;
}

int os_terminal_columns(int fd)
{
	CONSOLE_SCREEN_BUFFER_INFO info;
	bool is_told = GetConsoleScreenBufferInfo((HANDLE)_get_osfhandle(fd), &info);
	int columns = is_told ? info.srWindow.Right - info.srWindow.Left + 1 : given_columns();

	return columns < OS_TERMINAL_COLUMNS_LEAST ? OS_TERMINAL_COLUMNS_LEAST : columns;
}
