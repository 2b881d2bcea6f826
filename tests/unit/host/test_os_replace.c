/* Files that appear whole or not at all, whenever a signal comes. */
#include "host/base/os_replace.h"

#include <fcntl.h>
#include <signal.h>
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
		os_replace_begin(&replacement, "image");
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	assert_int_equal(rmdir(folder), 0);
}
