/* ingot watch: another command again and again, whenever what it reads changes. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/base/os_terminal.h"
#include "host/base/style.h"
#include "host/cli/command.h"
#include "host/cli/options_table.h"
#include "host/cli/watchlist.h"
#include "host/project/project.h"

#define LIST_BYTES     ((size_t)16 << 20)
#define LOOK_MS        100  /* how often one looks where there are no news */
#define LOOK_ANYWAY_MS 1000 /* and where there are: some file systems have none */
#define SETTLE_MS      15   /* without news, before a change counts as made */
#define SETTLE_MS_MAX  300
#define STOP_MS        3000
#define NS_PER_MS      1000000
#define CLOCK_STEP_NS  (10 * NS_PER_MS) /* of the clock of file times */
#define CTRL(letter)   ((letter) & 0x1f)

enum event { EVENT_NONE, EVENT_CHANGE, EVENT_AGAIN, EVENT_END };

struct watch {
	struct session *session;
	const struct command *command; /* that is run */
	struct session inner;          /* what it is given */
	const char *folder;            /* of the project, absolute */
	struct os_watch news;
	struct arena halves[2]; /* of the list, and of the one that is being heard */
	struct arena used[2];   /* what is left of them */
	int half;
	struct watchlist list, heard;
	char message[PATH_BYTES_MAX + 2]; /* what was heard of the next one */
	size_t message_size;
	pid_t child; /* 0: none */
	int told;    /* the child tells what it reads */
	int64_t started_ns;
	bool has_keys;
	enum exit_status status; /* of EVENT_END */
};

/* The lists take turns in two arenas: what a list holds is copied into the next. */
static void begin_hearing(struct watch *watch)
{
	struct arena *arena = &watch->used[1 - watch->half];
	const char *manifest = watch->session->options.manifest_path;

	*arena = watch->halves[1 - watch->half];
	watch->heard = (struct watchlist){ .keep = arena };
	watch->message_size = 0;
	watchlist_add(&watch->heard, INPUT_FILE,
	              path_join(arena, watch->folder, manifest ? manifest : PROJECT_FILE));
}

/* What was heard is all that is read, or joins what was known before. */
static void end_hearing(struct watch *watch, bool is_all)
{
	struct watchlist *heard = &watch->heard;

	for (size_t i = 0; i < watch->list.count && !is_all; i++) {
		const struct watched *item = &watch->list.items[i];

		watchlist_add(heard, item->kind,
		              text_copy(heard->keep, item->path, strlen(item->path)));
	}
	watchlist_settle(heard, &watch->list, watch->started_ns - CLOCK_STEP_NS);
	watch->list = *heard;
	watch->half = 1 - watch->half;
	watchlist_subscribe(&watch->list, &watch->news, watch->session->scratch);
	begin_hearing(watch);
}

static void hear_byte(struct watch *watch, char byte)
{
	char *message = watch->message;

	if (watch->message_size < sizeof watch->message)
		message[watch->message_size++] = byte;
	if (byte || watch->message_size < 2)
		return;
	watch->message_size = 0;
	if (message[0] == INPUT_END)
		end_hearing(watch, true);
	else
		watchlist_add(&watch->heard, (enum input_kind)message[0],
		              text_copy(watch->heard.keep, message + 1, strlen(message + 1)));
}

/* False at the end, which is the child's. */
static bool hear(struct watch *watch)
{
	char bytes[4096];
	ssize_t count = read(watch->told, bytes, sizeof bytes);

	for (ssize_t i = 0; i < count; i++)
		hear_byte(watch, bytes[i]);
	return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

/* A kernel that runs has the keyboard for itself. */
static void take_keyboard(struct watch *watch, bool is_ours)
{
	if (!is_ours)
		os_terminal_restore();
	watch->has_keys = is_ours && os_terminal_raw();
}

static void be_child(struct watch *watch, int told)
{
	int nothing = watch->command->run == command_run ? -1 : open("/dev/null", O_RDONLY);

	if (nothing >= 0)
		dup2(nothing, STDIN_FILENO);
	watch->inner.inputs_fd = told;
	enum exit_status status = watch->command->run(&watch->inner);
	fflush(NULL);
	_exit((int)status);
}

static bool start(struct watch *watch)
{
	int ends[2];

	take_keyboard(watch, watch->command->run != command_run);
	os_watch_forget(&watch->news);
	watchlist_refresh(&watch->list, watch->session->scratch);
	watch->started_ns = os_date_ns();
	if (!os_pipe(ends))
		return diag_error(NULL, "cannot make a pipe: %s", strerror(errno));
	bool is_started = os_fork(&watch->child);
	int error = errno;
	if (is_started && watch->child == 0)
		be_child(watch, ends[1]);
	close(ends[1]);
	watch->told = ends[0];
	return is_started || diag_error(NULL, "cannot start another process: %s", strerror(error));
}

static void clear_screen(void)
{
	if (!style_is_obeyed(STDOUT_FILENO))
		return;
	fputs("\033[H\033[2J", stdout);
	fflush(stdout);
}

static void stop_child(struct watch *watch)
{
	if (!watch->child)
		return;
	os_stop(watch->child, STOP_MS);
	while (hear(watch))
		;
	close(watch->told);
	watch->child = 0;
	end_hearing(watch, false);
}

/* The child has ended by itself. */
static enum event reap(struct watch *watch)
{
	int status = os_wait(watch->child);

	close(watch->told);
	watch->child = 0;
	end_hearing(watch, false);
	take_keyboard(watch, true);
	if (status == STATUS_INTERRUPTED) {
		watch->status = STATUS_INTERRUPTED;
		return EVENT_END;
	}
	diag_status("Watching", "%zu file%s%s", watch->list.count,
	            watch->list.count == 1 ? "" : "s",
	            watch->has_keys ? "; r runs again, q ends" : "");
	return EVENT_NONE;
}

static enum event read_key(struct watch *watch)
{
	char key;
	ssize_t count = read(STDIN_FILENO, &key, 1);

	if (count < 0 && errno == EINTR)
		return EVENT_NONE;
	watch->status = count == 1 && key == CTRL('C') ? STATUS_INTERRUPTED : STATUS_GOOD;
	if (count != 1 || key == 'q' || key == CTRL('C') || key == CTRL('D'))
		return EVENT_END;
	return key == 'r' || key == '\r' || key == '\n' ? EVENT_AGAIN : EVENT_NONE;
}

static bool is_there(const struct watch *watch)
{
	return os_is_same_file(".", watch->folder);
}

static enum event look(struct watch *watch)
{
	struct pollfd news = { .fd = watch->news.fd, .events = POLLIN };

	os_watch_forget(&watch->news);
	if (!is_there(watch)) {
		diag_error(&(struct place){ .file = watch->folder },
		           "the project's directory was moved or removed");
		diag_hint("start `ingot watch` again where it is now");
		watch->status = STATUS_PROJECT;
		return EVENT_END;
	}
	if (!watchlist_find_change(&watch->list, watch->session->scratch))
		return EVENT_NONE;
	for (int64_t end = os_clock_ms() + SETTLE_MS_MAX; os_clock_ms() < end;) {
		if (poll(&news, 1, SETTLE_MS) == 0)
			break;
		os_watch_forget(&watch->news);
	}
	/* What an editor made for a moment is gone. */
	const char *path = watchlist_find_change(&watch->list, watch->session->scratch);
	if (!path)
		return EVENT_NONE;
	const char *real = os_real_path(watch->session->keep, path);
	path = real ? real : text_copy(watch->session->keep, path, strlen(path));
	if (path_is_within(path, watch->folder) && path[strlen(watch->folder)])
		path += strlen(watch->folder) + 1;
	stop_child(watch);
	clear_screen();
	diag_status("Changed", "%s", path);
	return EVENT_CHANGE;
}

static enum event await(struct watch *watch)
{
	struct pollfd fds[] = {
		{ .fd = watch->news.fd, .events = POLLIN },
		{ .fd = watch->child ? watch->told : -1, .events = POLLIN },
		{ .fd = watch->has_keys ? STDIN_FILENO : -1, .events = POLLIN },
	};
	int ready = poll(fds, 3, watch->news.is_told ? LOOK_ANYWAY_MS : LOOK_MS);

	if (ready < 0)
		return EVENT_NONE;
	if (fds[2].revents)
		return read_key(watch);
	if (fds[1].revents && !hear(watch))
		return reap(watch);
	return fds[0].revents || ready == 0 ? look(watch) : EVENT_NONE;
}

/* The options of the command that is run, without what made it one that is watched. */
static void unwrap(struct watch *watch)
{
	static const char *const none[] = { NULL };
	const struct options *options = &watch->session->options;
	struct text_list arguments = { .arena = watch->session->keep };
	const char *const *operands = options->operands;

	for (const char *const *at = options->arguments; *at; at++)
		if (*at != options->command_word)
			text_list_add(&arguments, *at);
	watch->inner = *watch->session;
	watch->inner.options.arguments = arguments.items;
	watch->inner.options.operands = *operands ? operands + 1 : none;
	watch->command = options_find_command(*operands ? *operands : "build");
}

static enum exit_status run_until_end(struct watch *watch)
{
	for (;;) {
		enum event event = EVENT_NONE;

		if (!start(watch))
			return STATUS_PROJECT;
		while (event == EVENT_NONE)
			event = await(watch);
		stop_child(watch);
		if (event == EVENT_END)
			return watch->status;
		if (event == EVENT_AGAIN)
			clear_screen();
	}
}

/* One that is there and wrong is watched until it is right. */
static bool check_project(struct session *session)
{
	const char *manifest = session->options.manifest_path;
	struct project project;

	return os_file_exists(manifest ? manifest : PROJECT_FILE) ||
	       project_load(session->keep, manifest, &project);
}

enum exit_status command_watch(struct session *session)
{
	struct watch watch = { .session = session, .folder = os_real_path(session->keep, ".") };

	if (!watch.folder) {
		diag_error(NULL, "cannot determine the current directory: %s", strerror(errno));
		return STATUS_PROJECT;
	}
	if (!check_project(session))
		return STATUS_PROJECT;
	unwrap(&watch);
	watch.halves[0] = arena_part(&session->scratch, LIST_BYTES);
	watch.halves[1] = arena_part(&session->scratch, LIST_BYTES);
	watch.inner.scratch = session->scratch;
	os_watch_begin(&watch.news);
	os_watch_folder(&watch.news, watch.folder);
	begin_hearing(&watch);
	end_hearing(&watch, true);
	enum exit_status status = run_until_end(&watch);
	os_terminal_restore();
	os_watch_end(&watch.news);
	return status;
}
