#include "host/base/os_process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
#include "host/base/os_terminal.h"

#define CHILDREN_MAX 64 /* at once: more jobs than any machine runs */

/* What a signal must clean up. Written with signals blocked, read by
 * the handler. */
static volatile pid_t children[CHILDREN_MAX];

static void block_signals(sigset_t *old)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, old);
}

static void unblock_signals(const sigset_t *old)
{
	sigprocmask(SIG_SETMASK, old, NULL);
}

static void remember_child(pid_t old, pid_t new)
{
	for (int i = 0; i < CHILDREN_MAX; i++) {
		if (children[i] == old) {
			children[i] = new;
			return;
		}
	}
}

static void clean_up_and_die(int number)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (children[i] > 0)
			kill(children[i], SIGKILL);
	os_replace_abandon();
	os_terminal_restore();
	signal(number, SIG_DFL);
	raise(number);
}

void os_handle_signals(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = clean_up_and_die };

	sigfillset(&action.sa_mask);
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		sigaction(signals[i], &action, NULL);
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
#if defined(__APPLE__)
	char buffer[PATH_MAX];
	uint32_t size = sizeof buffer;

	if (_NSGetExecutablePath(buffer, &size) == 0)
		return os_real_path(keep, buffer);
#elif defined(__linux__)
	char *self = os_real_path(keep, "/proc/self/exe");

	/* Under an emulator of another processor this names the emulator. */
	if (self && text_equal(path_name(self), path_name(argv0)))
		return self;
#endif
	char *found = os_find_program(keep, argv0);
	return found ? os_real_path(keep, found) : NULL;
}

int64_t os_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void os_hold_standard(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* Where a system can, a child ends even if Ingot is killed outright. */
static void end_with_parent(pid_t parent)
{
#if defined(__linux__)
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
#else
	(void)parent;
#endif
}

static void become(const struct os_child_request *request)
{
	static const char *const unset[] = { OS_UNSET_VARIABLES };
	int standard[3] = { request->standard_input, request->standard_output,
		            request->standard_error };

	for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
		unsetenv(unset[i]);
	for (int i = 0; i < 3; i++)
		if (standard[i] >= 0 && dup2(standard[i], i) < 0)
			_exit(127);
	/* First above all targets, then down: a source may be another's target. */
	int high[OS_CHILD_FDS_MAX];
	for (size_t i = 0; i < request->fd_count; i++)
		high[i] = fcntl(request->fds[i], F_DUPFD, 3 + (int)request->fd_count);
	for (size_t i = 0; i < request->fd_count; i++)
		if (high[i] < 0 || dup2(high[i], 3 + (int)i) < 0 || close(high[i]) < 0)
			_exit(127);
	execvp(request->arguments[0], (char *const *)request->arguments);
}

/* A pipe that ends at exec: what arrives on it is the errno of a failed one. */
static bool wait_for_exec(int fd)
{
	int error = 0;
	ssize_t got;

	do {
		got = read(fd, &error, sizeof error);
	} while (got < 0 && errno == EINTR);
	close(fd);
	errno = error;
	return got == 0;
}

bool os_pipe(int ends[2])
{
	if (pipe(ends) < 0)
		return false;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	return true;
}

bool os_socket_pair(int ends[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
		return false;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
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
	block_signals(&signals);
	*child = fork();
	if (*child == 0) {
		signal(SIGINT, SIG_DFL);
		signal(SIGTERM, SIG_DFL);
		signal(SIGHUP, SIG_DFL);
		signal(SIGPIPE, SIG_DFL);
		unblock_signals(&signals);
		close(report[0]);
		end_with_parent(parent);
		become(request);
		int error = errno;
		ssize_t put = write(report[1], &error, sizeof error);
		_exit(put == sizeof error ? 127 : 126);
	}
	if (*child > 0)
		remember_child(0, *child);
	unblock_signals(&signals);
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
	*status = got < 0 ? 127 : status_of(raw);
	remember_child(child, 0);
	return true;
}

int os_wait(pid_t child)
{
	int raw;
	pid_t got;

	do {
		got = waitpid(child, &raw, 0);
	} while (got < 0 && errno == EINTR);
	remember_child(child, 0);
	return got < 0 ? 127 : status_of(raw);
}

int os_stop(pid_t child, int grace_ms)
{
	int status;

	kill(child, SIGTERM);
	for (int64_t end = os_clock_ms() + grace_ms; os_clock_ms() < end;) {
		if (os_poll_child(child, &status))
			return status;
		poll(NULL, 0, 5);
	}
	kill(child, SIGKILL);
	return os_wait(child);
}

static struct bytes read_to_end(struct arena *keep, int fd)
{
	struct buffer buffer = { .arena = keep };
	char piece[4096];

	buffer_puts(&buffer, "");
	for (;;) {
		ssize_t got = read(fd, piece, sizeof piece);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return buffer_bytes(&buffer);
		buffer_add(&buffer, piece, (size_t)got);
	}
}

bool os_run(struct arena *keep, const char *const *arguments, enum os_output output,
            struct os_result *result)
{
	struct os_child_request request = { arguments, -1, -1, -1, NULL, 0 };
	int ends[2] = { -1, -1 };
	pid_t child;

	*result = (struct os_result){ 0 };
	if (output != OS_OUTPUT_INHERIT) {
		if (!os_pipe(ends))
			return false;
		request.standard_output = ends[1];
		request.standard_error = output == OS_OUTPUT_CAPTURE_ALL ? ends[1] : -1;
	}
	bool started = os_start(&request, &child);
	int error = errno;
	if (ends[1] >= 0)
		close(ends[1]);
	if (started && ends[0] >= 0)
		result->output = read_to_end(keep, ends[0]);
	if (ends[0] >= 0)
		close(ends[0]);
	if (started)
		result->status = os_wait(child);
	errno = error;
	return started;
}
