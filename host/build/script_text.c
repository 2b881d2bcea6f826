#include "host/build/script_text.h"

#include <string.h>

#include "host/base/os_file.h"

/* A word, a text in quotes without them, or one character; text NULL: the end. */
struct token {
	const char *text;
	size_t size;
	bool is_quoted;
};

static const char *skip_space(const char *next)
{
	for (;;) {
		next += strspn(next, " \t\r\n\f\v");
		if (*next == '#') {
			next += strcspn(next, "\n");
		} else if (next[0] == '/' && next[1] == '*') {
			const char *end = strstr(next + 2, "*/");

			next = end ? end + 2 : next + strlen(next);
		} else {
			return next;
		}
	}
}

static struct token take(const char **next)
{
	static const char single[] = "{}();,=:";
	const char *at = skip_space(*next);
	size_t size;

	if (*at == '"') {
		size = strcspn(++at, "\"");
		*next = at + size + (at[size] == '"');
		return (struct token){ at, size, true };
	}
	size = strcspn(at, " \t\r\n\f\v{}();,=:\"");
	if (!size && *at && strchr(single, *at))
		size = 1;
	*next = at + size;
	return (struct token){ size ? at : NULL, size, false };
}

static bool is(struct token token, const char *word)
{
	return token.text && !token.is_quoted && token.size == strlen(word) &&
	       memcmp(token.text, word, token.size) == 0;
}

/* Objects and archives may stand where scripts do. */
static const char *read_text(struct arena *scratch, const char *path)
{
	struct bytes content;

	if (!os_read_file(scratch, path, &content) ||
	    memchr(content.data, '\0', content.size) != NULL)
		return "";
	return (const char *)content.data;
}

static const char *find_included(struct arena *scratch, struct token name, const char *folder)
{
	const char *path = text_copy(scratch, name.text ? name.text : "", name.size);

	return os_file_exists(path) ? path : path_join(scratch, folder, path);
}

/* SECTIONS { ... }, up to what follows the brace. */
static void skip_block(const char **next)
{
	size_t depth = 0;
	struct token token;

	do {
		token = take(next);
		depth += is(token, "{");
		depth -= depth && is(token, "}");
	} while (token.text && depth);
}

static bool places(const char *path, const char *folder, struct arena scratch, int *includes)
{
	const char *next = read_text(&scratch, path);
	struct token token;

	while ((token = take(&next)).text) {
		if (is(token, "SECTIONS")) {
			skip_block(&next);
			const char *behind = next;
			if (!is(take(&behind), "INSERT"))
				return true;
		} else if (is(token, "{")) {
			next = token.text;
			skip_block(&next);
		} else if (is(token, "INCLUDE") && ++*includes <= SCRIPT_INCLUDES_MAX) {
			const char *other = find_included(&scratch, take(&next), folder);

			if (places(other, folder, scratch, includes))
				return true;
		}
	}
	return false;
}

bool script_text_places(const char *path, const char *folder, struct arena scratch)
{
	int includes = 0;

	return places(path, folder, scratch, &includes);
}

static bool mentions(const char *path, const char *folder, const char *word, struct arena scratch,
                     int *includes)
{
	const char *next = read_text(&scratch, path);
	struct token token;

	while ((token = take(&next)).text) {
		if (is(token, word))
			return true;
		if (is(token, "INCLUDE") && ++*includes <= SCRIPT_INCLUDES_MAX) {
			const char *other = find_included(&scratch, take(&next), folder);

			if (mentions(other, folder, word, scratch, includes))
				return true;
		}
	}
	return false;
}

bool script_text_mentions(const char *path, const char *folder, const char *word,
                          struct arena scratch)
{
	int includes = 0;

	return mentions(path, folder, word, scratch, &includes);
}
