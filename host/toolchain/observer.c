#include "host/toolchain/observer.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "abi/observe.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"

#define TRY_MS_MAX  10000
#define TEXT_MAX    512
#define FIRST_CHILD 3 /* the descriptor that a child gets first */

/* What QEMU's monitor is told: the way out. */
static const char farewell[] = "quit\n";

/* Its first line, without the program's name before it. */
static const char *first_words(struct arena *keep, int fd)
{
	char text[TEXT_MAX] = "";
	ssize_t size = pread(fd, text, sizeof text - 1, 0);

	text[size > 0 ? size : 0] = '\0';
	text[strcspn(text, "\r\n")] = '\0';
	const char *colon = strstr(text, ": ");

	return text_copy(keep, colon ? colon + 2 : text, strlen(colon ? colon + 2 : text));
}

static bool run(const char *const *arguments, int input, int said, int map, int *status)
{
	struct os_child_request request = { .arguments = arguments,
		                            .standard_input = input,
		                            .standard_output = said,
		                            .standard_error = said,
		                            .fds = &map,
		                            .fd_count = 1 };
	int64_t end_ms = os_clock_ms() + TRY_MS_MAX;
	pid_t child;

	if (!os_start(&request, &child))
		return false;
	while (!os_poll_child(child, status)) {
		if (os_clock_ms() > end_ms) {
			os_stop(child, 0);
			errno = ETIMEDOUT;
			return false;
		}
		poll(NULL, 0, 1);
	}
	return true;
}

static struct observer_try judge(struct arena *keep, int status, int said, int map)
{
	struct observer_try tried = { .why = first_words(keep, said) };
	struct observe_header header;

	if (status) {
		if (!*tried.why)
			tried.why = os_status_text(keep, status);
	} else if (!os_read_at(map, &header, sizeof header, 0) || header.magic != OBSERVE_MAGIC) {
		tried.why = "it loads the plugin and does not ask it";
	} else {
		tried = (struct observer_try){ true, NULL, header.api, header.missing };
	}
	return tried;
}

struct observer_try observer_try(struct arena *keep, const char *qemu, const char *plugin)
{
	struct buffer option = { .arena = keep };
	int input = os_nameless_file(), said = os_nameless_file(), map = os_nameless_file();
	struct observer_try tried = { .why = NULL };
	int status;

	for (const char *at = plugin; *at; at++) {
		buffer_puts(&option, *at == ',' ? "," : "");
		buffer_add(&option, at, 1);
	}
	buffer_printf(&option, ",map=/dev/fd/%d", FIRST_CHILD);
	const char *const arguments[] = { qemu,       "-M",    "none",    "-nodefaults",
		                          "-display", "none",  "-plugin", option.data,
		                          "-monitor", "stdio", NULL };

	if (input >= 0 && said >= 0 && map >= 0 &&
	    os_write_at(input, farewell, sizeof farewell - 1, 0) &&
	    run(arguments, input, said, map, &status))
		tried = judge(keep, status, said, map);
	else
		tried.why = strerror(errno);
	for (const int *fd = (const int[]){ input, said, map, -2 }; *fd != -2; fd++)
		if (*fd >= 0)
			close(*fd);
	return tried;
}
