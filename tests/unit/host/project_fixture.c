#include "project_fixture.h"

bool load_text(const char *text, struct project *project)
{
	fixture_write("hello/ingot.yaml", text);
	return project_load(&fixture_keep, "hello/ingot.yaml", project);
}

void assert_taken(const char *text, struct project *project)
{
	fixture_listen();
	bool good = load_text(text, project);
	assert_reported("");
	assert_true(good);
}

void assert_text_refused(const char *text, const char *report)
{
	struct project project;

	fixture_listen();
	assert_false(load_text(text, &project));
	assert_reported(report);
}

/* A file of one line: the column, the sentence and the hint. */
void assert_refused(const char *line, int column, const char *sentence, const char *hint)
{
	const char *report = text_format(&fixture_keep,
	                                 "hello/ingot.yaml:1:%d: error: %s\n"
	                                 "    1 | %s\n      | %*s^\n",
	                                 column, sentence, line, column - 1, "");

	if (hint)
		report = text_format(&fixture_keep, "%s  hint: %s\n", report, hint);
	assert_text_refused(text_format(&fixture_keep, "%s\n", line), report);
}

const char *join_placed(const struct placed_list *list)
{
	struct buffer text = { .arena = &fixture_keep };

	buffer_puts(&text, "");
	for (size_t i = 0; i < list->count; i++)
		buffer_printf(&text, "%s%s", i ? " " : "", list->items[i].text);
	return text.data;
}

const char *join(const struct text_list *list)
{
	struct buffer text = { .arena = &fixture_keep };

	buffer_puts(&text, "");
	for (size_t i = 0; i < list->count; i++)
		buffer_printf(&text, "%s%s", i ? " " : "", list->items[i]);
	assert_true(!list->items || !list->items[list->count]);
	return text.data;
}
