/* Lines on a terminal: how long they may be, and the one that has no end yet, on every host:
 * os_terminal.h. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "host/base/os_terminal.h"

static volatile sig_atomic_t has_line;

void os_terminal_note_line(void)
{
	has_line = 1;
}

void os_terminal_clear_line(void)
{
	static const char clear[] = "\r\033[K"; /* ECMA-48, 8.3.41: erase in line */

	if (!has_line)
		return;
	has_line = 0;
	if (write(STDERR_FILENO, clear, sizeof clear - 1) < 0)
		return; /* the terminal has gone, and its line */
}

static int given_columns(void)
{
	const char *text = getenv("COLUMNS");
	long columns = text ? strtol(text, NULL, 10) : 0;

	return columns > 0 && columns < 10000 ? (int)columns : OS_TERMINAL_COLUMNS_DEFAULT;
}

int os_terminal_columns(int fd)
{
	int width = os_terminal_width(fd), columns = width > 0 ? width : given_columns();

	return columns < OS_TERMINAL_COLUMNS_LEAST ? OS_TERMINAL_COLUMNS_LEAST : columns;
}
