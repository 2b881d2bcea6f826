#include "tests/faults/trial.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/faults/tree.h"

#define OUT "faults.out"
#define ERR "faults.err"
#define LOG "faults.hit"

static int64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static const char *program(bool is_faulty)
{
	const char *path = getenv(is_faulty ? "INGOT_FAULTY" : "INGOT");

	if (path)
		return path;
	fprintf(stderr, "set INGOT and INGOT_FAULTY\n");
	exit(2);
}

static void redirect(const char *path, int flags, int fd)
{
	int file = open(path, flags, 0666);

	if (file < 0 || dup2(file, fd) < 0)
		_exit(97);
	close(file);
}

/* In a group of its own, so that a signal of a shell's does not come to it. */
static pid_t start(char **words, const char *fault, const char *log)
{
	pid_t child = fork();

	if (child)
		return child;
	redirect("/dev/null", O_RDONLY, 0);
	redirect(OUT, O_WRONLY | O_CREAT | O_TRUNC, 1);
	redirect(ERR, O_WRONLY | O_CREAT | O_TRUNC, 2);
	if (fault)
		setenv("INGOT_FAULT", fault, 1);
	if (log)
		setenv("INGOT_FAULT_LOG", log, 1);
	execv(words[0], words);
	_exit(97);
}

/* Its status as of waitpid; -1: it did not end, and was ended. */
static int await(pid_t child, int64_t kill_us)
{
	int64_t begin = now_us(), end = begin + TRIAL_LIMIT_MS * INT64_C(1000);
	bool is_killed = kill_us < 0;
	int status;

	/* What a run before has left ends in between. */
	for (pid_t got; (got = waitpid(-1, &status, WNOHANG)) != child;) {
		struct timespec pause = { .tv_nsec = got ? 0 : 200000 };

		if (got < 0)
			return -1;
		if (now_us() > end) {
			kill(child, SIGKILL);
			waitpid(child, &status, 0);
			return -1;
		}
		if (!is_killed && now_us() - begin >= kill_us)
			is_killed = kill(child, SIGKILL) == 0;
		nanosleep(&pause, NULL);
	}
	return status;
}

static int run(char **words, const char *fault, const char *log, int64_t kill_us)
{
	return await(start(words, fault, log), kill_us);
}

static int shell(const char *command)
{
	char *words[] = { "/bin/sh", "-c", (char *)command, NULL };

	return run(words, NULL, NULL, -1);
}

static char **words_of(const struct scenario *scenario, bool is_faulty)
{
	static char *words[64];
	int count = 0;

	words[count++] = (char *)program(is_faulty);
	for (char **at = scenario->arguments; *at && count < 63; at++)
		words[count++] = *at;
	words[count] = NULL;
	return words;
}

static size_t read_text(const char *path, char text[TRIAL_TEXT_BYTES])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? 0 : read(fd, text, TRIAL_TEXT_BYTES - 1);

	text[got > 0 ? got : 0] = '\0';
	close(fd);
	return strlen(text);
}

/* This process takes over whatever a run leaves behind, and waits for it. */
static bool await_orphans(void)
{
	int64_t end = now_us() + TRIAL_ORPHANS_MS * INT64_C(1000);

	while (now_us() < end) {
		pid_t got = waitpid(-1, NULL, WNOHANG);
		struct timespec pause = { .tv_nsec = 500000 };

		if (got < 0 && errno == ECHILD)
			return true;
		if (got == 0)
			nanosleep(&pause, NULL);
	}
	return false;
}

static void kill_orphans(void)
{
	char text[TRIAL_TEXT_BYTES];
	char path[64];

	snprintf(path, sizeof path, "/proc/self/task/%ld/children", (long)getpid());
	read_text(path, text);
	for (char *at = text, *end; *at; at = end + strspn(end, " ")) {
		pid_t child = (pid_t)strtol(at, &end, 10);

		if (end == at)
			break;
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
}

static bool is_good(int status, const struct scenario *scenario)
{
	return status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == scenario->good_status;
}

static bool run_good(struct scenario *scenario)
{
	shell(scenario->prepare);
	scenario->old_sum = tree_sums(scenario->whole);
	int status = run(words_of(scenario, false), NULL, NULL, -1);

	if (!await_orphans() || !is_good(status, scenario))
		return false;
	read_text(OUT, scenario->said);
	scenario->made_sum = tree_sums(scenario->made);
	scenario->whole_sum = tree_sums(scenario->whole);
	return true;
}

bool scenario_begin(struct scenario *scenario)
{
	char found[TREE_PATH_BYTES];

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (!run_good(scenario))
		return false;
	static struct scenario first;
	first = *scenario;
	return run_good(scenario) && first.made_sum == scenario->made_sum &&
	       first.old_sum == scenario->old_sum && first.whole_sum == scenario->whole_sum &&
	       strcmp(first.said, scenario->said) == 0 && !tree_find_temporary(".", found);
}

bool scenario_count(const struct scenario *scenario, const char *log)
{
	shell(scenario->prepare);
	unlink(log);
	int status = run(words_of(scenario, true), "count:p:0", log, -1);

	return await_orphans() && is_good(status, scenario) &&
	       tree_sums(scenario->made) == scenario->made_sum;
}

int64_t scenario_measure_us(const struct scenario *scenario)
{
	shell(scenario->prepare);
	int64_t begin = now_us();
	run(words_of(scenario, false), NULL, NULL, -1);
	return now_us() - begin;
}

static void blame(struct trial *trial, const char *what, const char *detail)
{
	size_t size = strlen(trial->why);

	snprintf(trial->why + size, sizeof trial->why - size, "%s%s%s%s", size ? "; " : "", what,
	         *detail ? ": " : "", detail);
}

static bool is_allowed(const char *statuses, int status)
{
	for (int one, size; sscanf(statuses, "%d%n", &one, &size) == 1; statuses += size)
		if (one == status)
			return true;
	return false;
}

/* A sentence with a reason: no line ends where the reason should begin. */
static void judge_words(struct trial *trial)
{
	static const char *const empty[] = { ": \n", ":\n",       "Success", "(null)",
		                             "\"\"", "error: \n", "errno 0", "No error" };
	char text[TRIAL_TEXT_BYTES];

	read_text(ERR, text);
	if (!strstr(text, "error: "))
		blame(trial, "no error is reported", text);
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		char *at = strstr(text, empty[i]);

		if (at)
			blame(trial, "the report has no reason", text);
	}
}

static void judge_success(const struct scenario *scenario, struct trial *trial)
{
	char text[TRIAL_TEXT_BYTES];

	read_text(OUT, text);
	if (strcmp(text, scenario->said) != 0)
		blame(trial, "it ended well, but said something else", text);
	if (tree_sums(scenario->made) != scenario->made_sum)
		blame(trial, "it ended well, but made something else", "");
}

static void judge_end(const struct scenario *scenario, struct trial *trial)
{
	int status = trial->status;
	char text[TRIAL_TEXT_BYTES], number[32];

	snprintf(number, sizeof number, "%d", status < 0 ? -1 : WEXITSTATUS(status));
	if (status < 0) {
		blame(trial, "it did not end", "");
	} else if (WIFSIGNALED(status)) {
		int expected = trial->kind == TRIAL_IS_ENDED    ? SIGTERM
		               : trial->kind == TRIAL_IS_KILLED ? SIGKILL
		                                                : 0;

		if (WTERMSIG(status) != expected)
			blame(trial, "it was ended by a signal", strsignal(WTERMSIG(status)));
	} else if (is_good(status, scenario)) {
		judge_success(scenario, trial);
	} else if (trial->kind == TRIAL_IS_NOTHING) {
		read_text(ERR, text);
		blame(trial, "it noticed, with status", number);
		blame(trial, "said", text);
	} else if (is_allowed(scenario->statuses, WEXITSTATUS(status))) {
		judge_words(trial);
	} else {
		read_text(ERR, text);
		blame(trial, "the wrong status", number);
		blame(trial, "said", text);
	}
	/* A signal in time, but too late to end it: at its very end only. */
	if (trial->kind == TRIAL_IS_ENDED && trial->was_hit && status >= 0 && !WIFSIGNALED(status))
		blame(trial, "SIGTERM did not end it, status", number);
}

static void judge_disk(const struct scenario *scenario, struct trial *trial)
{
	char found[TREE_PATH_BYTES];
	uint64_t now = tree_sums(scenario->whole);

	if (now != scenario->old_sum && now != scenario->whole_sum)
		blame(trial, "half-written", scenario->whole);
	if (trial->kind != TRIAL_IS_KILLED && tree_find_temporary(".", found))
		blame(trial, "a temporary file is left", found);
}

static void judge_next(const struct scenario *scenario, struct trial *trial)
{
	char found[TREE_PATH_BYTES], text[TRIAL_TEXT_BYTES];
	int status = scenario->next ? shell(scenario->next)
	                            : run(words_of(scenario, false), NULL, NULL, -1);

	read_text(ERR, text);
	if (!await_orphans())
		kill_orphans();
	if (scenario->next ? status != 0 : !is_good(status, scenario))
		blame(trial, "the next ordinary run fails", text);
	else if (tree_sums(scenario->made) != scenario->made_sum)
		blame(trial, "the next ordinary run makes something else", "");
	if (tree_find_temporary(".", found)) {
		blame(trial, "a temporary file is left after the next run", found);
		unlink(found);
	}
}

void trial_run(const struct scenario *scenario, struct trial *trial)
{
	char hit[TRIAL_TEXT_BYTES];
	bool is_ended;

	trial->why[0] = '\0';
	shell(scenario->prepare);
	unlink(LOG);
	trial->status = run(words_of(scenario, trial->fault != NULL), trial->fault, LOG,
	                    trial->kill_us);
	trial->was_hit = read_text(LOG, hit) > 0 || trial->kill_us >= 0;
	hit[strcspn(hit, "\n")] = '\0';
	snprintf(trial->hit, sizeof trial->hit, "%.*s", TRIAL_WHY_BYTES - 1, hit);
	judge_end(scenario, trial);
	/* Killed, it cannot wait for what it started; the next run comes at once. */
	is_ended = trial->kind == TRIAL_IS_KILLED || await_orphans();
	judge_disk(scenario, trial);
	judge_next(scenario, trial);
	if (!is_ended)
		blame(trial, "processes are left", "");
}
