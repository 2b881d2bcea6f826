#include "host/base/os_terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
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
	os_terminal_clear_line();
	if (is_raw)
		tcsetattr(STDIN_FILENO, TCSANOW, &saved);
	is_raw = 0;
}

void os_terminal_forget(void)
{
	is_raw = 0;
}

static bool make_raw(int fd)
{
	struct termios terminal;

	if (tcgetattr(fd, &terminal) < 0)
		return false;
	terminal.c_iflag = 0;
	terminal.c_oflag = 0;
	terminal.c_lflag = 0;
	terminal.c_cc[VMIN] = 1;
	terminal.c_cc[VTIME] = 0;
	return tcsetattr(fd, TCSANOW, &terminal) == 0;
}

static int open_line_end(int line, char path[OS_LINE_PATH_BYTES])
{
	const char *name = grantpt(line) == 0 && unlockpt(line) == 0 ? ptsname(line) : NULL;

	if (!name)
		return -1;
	if (strlen(name) >= OS_LINE_PATH_BYTES) {
		errno = ENAMETOOLONG;
		return -1;
	}
	strcpy(path, name);
	return open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
}

bool os_line(int ends[2], char path[OS_LINE_PATH_BYTES])
{
	ends[1] = -1;
	ends[0] = posix_openpt(O_RDWR | O_NOCTTY);
	if (ends[0] < 0)
		return false;
	ends[1] = open_line_end(ends[0], path);
	if (ends[1] >= 0 && make_raw(ends[1]) && fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0)
		return true;
	int error = errno;
	close(ends[0]);
	if (ends[1] >= 0)
		close(ends[1]);
	ends[0] = ends[1] = -1;
	errno = error;
	return false;
}

int os_terminal_width(int fd)
{
	struct winsize size = { 0 };

	return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
