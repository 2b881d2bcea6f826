/* A target spec. What is refused was said, what is taken was not complained of; its
 * flags are texts of one line, and the configuration file has, word by word as clang
 * would split it, these flags and nothing else.
 *
 * Runs: 4000
 * Longest: 1200 */
#include <string.h>

#include "host/target/spec.h"
#include "workplace.h"

static void look_at(const struct spec_flag_list *flags)
{
	for (size_t i = 0; i < flags->count; i++) {
		HOLDS(!flags->items[i].text[text_find_control(flags->items[i].text)]);
		HOLDS(flags->items[i].reason);
	}
}

/* The next word, as clang splits a configuration file (tokenizeConfigFile of LLVM's
 * CommandLine.cpp): a "#" begins a comment where a line begins. */
static const char *next_word(const char *at, struct buffer *word)
{
	while (*at == ' ' || *at == '\n')
		at++;
	if (*at == '\0')
		return NULL;
	buffer_puts(word, "");
	for (char quote = 0; *at && (quote || !strchr(" \n", *at)); at++) {
		if (*at == '\\' && at[1]) {
			buffer_add(word, ++at, 1);
		} else if (quote ? *at == quote : *at == '"' || *at == '\'') {
			quote = quote ? 0 : *at;
		} else {
			buffer_add(word, at, 1);
		}
	}
	return at;
}

static const char *skip_comments(const char *at)
{
	for (;;) {
		at += strspn(at, "\n");
		if (*at != '#')
			return at;
		at += strcspn(at, "\n");
	}
}

static void compare_config(struct arena *keep, const char *text, const struct spec_flag_list *flags)
{
	size_t count = 0;
	const char *at = skip_comments(text);

	for (;;) {
		struct buffer word = { .arena = keep };

		at = next_word(at, &word);
		if (!at)
			break;
		HOLDS(count < flags->count);
		HOLDS_TEXT(word.data, flags->items[count++].text);
		if (*at == '\n')
			at = skip_comments(at);
	}
	HOLDS_EQUAL(count, flags->count);
}

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	const char *path = workplace_file("input.json", data, size);
	struct spec_surroundings nothing = { NULL, NULL, NULL, NULL };
	int errors = diag_error_count();
	struct target_spec spec;

	if (!spec_load(&keep, path, NULL, &spec)) {
		HOLDS(diag_error_count() > errors);
		return;
	}
	HOLDS_EQUAL(diag_error_count(), errors);
	struct spec_flag_list compile = spec_compile_flags(&keep, &spec, &nothing);
	struct spec_flag_list command = spec_command_flags(&keep, &spec);
	struct spec_flag_list link = spec_link_flags(&keep, &spec);
	struct spec_flag_list late = spec_late_link_flags(&keep, &spec);
	look_at(&compile);
	look_at(&command);
	look_at(&link);
	look_at(&late);
	struct bytes config = spec_config_text(&keep, &spec, &nothing);
	compare_config(&keep, (const char *)config.data, &compile);
	HOLDS(spec_explain(&keep, &spec).size > 0);
}
