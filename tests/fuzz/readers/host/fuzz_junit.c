/* The JUnit file of any tests, whose names and words are the input's, divided by lines
 * "%%": it is XML, by a reader of its own, and says how many tests there were.
 *
 * Runs: 5000
 * Longest: 400 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/os_file.h"
#include "host/test/junit.h"
#include "workplace.h"

#define DEPTH_MAX 8

/* A character of XML 1.0 (2.2), in UTF-8: its bytes; 0: it is none. */
static size_t character(const unsigned char *at)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t size = at[0] < 0x80 ? 1 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
	uint32_t c = size == 1 ? at[0] : at[0] & (0x7fu >> size);

	for (size_t i = 1; i < size; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (at[i] & 0x3f);
	}
	if (c < least[size] || (size > 1 && at[0] < 0xc2) || at[0] > 0xf4)
		return 0;
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xd7ff) ||
	                       (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff)
	               ? size
	               : 0;
}

static const char *entity(const char *at)
{
	static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;" };

	for (size_t i = 0; i < 4; i++)
		if (strncmp(at, known[i], strlen(known[i])) == 0)
			return at + strlen(known[i]);
	return NULL;
}

/* Text up to one of `ends`. */
static const char *skip_text(const char *at, const char *ends)
{
	while (!strchr(ends, *at)) {
		size_t size = character((const unsigned char *)at);

		HOLDS(size > 0 && *at != '<');
		at = *at == '&' ? entity(at) : at + size;
		HOLDS(at);
	}
	return at;
}

static const char *skip_name(const char *at)
{
	size_t size = strspn(at, "abcdefghijklmnopqrstuvwxyz-");

	HOLDS(size > 0);
	return at + size;
}

/* Behind "<": the attributes and the end of a tag; *is_open: it is to be closed. */
static const char *skip_tag(const char *at, bool *is_open)
{
	at = skip_name(at);
	while (*at == ' ') {
		at = skip_name(at + 1);
		HOLDS(at[0] == '=' && at[1] == '"');
		at = skip_text(at + 2, "\"");
		HOLDS(*at++ == '"');
	}
	*is_open = *at != '/';
	at += !*is_open;
	HOLDS(*at == '>');
	return at + 1;
}

static size_t count_elements(const char *at, const char *name)
{
	struct {
		const char *name;
		size_t size;
	} open[DEPTH_MAX];
	size_t depth = 0, count = 0, length = strlen(name);

	at = strchr(at, '\n') + 1; /* the declaration */
	while (*(at = skip_text(at, "<"))) {
		bool is_open;

		if (at[1] == '/') {
			const char *end = skip_name(at + 2);

			HOLDS(depth > 0 && *end == '>');
			depth--;
			HOLDS((size_t)(end - at - 2) == open[depth].size &&
			      memcmp(at + 2, open[depth].name, open[depth].size) == 0);
			at = end + 1;
			continue;
		}
		size_t size = (size_t)(skip_name(at + 1) - at - 1);
		count += size == length && memcmp(at + 1, name, size) == 0;
		open[depth].name = at + 1;
		open[depth].size = size;
		at = skip_tag(at + 1, &is_open);
		depth += is_open;
		HOLDS(depth < DEPTH_MAX);
	}
	HOLDS_EQUAL(depth, 0);
	return count;
}

/* The next of the input's texts. */
static const char *next_text(struct arena *keep, const char **at)
{
	const char *end = strstr(*at, "%%\n");
	const char *text = text_copy(keep, *at, end ? (size_t)(end - *at) : strlen(*at));

	*at = end ? end + 3 : *at + strlen(*at);
	return text;
}

FUZZ(data, size)
{
	struct arena keep = workplace_arena(), scratch = arena_part(&keep, 1 << 20);
	struct testplan plan = { .keep = &keep };
	const char *at = text_copy(&keep, (const char *)data, size);
	const char *path = workplace_file("junit.xml", data, 0);
	size_t shown = 0;
	struct bytes file;

	while (*at) {
		const char *name = next_text(&keep, &at);

		testplan_add(&plan, next_text(&keep, &at), (int)plan.count, name);
		struct test *test = &plan.tests[plan.count - 1];
		test->state = (enum test_state)((unsigned char)name[0] % (TEST_NOT_RUN + 1));
		test->message = name[0] ? next_text(&keep, &at) : NULL;
		test->details = next_text(&keep, &at);
		test->console = test->state == TEST_PASSED ? NULL : next_text(&keep, &at);
		test_add_failure(&plan, test,
		                 &(struct failure){ "file", next_text(&keep, &at), 1 });
		shown += test->state != TEST_LEFT_OUT;
	}
	HOLDS(junit_write(path, &plan, 1234, scratch));
	HOLDS(os_read_file(&scratch, path, &file));
	HOLDS_EQUAL(count_elements((const char *)file.data, "testcase"), shown);
	HOLDS(junit_write_error(path, text_copy(&keep, (const char *)data, size), scratch));
	HOLDS(os_read_file(&scratch, path, &file));
	HOLDS_EQUAL(count_elements((const char *)file.data, "error"), 1);
}
