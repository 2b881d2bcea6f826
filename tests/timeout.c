/* timeout: runs a command, and ends it and all that it started.
 *
 * usage: timeout SECONDS COMMAND [ARGUMENT...]
 *
 * macOS has no such command. On a busy host the seconds are longer: each counts as
 * much as there are processors for those who want one, a fifth at least. The command
 * leads a process group of its own; when the time is over the group gets SIGTERM, and
 * SIGKILL GRACE_SECONDS later; what is left of it when the command has ended is killed
 * too, so that no test leaves a machine running. A signal that ends this program ends
 * the group.
 *
 * Exit status: the command's; 124 when its time was over; 128 + N when signal N
 * ended it; 126 when it could not be started; 125 on our own failure. */
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1 /* getloadavg, of glibc */
#endif
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define GRACE_SECONDS 3
#define SECONDS_MAX   (24 * 60 * 60)
#define COUNTED_LEAST 0.2

enum { STATUS_TIMEOUT = 124, STATUS_OURS = 125, STATUS_NOT_STARTED = 126 };

static pid_t child;
static double seconds_left; /* on_alarm's */
static volatile sig_atomic_t endings, ended_by;

/* The part of this second that counts: 1 on a host that is not busy. */
static double counted(void)
{
	double load = 0, processors = (double)sysconf(_SC_NPROCESSORS_ONLN);

	if (getloadavg(&load, 1) != 1 || load <= processors)
		return 1;
	return processors / load > COUNTED_LEAST ? processors / load : COUNTED_LEAST;
}

/* Every second. It interrupts waitpid alone, so that it may call what it likes. */
static void on_alarm(int number)
{
	(void)number;
	if (endings == 0 && (seconds_left -= counted()) > 0) {
		alarm(1);
		return;
	}
	kill(-child, endings++ ? SIGKILL : SIGTERM);
	alarm(GRACE_SECONDS);
}

static void on_end(int number)
{
	ended_by = number;
	kill(-child, SIGKILL);
}

static void handle(int number, void (*handler)(int))
{
	struct sigaction action = { .sa_handler = handler };

	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

static void set_signals(void)
{
	handle(SIGALRM, on_alarm);
	handle(SIGINT, on_end);
	handle(SIGTERM, on_end);
	handle(SIGHUP, on_end);
}

/* Signals are held back until the group exists and its handlers can name it. */
static void start(char **arguments)
{
	sigset_t all, before;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	child = fork();
	if (child < 0) {
		perror("timeout: fork");
		exit(STATUS_OURS);
	}
	if (child == 0) {
		setpgid(0, 0);
		sigprocmask(SIG_SETMASK, &before, NULL);
		execvp(arguments[0], arguments);
		fprintf(stderr, "timeout: %s: %s\n", arguments[0], strerror(errno));
		_exit(STATUS_NOT_STARTED);
	}
	setpgid(child, child); /* whoever comes first */
	set_signals();
	sigprocmask(SIG_SETMASK, &before, NULL);
}

static int wait_for_child(void)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return STATUS_OURS;
	alarm(0);
	kill(-child, SIGKILL);
	if (ended_by)
		return 128 + ended_by;
	if (endings)
		return STATUS_TIMEOUT;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(int count, char **arguments)
{
	char *end = NULL;
	long seconds = count > 2 ? strtol(arguments[1], &end, 10) : 0;

	if (seconds <= 0 || seconds > SECONDS_MAX || *end) {
		fprintf(stderr, "usage: timeout SECONDS COMMAND [ARGUMENT...]\n");
		return STATUS_OURS;
	}
	seconds_left = (double)seconds;
	start(arguments + 2);
	alarm(1);
	return wait_for_child();
}
