#include "host/base/os_terminal.h"

#include <errno.h>
#include <windows.h>

/* The guest's keyboard is a serial line: `run` is refused before. */
bool os_terminal_raw(void)
{
	return false;
}

void os_terminal_restore(void)
{
	os_terminal_clear_line();
}

/* There are no children that are this program once more: os_fork. */
void os_terminal_forget(void)
{
}

bool os_line(int ends[2], char path[OS_LINE_PATH_BYTES])
{
	ends[0] = ends[1] = -1;
	path[0] = '\0';
	errno = ENOTSUP;
	return false;
}

int os_terminal_width(int fd)
{
	CONSOLE_SCREEN_BUFFER_INFO info;

	return GetConsoleScreenBufferInfo((HANDLE)_get_osfhandle(fd), &info)
	               ? info.srWindow.Right - info.srWindow.Left + 1
	               : 0;
}
