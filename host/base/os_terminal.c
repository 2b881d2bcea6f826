#include "host/base/os_terminal.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static struct termios saved;
static volatile sig_atomic_t is_raw;

bool os_terminal_raw(void)
{
	/* Another job's terminal would stop us with SIGTTOU. */
	if (tcgetpgrp(STDIN_FILENO) != getpgrp() || tcgetattr(STDIN_FILENO, &saved) < 0)
		return false;
	struct termios raw = saved;
	/* Output processing stays on: Ingot's own lines end with "\n". */
	raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | IGNCR | INLCR | ISTRIP | IXON);
	raw.c_lflag &= ~(tcflag_t)(ECHO | ICANON | IEXTEN | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	is_raw = 1;
	if (tcsetattr(STDIN_FILENO, TCSANOW, &raw) < 0)
		is_raw = 0;
	return is_raw;
}

void os_terminal_restore(void)
{
	if (is_raw)
		tcsetattr(STDIN_FILENO, TCSANOW, &saved);
	is_raw = 0;
}

static int given_columns(void)
{
	const char *text = getenv("COLUMNS");
	long columns = text ? strtol(text, NULL, 10) : 0;

	return columns > 0 && columns < 10000 ? (int)columns : OS_TERMINAL_COLUMNS_DEFAULT;
}

int os_terminal_columns(int fd)
{
	struct winsize size = { 0 };
	bool is_told = ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
	int columns = is_told ? size.ws_col : given_columns();

	return columns < OS_TERMINAL_COLUMNS_LEAST ? OS_TERMINAL_COLUMNS_LEAST : columns;
}
