/* Files that appear whole or not at all, whenever a signal comes. */
#include "host/base/os_replace.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/base/os_process.h"
#include "tests/unit/unit.h"

static bool is_signal_due;

/* In place of libc's: what os_replace_begin calls next after the file was made. A signal
 * may come right then. */
int fchmod(int fd, mode_t mode)
{
	(void)fd, (void)mode;
	if (is_signal_due)
		raise(SIGTERM);
	return 0;
}

/* In place of libc's as well. */
int mkstemp(char *template)
{
	memcpy(template + strlen(template) - strlen("XXXXXX"), "123456", strlen("123456"));
	int fd = open(template, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	if (is_signal_due)
		raise(SIGTERM);
	return fd;
}

TEST(a_signal_right_after_the_file_was_made_leaves_nothing)
{
	char folder[] = "/tmp/ingot-replace-XXXXXX";
	struct os_replacement replacement;
	int status;

	assert_non_null(mkdtemp(folder));
	pid_t pid = fork();
	if (pid == 0) {
		if (chdir(folder) < 0)
			_exit(1);
		os_handle_signals();
		is_signal_due = true;
		os_replace_begin(&replacement, "image", OS_REMADE);
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	assert_int_equal(rmdir(folder), 0);
}

static void make(const char *name)
{
	int fd = open(name, O_CREAT | O_WRONLY, 0666);

	assert_true(fd >= 0);
	close(fd);
}

static bool is_there(const char *name)
{
	return access(name, F_OK) == 0;
}

/* A process that has ended and was waited for. */
static long dead_process(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	return (long)pid;
}

/* Killed outright, a program cannot remove its temporary file; the next one does, but
 * nobody else's. */
TEST(what_a_killed_writer_left_is_removed_by_the_next)
{
	char folder[] = "/tmp/ingot-replace-XXXXXX", here[1000], dead[100], live[100], other[100];
	struct os_replacement replacement;

	assert_non_null(mkdtemp(folder));
	assert_non_null(getcwd(here, sizeof here));
	assert_int_equal(chdir(folder), 0);
	snprintf(dead, sizeof dead, "image.ingot-%ld-a1B2c3", dead_process());
	snprintf(other, sizeof other, "image2.ingot-%ld-a1B2c3", dead_process());
	snprintf(live, sizeof live, "image.ingot-%ld-a1B2c3", (long)getppid());
	make(dead);
	make(other);
	make(live);
	make("image.ingot-notes");
	assert_true(os_replace_begin(&replacement, "image", OS_DURABLE));
	assert_false(is_there(dead));
	assert_true(is_there(live) && is_there(other) && is_there("image.ingot-notes"));
	assert_true(os_replace_commit(&replacement));
	assert_true(is_there("image"));
	assert_int_equal(unlink(live) | unlink(other) | unlink("image.ingot-notes"), 0);
	assert_int_equal(unlink("image"), 0);
	assert_int_equal(chdir(here), 0);
	assert_int_equal(rmdir(folder), 0);
}
