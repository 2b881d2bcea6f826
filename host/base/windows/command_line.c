#include "host/base/windows/command_line.h"

#include <string.h>

static void add_argument(struct buffer *line, const char *argument)
{
	size_t backslashes = 0;

	if (*argument && !strpbrk(argument, " \t\n\v\"")) {
		buffer_puts(line, argument);
		return;
	}
	buffer_puts(line, "\"");
	for (const char *at = argument;; at++) {
		if (*at == '\\') {
			backslashes++;
			continue;
		}
		/* Before a quote, ours at the end too, each of them is written twice. */
		bool is_quote = *at == '"' || *at == '\0';
		for (size_t count = backslashes * (is_quote ? 2 : 1); count; count--)
			buffer_puts(line, "\\");
		backslashes = 0;
		if (!*at)
			break;
		buffer_puts(line, *at == '"' ? "\\" : "");
		buffer_add(line, at, 1);
	}
	buffer_puts(line, "\"");
}

char *command_line(struct arena *keep, const char *const *arguments)
{
	struct buffer line = { .arena = keep };

	buffer_puts(&line, "");
	for (size_t i = 0; arguments[i]; i++) {
		buffer_puts(&line, i ? " " : "");
		add_argument(&line, arguments[i]);
	}
	return line.data;
}
