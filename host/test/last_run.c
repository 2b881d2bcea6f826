#include "host/test/last_run.h"

#include <string.h>

#include "host/base/os_file.h"
#include "host/base/refusal.h"

struct last_run last_run_read(struct arena *keep, const char *path)
{
	struct last_run last = { .names.arena = keep };
	struct bytes file;

	if (!path || !os_read_file(keep, path, &file))
		return last;
	last.is_known = true;
	for (const char *line = (const char *)file.data; line && *line; line = text_next_line(line))
		text_list_add(&last.names, text_copy(keep, line, strcspn(line, "\n")));
	text_list_sort(&last.names);
	return last;
}

bool last_run_has(const struct last_run *last, const char *name)
{
	return text_list_finds(&last->names, name);
}

bool last_run_write(const char *path, const struct testplan *plan, struct arena scratch)
{
	if (!path)
		return true;
	struct last_run before = last_run_read(&scratch, path);
	struct buffer text = { .arena = &scratch };

	buffer_puts(&text, "");
	for (size_t i = 0; i < plan->count; i++) {
		const struct test *test = &plan->tests[i];
		bool is_open = test->state == TEST_LEFT_OUT
		                       ? last_run_has(&before, test->name)
		                       : test->state != TEST_PASSED && test->state != TEST_SKIPPED;

		if (is_open)
			buffer_printf(&text, "%s\n", test->name);
	}
	return os_write_remade(path, buffer_bytes(&text)) || refusal_to_write(scratch, path);
}
