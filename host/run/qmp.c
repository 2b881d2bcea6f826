#include "host/run/qmp.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "host/base/os_process.h"
#include "host/document/json_scan.h"

static bool send_all(int fd, const char *text, size_t size)
{
	while (size) {
		ssize_t put = write(fd, text, size);
		struct pollfd ready = { .fd = fd, .events = POLLOUT };

		if (put < 0 && errno == EAGAIN && poll(&ready, 1, QMP_TIMEOUT_MS) > 0)
			continue;
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		text += put;
		size -= (size_t)put;
	}
	return true;
}

bool qmp_open(struct qmp *qmp, struct arena *keep, int fd, bool waits)
{
	static const char greeting[] = "{\"execute\": \"qmp_capabilities\"}\n";
	static const char go[] = "{\"execute\": \"cont\"}\n";

	*qmp = (struct qmp){ .fd = fd, .waits = waits };
	qmp->lines = lines_open(keep, fd, QMP_LINE_BYTES_MAX);
	return !qmp->lines.ended && send_all(fd, greeting, sizeof greeting - 1) &&
	       (waits || send_all(fd, go, sizeof go - 1));
}

static bool is_text(const char *value, const char *text)
{
	size_t size = strlen(text);

	return value && value[0] == '"' && strncmp(value + 1, text, size) == 0 &&
	       value[1 + size] == '"';
}

static enum qmp_event event_of(const char *line)
{
	const char *event = json_scan_member(line, "event");
	const char *reason = json_scan_member(json_scan_member(line, "data"), "reason");

	if (is_text(event, "GUEST_PANICKED"))
		return QMP_PANICKED;
	if (is_text(event, "STOP"))
		return QMP_STOPPED;
	if (is_text(event, "SUSPEND"))
		return QMP_SUSPENDED;
	if (!is_text(event, "SHUTDOWN"))
		return QMP_NONE;
	if (is_text(reason, "guest-reset"))
		return QMP_RESET;
	return is_text(reason, "guest-shutdown") ? QMP_POWERED_OFF : QMP_QUIT;
}

static void take_event(struct qmp *qmp, const char *line)
{
	qmp->is_garbled |= *line && *line != '{';
	qmp->has_answered |= json_scan_member(line, "return") != NULL;
	qmp->has_run |= is_text(json_scan_member(line, "event"), "RESUME");
	if (qmp->event == QMP_NONE)
		qmp->event = event_of(line);
}

bool qmp_update(struct qmp *qmp)
{
	for (char *line; (line = lines_next(&qmp->lines));)
		take_event(qmp, line);
	return !qmp->lines.ended;
}

static char *fail(struct qmp *qmp, const char *why)
{
	snprintf(qmp->error, sizeof qmp->error, "%s", why);
	return NULL;
}

/* The answer to command `last_id`; events before it are not lost. */
static char *wait_for_answer(struct qmp *qmp, struct arena *keep)
{
	int64_t end = os_clock_ms() + QMP_TIMEOUT_MS, left = QMP_TIMEOUT_MS;

	for (char *line; left > 0 && (line = lines_wait(&qmp->lines, (int)left));
	     left = end - os_clock_ms()) {
		const char *id = json_scan_member(line, "id");

		if (!json_scan_is_number(id, qmp->last_id)) {
			take_event(qmp, line);
			continue;
		}
		const char *value = json_scan_member(line, "return");
		if (value)
			return text_copy(keep, value, strlen(value));
		const char *error = json_scan_member(line, "error");
		char *why = json_scan_string(keep, json_scan_member(error, "desc"));
		return fail(qmp, why && *why ? why : "an answer that is no answer");
	}
	return fail(qmp, qmp->lines.ended ? "QEMU has ended" : "QEMU does not answer");
}

char *qmp_execute(struct qmp *qmp, struct arena *keep, const char *command, const char *arguments)
{
	char *text = text_format(keep, "{\"execute\": \"%s\", \"id\": %ld%s%s}\n", command,
	                         ++qmp->last_id, arguments ? ", \"arguments\": " : "",
	                         arguments ? arguments : "");

	if (!send_all(qmp->fd, text, strlen(text)))
		return fail(qmp, "QEMU has ended");
	return wait_for_answer(qmp, keep);
}

char *qmp_monitor(struct qmp *qmp, struct arena *keep, const char *line)
{
	struct buffer arguments = { .arena = keep };

	buffer_puts(&arguments, "{\"command-line\": ");
	json_scan_quote(&arguments, line);
	buffer_puts(&arguments, "}");
	return json_scan_string(keep,
	                        qmp_execute(qmp, keep, "human-monitor-command", arguments.data));
}

const char *qmp_why_stopped(struct qmp *qmp, struct arena *keep)
{
	static const char *const harmless[] = { "running", "paused",     "debug", "prelaunch",
		                                "save-vm", "restore-vm", NULL };
	char *answer = qmp_execute(qmp, keep, "query-status", NULL);
	char *state = answer ? json_scan_string(keep, json_scan_member(answer, "status")) : NULL;

	for (size_t i = 0; state && harmless[i]; i++)
		if (text_equal(state, harmless[i]))
			state = NULL;
	if (!state)
		qmp->event = QMP_NONE;
	return state;
}

bool qmp_screenshot(struct qmp *qmp, struct arena scratch, const char *path)
{
	struct buffer arguments = { .arena = &scratch };

	buffer_puts(&arguments, "{\"format\": \"png\", \"filename\": ");
	json_scan_quote(&arguments, path);
	buffer_puts(&arguments, "}");
	return qmp_execute(qmp, &scratch, "screendump", arguments.data) != NULL;
}

void qmp_quit(struct qmp *qmp)
{
	static const char quit[] = "{\"execute\": \"quit\"}\n";

	send_all(qmp->fd, quit, sizeof quit - 1);
}
