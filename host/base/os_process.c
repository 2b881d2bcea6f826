#include "host/base/os_process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <mach-o/dyld.h>
#elif defined(__linux__)
#include <sys/prctl.h>
#endif

#include "host/base/os_file.h"
#include "host/base/os_replace.h"
#include "host/base/os_signals.h"
#include "host/base/os_terminal.h"

#define CHILDREN_MAX   64 /* at once: more jobs than any machine runs */
#define GENTLE_WAIT_MS 3000
#define NS_PER_MS      1000000

/* What a signal must clean up. Written with signals blocked, read by
 * the handler. */
struct child {
	pid_t pid;
	enum os_end end;
};
static volatile struct child children[CHILDREN_MAX];

static void remember_child(pid_t old, pid_t new, enum os_end end)
{
	for (int i = 0; i < CHILDREN_MAX; i++) {
		if (children[i].pid == old) {
			children[i].end = end;
			children[i].pid = new;
			return;
		}
	}
}

static void forget_child(pid_t pid)
{
	remember_child(pid, 0, OS_END_CHILD);
}

/* How a child is found again in the table; OS_END_CHILD if it is not there. */
static enum os_end end_of(pid_t pid)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (children[i].pid == pid)
			return children[i].end;
	return OS_END_CHILD;
}

static void signal_child(pid_t pid, enum os_end end, int number)
{
	if (end != OS_END_GROUP || kill(-pid, number) < 0)
		kill(pid, number);
}

/* Called by the signal handler too: a child that ends what it started itself has
 * GENTLE_WAIT_MS for that. */
static void end_gently(pid_t pid)
{
	struct timespec step = { .tv_nsec = 5000000 };

	kill(pid, SIGTERM);
	for (int waited_ms = 0; waited_ms < GENTLE_WAIT_MS; waited_ms += 5) {
		if (waitpid(pid, NULL, WNOHANG) != 0)
			return;
		nanosleep(&step, NULL);
	}
	kill(pid, SIGKILL);
}

static void clean_up_and_die(int number)
{
	for (int i = 0; i < CHILDREN_MAX; i++) {
		if (children[i].pid > 0 && children[i].end == OS_END_GENTLY)
			end_gently(children[i].pid);
		else if (children[i].pid > 0)
			signal_child(children[i].pid, children[i].end, SIGKILL);
	}
	os_replace_abandon();
	os_terminal_restore();
	signal(number, SIG_DFL);
	raise(number);
}

static volatile sig_atomic_t was_interrupted;

static void note_interrupt(int number)
{
	if (was_interrupted)
		clean_up_and_die(number);
	was_interrupted = 1;
}

void os_defer_interrupt(void)
{
	struct sigaction action = { .sa_handler = note_interrupt };

	was_interrupted = 0;
	sigfillset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
}

bool os_was_interrupted(void)
{
	return was_interrupted;
}

void os_handle_signals(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = clean_up_and_die };

	sigfillset(&action.sa_mask);
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		sigaction(signals[i], &action, NULL);
	/* Whoever started us may have ignored it, and then no child's status is kept. */
	signal(SIGCHLD, SIG_DFL);
	/* A closed pipe and a full quota are errors of the write, reported there. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

char *os_find_program(struct arena *keep, const char *name)
{
	const char *path = getenv("PATH");

	if (strchr(name, '/'))
		return os_is_executable(name) ? text_copy(keep, name, strlen(name)) : NULL;
	while (path && *path) {
		size_t size = strcspn(path, ":");
		const char *folder = size ? text_copy(keep, path, size) : "./";
		char *program = path_join(keep, folder, name);

		if (os_is_executable(program))
			return program;
		path += size + (path[size] == ':');
	}
	return NULL;
}

char *os_program_path(struct arena *keep, const char *argv0)
{
	char *self = NULL;
#if defined(__APPLE__)
	char buffer[PATH_MAX];
	uint32_t size = sizeof buffer;

	if (_NSGetExecutablePath(buffer, &size) == 0)
		return os_real_path(keep, buffer);
#elif defined(__linux__)
	self = os_real_path(keep, "/proc/self/exe");
	/* Under an emulator of another processor this names the emulator. */
	if (self && text_equal(path_name(self), path_name(argv0)))
		return self;
#endif
	char *found = os_find_program(keep, argv0);
	/* Whoever started us may have called us by any name. */
	return found ? os_real_path(keep, found) : self;
}

uint64_t os_memory_limit(void)
{
	static const int limits[] = { RLIMIT_AS, RLIMIT_DATA };
	uint64_t least = UINT64_MAX;

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		struct rlimit limit;

		if (getrlimit(limits[i], &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
		    limit.rlim_cur < least)
			least = limit.rlim_cur;
	}
	return least;
}

int64_t os_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / NS_PER_MS;
}

int64_t os_date_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 * NS_PER_MS + now.tv_nsec;
}

void os_hold_standard(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* Where a system can, a child ends even if Ingot is killed outright. */
static void end_with_parent(pid_t parent, enum os_end end)
{
#if defined(__linux__)
	prctl(PR_SET_PDEATHSIG, end == OS_END_GENTLY ? SIGTERM : SIGKILL);
	if (getppid() != parent)
		_exit(127);
#else
	(void)parent, (void)end;
#endif
}

/* Returns only if it cannot, with errno set. */
static void become(const struct os_child_request *request)
{
	static const char *const unset[] = { OS_UNSET_VARIABLES };
	int standard[3] = { request->standard_input, request->standard_output,
		            request->standard_error };

	for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
		unsetenv(unset[i]);
	for (int i = 0; i < 3; i++)
		if (standard[i] >= 0 && dup2(standard[i], i) < 0)
			return;
	/* First above all targets, then down: a source may be another's target. */
	int high[OS_CHILD_FDS_MAX];
	for (size_t i = 0; i < request->fd_count; i++) {
		high[i] = fcntl(request->fds[i], F_DUPFD, 3 + (int)request->fd_count);
		if (high[i] < 0)
			return;
	}
	for (size_t i = 0; i < request->fd_count; i++)
		if (dup2(high[i], 3 + (int)i) < 0 || close(high[i]) < 0)
			return;
	execvp(request->arguments[0], (char *const *)request->arguments);
}

/* A pipe that ends at exec: what arrives on it is the errno of what failed before. */
static bool wait_for_exec(int fd)
{
	int error = 0;
	ssize_t got;

	do {
		got = read(fd, &error, sizeof error);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		error = errno;
	close(fd);
	errno = error;
	return got == 0;
}

/* One that stayed open in a child would have no end. */
static bool close_at_exec(int ends[2])
{
	if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0)
		return true;
	int error = errno;
	close(ends[0]);
	close(ends[1]);
	ends[0] = ends[1] = -1;
	errno = error;
	return false;
}

bool os_pipe(int ends[2])
{
	return pipe(ends) == 0 && close_at_exec(ends);
}

bool os_dont_block(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags != -1 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0;
}

bool os_socket_pair(int ends[2])
{
	return socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 && close_at_exec(ends);
}

bool os_hands_down(void)
{
	return true;
}

bool os_start(const struct os_child_request *request, pid_t *child)
{
	int report[2];
	sigset_t signals;

	if (request->fd_count > OS_CHILD_FDS_MAX) {
		errno = EINVAL;
		return false;
	}
	if (!os_pipe(report))
		return false;
	pid_t parent = getpid();
	fflush(NULL);
	os_signals_hold(&signals);
	*child = fork();
	if (*child == 0) {
		signal(SIGINT, SIG_DFL);
		signal(SIGTERM, SIG_DFL);
		signal(SIGHUP, SIG_DFL);
		signal(SIGPIPE, SIG_DFL);
		os_signals_allow(&signals);
		close(report[0]);
		end_with_parent(parent, request->end);
		if (request->end == OS_END_GROUP)
			setpgid(0, 0);
		become(request);
		int error = errno;
		ssize_t put = write(report[1], &error, sizeof error);
		_exit(put == sizeof error ? 127 : 126);
	}
	if (*child > 0)
		remember_child(0, *child, request->end);
	os_signals_allow(&signals);
	close(report[1]);
	if (*child < 0) {
		close(report[0]);
		return false;
	}
	if (wait_for_exec(report[0]))
		return true;
	int error = errno;
	os_stop(*child, 0);
	errno = error;
	return false;
}

static void forget_all_children(void)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		children[i].pid = 0;
	was_interrupted = 0;
}

bool os_fork(pid_t *child)
{
	pid_t parent = getpid();
	sigset_t signals;

	fflush(NULL);
	os_signals_hold(&signals);
	*child = fork();
	if (*child == 0) {
		forget_all_children();
		os_terminal_forget();
		end_with_parent(parent, OS_END_GENTLY);
	} else if (*child > 0) {
		remember_child(0, *child, OS_END_GENTLY);
	}
	os_signals_allow(&signals);
	return *child >= 0;
}

static int status_of(int status)
{
	return WIFSIGNALED(status) ? OS_STATUS_SIGNAL + WTERMSIG(status) : WEXITSTATUS(status);
}

bool os_poll_child(pid_t child, int *status)
{
	int raw;
	pid_t got = waitpid(child, &raw, WNOHANG);

	if (got == 0 || (got < 0 && errno == EINTR))
		return false;
	*status = got < 0 ? OS_STATUS_LOST : status_of(raw);
	forget_child(child);
	return true;
}

int os_wait(pid_t child)
{
	int raw;
	pid_t got;

	do {
		got = waitpid(child, &raw, 0);
	} while (got < 0 && errno == EINTR);
	forget_child(child);
	return got < 0 ? OS_STATUS_LOST : status_of(raw);
}

bool os_await_stranger(long process, int wait_ms)
{
	for (int64_t end = os_clock_ms() + wait_ms; os_clock_ms() < end; poll(NULL, 0, 5))
		if (kill((pid_t)process, 0) < 0 && errno == ESRCH)
			return true;
	return false;
}

int os_stop(pid_t child, int grace_ms)
{
	enum os_end how = end_of(child);
	int status;

	signal_child(child, how, SIGTERM);
	for (int64_t end = os_clock_ms() + grace_ms; os_clock_ms() < end;) {
		if (os_poll_child(child, &status))
			return status;
		poll(NULL, 0, 5);
	}
	signal_child(child, how, SIGKILL);
	return os_wait(child);
}

const char *os_signal_text(struct arena *keep, int number)
{
	return text_format(keep, "was ended by signal %d (%s)", number, strsignal(number));
}
