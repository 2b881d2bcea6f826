/* Children, and the descriptors that they are handed. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "host/base/os_process.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

/* Each is the other's target: neither may be overwritten before it is copied. */
TEST(descriptors_arrive_in_order)
{
	static const char *const shell[] = { "/bin/sh", "-c",
		                             "read a <&3; read b <&4; [ \"$a $b\" = \"3 4\" ]",
		                             NULL };
	int fds[2];
	struct os_child_request request = { shell, -1, -1, -1, fds, 2, OS_END_CHILD };
	pid_t child;

	fixture_write("three", "3\n");
	fixture_write("four", "4\n");
	fds[0] = dup2(open("three", O_RDONLY), 4);
	fds[1] = dup2(open("four", O_RDONLY), 3);
	assert_int_equal(fds[0], 4);
	assert_int_equal(fds[1], 3);
	assert_true(os_start(&request, &child));
	assert_int_equal(os_wait(child), 0);
	close(fds[0]);
	close(fds[1]);
}

TEST(their_number_has_a_limit)
{
	static const char *const program[] = { "/bin/sh", "-c", ":", NULL };
	int fds[OS_CHILD_FDS_MAX + 1] = { 0 };
	struct os_child_request request = {
		program, -1, -1, -1, fds, OS_CHILD_FDS_MAX, OS_END_CHILD
	};
	pid_t child;

	assert_true(os_start(&request, &child));
	assert_int_equal(os_wait(child), 0);
	request.fd_count++;
	errno = 0;
	assert_false(os_start(&request, &child));
	assert_int_equal(errno, EINVAL);
}
/* What fails between fork and exec is the failure of the start, with its reason. */
TEST(a_child_that_cannot_be_handed_a_descriptor_does_not_start)
{
	static const char *const program[] = { "/bin/sh", "-c", ":", NULL };
	static const int closed[] = { 1000 };
	struct os_child_request request = { program, -1, -1, -1, closed, 1, OS_END_CHILD };
	pid_t child;

	errno = 0;
	assert_false(os_start(&request, &child));
	assert_int_equal(errno, EBADF);
	request.fd_count = 0;
	request.standard_output = 1000;
	errno = 0;
	assert_false(os_start(&request, &child));
	assert_int_equal(errno, EBADF);
}

/* Who starts us may ignore SIGCHLD; then the system keeps nobody's status. */
TEST(a_status_arrives_though_children_were_ignored)
{
	static const char *const program[] = { "/bin/sh", "-c", "exit 7", NULL };
	struct os_child_request request = { program, -1, -1, -1, NULL, 0, OS_END_CHILD };
	pid_t child, self = fork();
	int status;

	if (self == 0) {
		signal(SIGCHLD, SIG_IGN);
		os_handle_signals();
		_exit(os_start(&request, &child) ? os_wait(child) : 1);
	}
	assert_int_equal(waitpid(self, &status, 0), self);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
}
