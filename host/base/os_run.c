/* Children that are run to their end and heard, on every host: os_process.h. */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "host/base/os_process.h"

#define PIECE_BYTES 4096

bool os_send(int fd, const void *data, size_t size_bytes)
{
	const char *next = data;

	while (size_bytes) {
		ssize_t put = write(fd, next, size_bytes);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		next += put;
		size_bytes -= (size_t)put;
	}
	return true;
}

/* What may be read of a child's output. */
struct limits {
	int time_ms;
	size_t bytes;
};
static const struct limits no_limits = { -1, SIZE_MAX };
static const struct limits question_limits = { OS_ASK_TIME_MS, OS_ASK_BYTES_MAX };

/* Whether there is something to read, or the end; false when the time is over. */
static bool wait_for_input(int fd, int64_t end_ms)
{
	struct pollfd descriptor = { .fd = fd, .events = POLLIN };

	for (;;) {
		int64_t left = end_ms - os_clock_ms();
		int ready = poll(&descriptor, 1, end_ms < 0 ? -1 : left < 0 ? 0 : (int)left);

		if (ready > 0 || (ready < 0 && errno != EINTR))
			return true;
		if (ready == 0)
			return false;
	}
}

#define READ_FAILED (-1)

/* Sets *output to what was read. 0, READ_FAILED, or the limit that was met as a
 * status. */
static int read_to_end(struct arena *keep, int fd, const struct limits *limits,
                       struct bytes *output)
{
	int64_t end_ms = limits->time_ms < 0 ? -1 : os_clock_ms() + limits->time_ms;
	struct buffer buffer = { .arena = keep };
	char piece[PIECE_BYTES];
	int met = 0;

	buffer_puts(&buffer, "");
	while (!met) {
		if (!wait_for_input(fd, end_ms)) {
			met = OS_STATUS_SLOW;
			break;
		}
		ssize_t got = read(fd, piece, sizeof piece);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			met = READ_FAILED;
		if (got <= 0)
			break;
		buffer_add(&buffer, piece, (size_t)got);
		if (buffer.size > limits->bytes)
			met = OS_STATUS_ENDLESS;
	}
	*output = buffer_bytes(&buffer);
	return met;
}

static bool run(struct arena *keep, const struct os_child_request *wanted, const int *ends,
                const struct limits *limits, struct os_result *result)
{
	pid_t child;
	bool started = os_start(wanted, &child);
	int error = errno, met = 0;

	if (ends[1] >= 0)
		close(ends[1]);
	if (started && ends[0] >= 0)
		met = read_to_end(keep, ends[0], limits, &result->output);
	if (met == READ_FAILED)
		error = errno;
	if (ends[0] >= 0)
		close(ends[0]);
	if (started)
		result->status = met ? (os_stop(child, 0), met) : os_wait(child);
	errno = error;
	return started && met != READ_FAILED;
}

bool os_run(struct arena *keep, const char *const *arguments, enum os_output output,
            struct os_result *result)
{
	struct os_child_request request = { arguments, -1, -1, -1, NULL, 0, OS_END_CHILD };
	int ends[2] = { -1, -1 };

	*result = (struct os_result){ 0 };
	if (output != OS_OUTPUT_INHERIT) {
		if (!os_pipe(ends))
			return false;
		request.standard_output = ends[1];
		request.standard_error = output == OS_OUTPUT_CAPTURE_ALL ? ends[1] : -1;
	}
	return run(keep, &request, ends, &no_limits, result);
}

bool os_ask(struct arena *keep, const char *const *arguments, struct os_result *result)
{
	int ends[2];

	*result = (struct os_result){ 0 };
	if (!os_pipe(ends))
		return false;
	struct os_child_request request = {
		arguments, -1, ends[1], ends[1], NULL, 0, OS_END_GROUP
	};
	return run(keep, &request, ends, &question_limits, result);
}

const char *os_status_text(struct arena *keep, int status)
{
	if (status == OS_STATUS_SLOW)
		return text_format(keep, "did not end within %d s", OS_ASK_TIME_MS / 1000);
	if (status == OS_STATUS_ENDLESS)
		return text_format(keep, "said more than %u MiB", OS_ASK_BYTES_MAX >> 20);
	if (status == OS_STATUS_LOST)
		return "ended, and the system does not say how";
	if (status >= OS_STATUS_SIGNAL)
		return os_signal_text(keep, status - OS_STATUS_SIGNAL);
	return text_format(keep, "ended with status %d", status);
}
