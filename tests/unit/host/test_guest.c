/* Tests of a kernel, from the plan to the exit status, against a QEMU that is
 * fake_qemu_driver.c. What is printed is compared too. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fake_symbolizer.h"
#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/base/style.h"
#include "host/cli/command.h"
#include "host/run/guest.h"
#include "host/test/guest_test.h"
#include "host/toolchain/ovmf.h"
#include "tests/unit/unit.h"

#define OUTPUT_BYTES_MAX (256u << 10)

static struct arena arena;
static const char *fake_qemu, *symbolizer;
static enum guest_start start; /* of the next run */
static char folder[] = "/tmp/ingot-guest-XXXXXX";
static char output[OUTPUT_BYTES_MAX]; /* of the last run, both streams */
static unsigned char *memory;

static void set_up(void)
{
	os_handle_signals();
	style_set_when(STYLE_NEVER);
	arena = arena_new((size_t)256 << 20);
	memory = arena.next;
	fake_qemu = path_join(&arena, path_folder(&arena, unit_program), "fake_qemu_driver");
	if (!os_is_executable(fake_qemu))
		fail_msg("%s is not built", fake_qemu);
	symbolizer = fake_symbolizer_make();
	assert_non_null(mkdtemp(folder));
}

static void tear_down(void)
{
	os_remove_tree(folder);
	fake_symbolizer_remove();
	free(memory);
}
AROUND_ALL_TESTS(set_up, tear_down);

static const char *in_folder(const char *name)
{
	static char path[128];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static const char *junit_path(void)
{
	static char path[128];

	snprintf(path, sizeof path, "%s/junit.xml", folder);
	return path;
}

/* "[0.012 s]" is written "[T]". */
static void hide_times(char *text)
{
	char *to = text;

	while (*text) {
		size_t size = *text == '[' ? strspn(text + 1, "0123456789.") : 0;

		if (size && text_starts_with(text + 1 + size, " s]")) {
			memcpy(to, "[T]", 3);
			to += 3;
			text += size + strlen("[ s]");
		} else {
			*to++ = *text++;
		}
	}
	*to = '\0';
}

static void read_output(void)
{
	struct arena scratch = arena;
	struct bytes content;

	assert_true(os_read_file(&scratch, in_folder("output"), &content));
	assert_true(content.size < sizeof output);
	memcpy(output, content.data, content.size + 1);
	hide_times(output);
}

static struct os_file_facts kernel_facts;
static const struct ovmf firmware = { .code = "ovmf.fd", .mapping = FIRMWARE_MEMORY };

static enum exit_status run(const char *plan, const struct test_request *tests, int timeout_ms)
{
	char marker[128];
	const char *const arguments[] = { "-fake", plan, "-marker", marker, NULL };
	int lock = open("/dev/null", O_RDONLY | O_CLOEXEC), held = lock;
	struct guest_request request = {
		.start = start,
		.firmware = &firmware,
		.qemu = fake_qemu,
		.symbolizer = symbolizer,
		.image = "disk.img",
		.kernel_elf = "kernel.elf",
		.kernel_facts = kernel_facts,
		.lock = &lock,
		.arguments = arguments,
		.timeout_ms = timeout_ms,
		.success_status = 33,
	};
	int old[2] = { dup(1), dup(2) };

	strcpy(marker, in_folder("marker"));
	unlink(marker);
	fflush(NULL);
	int fd = open(in_folder("output"), O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	dup2(fd, 1);
	dup2(fd, 2);
	enum exit_status status = guest_test(&request, tests, arena);
	fflush(NULL);
	dup2(old[0], 1);
	dup2(old[1], 2);
	close(old[0]);
	close(old[1]);
	close(fd);
	read_output();
	/* Once QEMU has answered others may build. */
	assert_true(status == STATUS_TOOL || (lock == -1 && fcntl(held, F_GETFD) < 0));
	return status;
}

static enum exit_status run_plainly(const char *plan)
{
	return run(plan,
	           &(struct test_request){ .again = "ingot test --release",
	                                   .again_rest = " -- -smp 2" },
	           10000);
}

static void has(const char *text)
{
	if (!strstr(output, text))
		fail_msg("\"%s\" is not in:\n%s", text, output);
}

static void has_not(const char *text)
{
	if (strstr(output, text))
		fail_msg("\"%s\" is in:\n%s", text, output);
}

static size_t count_in_file(const char *path, const char *text)
{
	struct arena scratch = arena;
	struct bytes content;
	size_t count = 0;

	assert_true(os_read_file(&scratch, path, &content));
	for (const char *at = (const char *)content.data; (at = strstr(at, text)); at++)
		count++;
	return count;
}

TEST(passing_tests_pass)
{
	assert_int_equal(run_plainly("ppp"), STATUS_GOOD);
	has("     Running 3 tests of kernel (BIOS, 1 CPU)\n"
	    "        PASS [T] test_p1\n        PASS [T] test_p2\n        PASS [T] test_p3\n\n"
	    "     Summary [T] 3 tests run: 3 passed, 0 failed\n");
	has_not("console of test");
}

TEST(a_failing_test_fails_alone)
{
	assert_int_equal(run_plainly("pfp"), STATUS_TESTS_FAILED);
	has("        FAIL [T] test_f2  src/t.c:20\n        PASS [T] test_p3\n");
	has("\nFAIL test_f2\n  src/t.c:20: 1 == 2\n  console output:\n    console of test 2\n"
	    "  rerun: ingot test --release test_f2 -- -smp 2\n");
	has("     Summary [T] 3 tests run: 2 passed, 1 failed\n"
	    "        FAIL test_f2  src/t.c:20\n");
	has_not("console of test 1");
}

TEST(a_crash_takes_only_its_test)
{
	assert_int_equal(run_plainly("pcp"), STATUS_TESTS_FAILED);
	has("       CRASH [T] test_c2  src/a.c:3\n        PASS [T] test_p3\n");
	has("\nCRASH test_c2\n  on purpose\n  src/a.c:3 in f\n  console output:\n"
	    "    console of test 2\n  rerun: ");
	has("2 passed, 1 crashed\n");
}

TEST(every_other_end_is_told_apart)
{
	assert_int_equal(run_plainly("roekp"), STATUS_TESTS_FAILED);
	has("CRASH test_r1\n  the guest reset the machine\n  likely cause: ");
	has("  src/a.c:3 in f\n  6 registers left out: --backtrace=full\n");
	has("CRASH test_o2\n  the guest exited or powered off\n  src/t.c:20 in test test_o2\n");
	has("CRASH test_e3\n  the guest exited or powered off\n");
	has("CRASH test_k4\n  QEMU was ended by signal 9 (Killed)\n");
	has("        PASS [T] test_p5\n");
	has("1 passed, 4 crashed");
}

/* From QEMU 10 on the channel says "power-off" for what 7.2 says by its status. */
TEST(a_paused_qemu_is_asked_for_its_status)
{
	assert_int_equal(run_plainly("xyp"), STATUS_TESTS_FAILED);
	has("CRASH test_x1\n  the kernel crashed\n");
	has("CRASH test_y2\n  the guest exited or powered off\n");
	has("1 passed, 2 crashed");
}

TEST(a_qemu_that_stands_still_ends_the_test)
{
	assert_int_equal(run_plainly("isdp"), STATUS_TESTS_FAILED);
	has("  QEMU cannot execute the code of the guest (internal error)\n  src/a.c:3 in f\n");
	has("  the guest suspended the machine; nothing can wake it\n");
	has("        PASS [T] test_d3\n        PASS [T] test_p4\n");
}

TEST(a_console_is_shown_not_obeyed)
{
	assert_int_equal(run_plainly("z"), STATUS_TESTS_FAILED);
	has("    <U+001B>[2Jred<9B> <U+009B><U+0007>\n    a<U+0000>b\n");
}

TEST(a_machine_that_does_not_start_takes_no_other_test_along)
{
	struct test_request tests = { .jobs = 2, .junit = junit_path() };

	assert_int_equal(run("W:hpp", &tests, 500), STATUS_TOOL);
	has("error: a machine does not start its tests again: "
	    "QEMU failed with status 1 before it started the guest\n");
	has("     TIMEOUT [T] test_h1  src/a.c:3\n");
	has("1 of 3 tests run: 0 passed, 1 timed out, 2 not run\n");
	assert_int_equal(count_in_file(junit_path(), "<error "), 3);
}

TEST(a_run_without_results_leaves_no_old_ones)
{
	struct test_request tests = { .junit = junit_path(), .tap = true };

	assert_int_equal(run("S:p", &tests, 300), STATUS_TIMEOUT);
	has("Bail out! no test plan from the guest\n");
	assert_int_equal(count_in_file(junit_path(), "<error "), 1);
	assert_int_equal(run("", &tests, 300), STATUS_TESTS_FAILED);
	has("Bail out! no test was run\n");
}

TEST(a_kernel_that_was_built_again_is_not_run)
{
	kernel_facts = (struct os_file_facts){ .size_bytes = 1, .modified_ns = 1 };
	assert_int_equal(run_plainly("p"), STATUS_PROJECT);
	kernel_facts = (struct os_file_facts){ 0 };
	has("no test plan from the guest: kernel.elf was built again before QEMU had opened the "
	    "image: start again\n");
}

TEST(a_hang_is_a_failure_of_one_test)
{
	assert_int_equal(run("php", &(struct test_request){ 0 }, 300), STATUS_TESTS_FAILED);
	has("     TIMEOUT [T] test_h2  src/a.c:3\n        PASS [T] test_p3\n");
	has("  timed out after 300 ms\n  likely cause: halted with interrupts off");
	has("2 passed, 1 timed out\n");
}

TEST(a_pass_after_a_failed_check_is_no_pass)
{
	assert_int_equal(run_plainly("n"), STATUS_TESTS_FAILED);
	has("0 passed, 1 failed");
}

TEST(what_is_shown_has_limits)
{
	assert_int_equal(run_plainly("lv"), STATUS_TESTS_FAILED);
	has("bytes before this are not kept]");
	has("  src/t.c:119: 1 == 2\n  ");
	has(" more failures are not shown\n");
	has_not("src/t.c:120:");
}

TEST(a_filter_looks_at_names_and_files)
{
	assert_int_equal(
		run("pfp", &(struct test_request){ .filters = (const char *const[]){ "p3", NULL } },
	            10000),
		STATUS_GOOD);
	has("     Running 1 test of kernel (BIOS, 1 CPU)\n        PASS [T] test_p3\n\n"
	    "     Summary [T] 1 test run: 1 passed, 0 failed, 2 filtered out\n");
	assert_int_equal(
		run("pp", &(struct test_request){ .filters = (const char *const[]){ "t.c", NULL } },
	            10000),
		STATUS_GOOD);
	has("2 passed");
}

TEST(no_test_is_a_failure)
{
	assert_int_equal(run_plainly(""), STATUS_TESTS_FAILED);
	has("error: the kernel has no tests\n");
	assert_int_equal(
		run("pp", &(struct test_request){ .filters = (const char *const[]){ "zzz", NULL } },
	            10000),
		STATUS_TESTS_FAILED);
	has("error: no test has \"zzz\" in its name or file\n");
}

TEST(a_guest_without_a_plan_is_reported)
{
	assert_int_equal(run("S:p", &(struct test_request){ 0 }, 300), STATUS_TIMEOUT);
	has("error: no test plan from the guest: timed out after 300 ms\n"
	    "console output:\nbooting\n");
	assert_int_equal(run_plainly("B:p"), STATUS_GUEST);
	has("no test plan from the guest: src/t.c:7: on purpose\n");
	has("  on purpose\n  src/a.c:3 in f\n");
	assert_int_equal(run_plainly("T:p"), STATUS_GUEST);
	has("no test plan from the guest: the guest reset the machine\n");
	has("  likely cause: triple fault: an exception, and there is no interrupt descriptor\n"
	    "      table (IDT)\n");
	assert_int_equal(run_plainly("Q:p"), STATUS_TOOL);
	has("QEMU failed with status 1 before it started the guest\n");
	has("fake: no such machine\n");
}

TEST(a_plan_that_does_not_add_up_is_refused)
{
	assert_int_equal(run_plainly("M:ppp"), STATUS_GUEST);
	has("it plans 3 tests and names 2");
	assert_int_equal(run_plainly("V:p"), STATUS_GUEST);
	has("it speaks version 99 of the test protocol, not 1");
}

TEST(a_kernel_that_changes_between_starts_is_refused)
{
	assert_int_equal(run_plainly("D:cp"), STATUS_GUEST);
	has("it names other tests than at its first start");
	has("     NOT RUN [T] test_p2  src/t.c:20\n");
	has("1 of 2 tests run: 0 passed, 1 crashed, 1 not run\n");
}

TEST(tap_is_all_there_is_on_standard_output)
{
	assert_int_equal(run("pc", &(struct test_request){ .tap = true }, 10000),
	                 STATUS_TESTS_FAILED);
	has("TAP version 14\n1..2\nok 1 - test_p1\nnot ok 2 - test_c2\n  ---\n"
	    "  message: \"src/t.c:7: on purpose\"\n  severity: \"crashed\"\n"
	    "  at:\n    file: \"src/t.c\"\n    line: 20\n");
	has("  console: |2\n    console of test 2\n");
	has_not("running");
	assert_int_equal(run("B:p", &(struct test_request){ .tap = true }, 10000), STATUS_GUEST);
	has("Bail out! no test plan from the guest\n");
}

TEST(junit_is_written)
{
	struct arena scratch = arena;
	struct bytes content;
	char path[128];

	strcpy(path, in_folder("junit.xml"));
	run("pfc", &(struct test_request){ .junit = path }, 10000);
	assert_true(os_read_file(&scratch, path, &content));
	const char *text = (const char *)content.data;
	assert_non_null(strstr(text, "tests=\"3\" failures=\"1\" errors=\"1\""));
	assert_non_null(strstr(text, "<testcase classname=\"src/t.c\" name=\"test_p1\""));
	assert_non_null(strstr(text, "<failure message=\"1 == 2\" type=\"failed\">"
	                             "src/t.c:20: 1 == 2"));
	unlink(path);
	assert_int_equal(run("p", &(struct test_request){ .junit = "/nonexistent/x.xml" }, 10000),
	                 STATUS_PROJECT);
	has("cannot write \"/nonexistent/x.xml\"");
}

TEST(machines_run_side_by_side)
{
	assert_int_equal(run("ppcpfppp", &(struct test_request){ .jobs = 3 }, 10000),
	                 STATUS_TESTS_FAILED);
	has("6 passed, 1 failed, 1 crashed\n");
}

TEST(each_test_can_have_a_fresh_machine)
{
	assert_int_equal(run("ppp", &(struct test_request){ .reboot = true }, 10000), STATUS_GOOD);
	has("3 passed, 0 failed");
}

TEST(firmware_is_not_heard)
{
	start = GUEST_START_UEFI;
	assert_int_equal(run_plainly("U:pf"), STATUS_TESTS_FAILED);
	start = GUEST_START_BIOS;
	has("     Running 2 tests of kernel (UEFI, 1 CPU)\n        PASS [T] test_p1\n"
	    "        FAIL [T] test_f2  src/t.c:20\n");
	assert_int_equal(run_plainly("UB:p"), STATUS_GUEST);
	has("BdsDxe");
	start = GUEST_START_UEFI;
	assert_int_equal(run_plainly("UB:p"), STATUS_GUEST);
	start = GUEST_START_BIOS;
	has("\n  on purpose\n");
	has_not("BdsDxe");
}

/* Ctrl-C, once the first test has passed and the second hangs. */
static pid_t interrupt_after_a_pass(void)
{
	pid_t self = getpid(), child = fork();

	if (child)
		return child;
	for (int i = 0; i < 6000; i++) {
		if (os_file_exists(in_folder("output")) &&
		    count_in_file(in_folder("output"), "PASS"))
			_exit(kill(self, SIGINT));
		(void)poll(NULL, 0, 10);
	}
	_exit(1);
}

static void run_interrupted(const struct test_request *tests)
{
	int status;

	unlink(in_folder("output"));
	pid_t child = interrupt_after_a_pass();
	assert_int_equal(run("php", tests, 120000), STATUS_INTERRUPTED);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	os_handle_signals();
}

TEST(what_passed_before_an_interrupt_is_said)
{
	struct test_request tests = { .junit = junit_path() };

	run_interrupted(&tests);
	has("warning: interrupted\n");
	has("     Summary [T] 1 of 3 tests run: 1 passed, 1 interrupted, 1 not run\n");
	has_not("rerun: ");
	assert_int_equal(count_in_file(junit_path(), "<testcase "), 3);
	assert_int_equal(count_in_file(junit_path(), "<error message=\"interrupted\""), 2);
}

TEST(tests_can_be_listed)
{
	assert_int_equal(run("pcp",
	                     &(struct test_request){
				     .list = true, .filters = (const char *const[]){ "p", NULL } },
	                     10000),
	                 STATUS_GOOD);
	assert_string_equal(output, "src/t.c:10: test_p1\nsrc/t.c:30: test_p3\n");
}

TEST(a_missing_qemu_is_a_missing_tool)
{
	const char *old = fake_qemu;

	fake_qemu = "/nonexistent/qemu";
	assert_int_equal(run_plainly("p"), STATUS_TOOL);
	fake_qemu = old;
	has("error: cannot start /nonexistent/qemu: No such file or directory\n  hint: ");
}
