#include "host/test/junit.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"

/* The bytes of the UTF-8 sequence at text that XML allows; 0: none. Overlong
 * forms, surrogates and U+FFFE, U+FFFF are not allowed. */
static size_t sequence_size(const unsigned char *text)
{
	static const uint32_t lowest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char lead = text[0];
	size_t size = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
	uint32_t c = size == 1 ? lead : lead & (0x7fu >> size);

	if (size == 1)
		return lead >= 0x20 || lead == '\t' || lead == '\n' || lead == '\r';
	if (lead < 0xc2 || lead > 0xf4)
		return 0;
	for (size_t i = 1; i < size; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (text[i] & 0x3f);
	}
	bool forbidden = c < lowest[size] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ||
	                 c == 0xfffe || c == 0xffff;
	return forbidden ? 0 : size;
}

static const char *entity_of(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	default:  return NULL;
	}
}

/* Text as XML 1.0 allows it: escaped, with "?" for bytes that are not UTF-8 and for
 * characters that XML forbids (section 2.2). */
static void add_text(struct buffer *out, const char *text)
{
	while (*text) {
		size_t size = sequence_size((const unsigned char *)text);
		const char *entity = entity_of(*text);

		if (entity)
			buffer_puts(out, entity);
		else if (size)
			buffer_add(out, text, size);
		else
			buffer_puts(out, "?");
		text += size ? size : 1;
	}
}

static void add_attribute(struct buffer *out, const char *name, const char *value)
{
	buffer_printf(out, " %s=\"", name);
	add_text(out, value);
	buffer_puts(out, "\"");
}

static void add_seconds(struct buffer *out, int64_t duration_ms)
{
	buffer_printf(out, " time=\"%" PRId64 ".%03d\"", duration_ms / 1000,
	              (int)(duration_ms % 1000));
}

/* <failure>: a check that failed; <error>: a test that came to no verdict. */
static void add_outcome(struct buffer *out, const struct test *test)
{
	const char *element = test->state == TEST_FAILED ? "failure" : "error";

	buffer_printf(out, "\n    <%s", element);
	add_attribute(out, "message", test_get_reason(test));
	add_attribute(out, "type", test_state_name(test->state));
	buffer_puts(out, ">");
	add_text(out, test_failures_text(test, out->arena));
	add_text(out, test->details ? test->details : "");
	buffer_printf(out, "</%s>\n    <system-out>", element);
	add_text(out, test->console ? test->console : "");
	buffer_puts(out, "</system-out>\n  ");
}

static void add_test(struct buffer *out, const struct test *test)
{
	buffer_puts(out, "  <testcase");
	add_attribute(out, "classname", test->file);
	add_attribute(out, "name", test->name);
	add_attribute(out, "file", test->file);
	buffer_printf(out, " line=\"%d\"", test->line);
	add_seconds(out, test->duration_ms);
	buffer_puts(out, ">");
	if (test->state == TEST_WAITING || test->state == TEST_SKIPPED) {
		buffer_puts(out, "\n    <skipped");
		add_attribute(out, "message",
		              test->message ? test->message : "not run after the first failure");
		buffer_puts(out, "/>\n  ");
	} else if (test->state != TEST_PASSED) {
		add_outcome(out, test);
	} else if (test->tries || test->console) {
		buffer_puts(out, "\n    <system-out>");
		if (test->tries)
			add_text(out,
			         text_format(out->arena, "flaky: passed at try %d; the first: %s\n",
			                     test->tries + 1, test->first_error));
		add_text(out, test->console ? test->console : "");
		buffer_puts(out, "</system-out>\n  ");
	}
	buffer_puts(out, "</testcase>\n");
}

static bool write_file(const char *path, const struct buffer *out)
{
	return os_write_file(path, buffer_bytes(out)) ||
	       diag_error(NULL, "cannot write \"%s\": %s", path, strerror(errno));
}

bool junit_write(const char *path, const struct testplan *plan, int64_t duration_ms,
                 struct arena scratch)
{
	struct buffer out = { .arena = &scratch };
	struct testplan_tally tally = testplan_tally(plan);
	size_t failures = tally.of[TEST_FAILED];
	size_t skipped = tally.of[TEST_WAITING] + tally.of[TEST_SKIPPED];

	buffer_puts(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite");
	buffer_printf(&out,
	              " name=\"ingot\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
	              "skipped=\"%zu\"",
	              tally.of[TEST_PASSED] + tally.unsuccessful + skipped, failures,
	              tally.unsuccessful - failures, skipped);
	add_seconds(&out, duration_ms);
	buffer_puts(&out, ">\n");
	for (size_t i = 0; i < plan->count; i++)
		if (plan->tests[i].state != TEST_LEFT_OUT)
			add_test(&out, &plan->tests[i]);
	buffer_puts(&out, "</testsuite>\n</testsuites>\n");
	return write_file(path, &out);
}

bool junit_write_error(const char *path, const char *why, struct arena scratch)
{
	struct buffer out = { .arena = &scratch };

	buffer_puts(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
	                  "<testsuite name=\"ingot\" tests=\"1\" failures=\"0\" errors=\"1\">\n"
	                  "  <testcase name=\"ingot test\">\n    <error");
	add_attribute(&out, "message", why);
	buffer_puts(&out, "/>\n  </testcase>\n</testsuite>\n</testsuites>\n");
	return write_file(path, &out);
}
