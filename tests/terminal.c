/* terminal: runs a command on a terminal of its own, 80 columns wide.
 *
 * usage: terminal [-i] COMMAND [ARGUMENT...]
 *
 * What the command prints goes to standard output, as the terminal would get it. It is
 * given nothing to read; with -i, what comes by standard input is typed. Exit status: the
 * command's; 125 on our own failure. */
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1 /* the terminal's size, of glibc */
#endif
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define COLUMNS 80
#define ROWS    24

enum { STATUS_OURS = 125 };

static void fail(const char *what)
{
	perror(what);
	exit(STATUS_OURS);
}

/* The command's side: a session whose terminal is the one of this name. */
static void run(const char *name, char **command)
{
	struct winsize size = { .ws_row = ROWS, .ws_col = COLUMNS };
	int fd;

	setsid();
	fd = open(name, O_RDWR);
	if (fd < 0)
		fail(name);
	(void)ioctl(fd, TIOCSCTTY, 0); /* some systems do it at open */
	if (ioctl(fd, TIOCSWINSZ, &size) < 0)
		fail("size of the terminal");
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	if (fd > 2)
		close(fd);
	execvp(command[0], command);
	fail(command[0]);
}

/* At the end of the input, nobody types any more. */
static bool type_input(int terminal)
{
	char bytes[256];
	ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);

	return count > 0 && write(terminal, bytes, (size_t)count) == count;
}

/* Types what comes until there is something to copy. */
static void await_output(int terminal, bool *types)
{
	struct pollfd fds[] = { { .fd = terminal, .events = POLLIN },
		                { .fd = STDIN_FILENO, .events = POLLIN } };

	while (*types) {
		fds[0].revents = fds[1].revents = 0;
		if (poll(fds, 2, -1) < 0 || fds[0].revents)
			return;
		*types = type_input(terminal);
	}
}

/* A terminal that nobody has open any more ends by EIO on some systems. */
static void copy_output(int terminal, bool types)
{
	char bytes[4096];
	ssize_t count;

	for (;;) {
		await_output(terminal, &types);
		count = read(terminal, bytes, sizeof bytes);
		if (count == 0)
			return;
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return;
		if (write(STDOUT_FILENO, bytes, (size_t)count) != count)
			fail("standard output");
	}
}

int main(int count, char **arguments)
{
	bool types = count > 1 && strcmp(arguments[1], "-i") == 0;
	int status, terminal = posix_openpt(O_RDWR | O_NOCTTY);
	pid_t child;

	arguments += types;
	if (count - types < 2) {
		fputs("usage: terminal [-i] COMMAND [ARGUMENT...]\n", stderr);
		return STATUS_OURS;
	}
	if (terminal < 0 || grantpt(terminal) < 0 || unlockpt(terminal) < 0)
		fail("terminal");
	child = fork();
	if (child < 0)
		fail("fork");
	if (child == 0)
		run(ptsname(terminal), arguments + 1);
	copy_output(terminal, types);
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			fail("wait");
	return WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_OURS;
}
