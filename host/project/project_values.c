#include "host/project/project_values.h"

#include <string.h>

static const struct word *find_word(const struct node *item, const char *key,
                                    const struct word *words)
{
	const char *text;

	if (!node_text(item, &text))
		return NULL;
	const struct word *word = words_find(words, text);
	if (!word) {
		diag_error(&item->at, "unknown word \"%s\" in \"%s\"", text, key);
		words_suggest(words, text, "words");
	}
	return word;
}

bool project_read_words(const struct node *value, const struct word *words, unsigned *bits)
{
	*bits = 0;
	if (value->kind != NODE_LIST) {
		diag_error(&value->at, "expected a list of words for \"%s\"", value->key->text);
		diag_hint("write \"%s: [%s]\"", value->key->text, words[0].word);
		return false;
	}
	for (const struct node *item = value->first; item; item = item->next) {
		const struct word *word = find_word(item, value->key->text, words);

		if (!word)
			return false;
		*bits |= word->value;
	}
	return true;
}

bool project_only(const struct project_reader *reader, const struct node *value)
{
	if (!reader->is_workspace)
		return true;
	diag_error(&value->key->at, "\"%s\" belongs to a project, not to a workspace",
	           value->key->text);
	diag_hint("a workspace provides defaults for the projects below it");
	return false;
}

/* "./src" is "src": paths are compared as they are written. */
const char *project_join_path(const struct project_reader *reader, const char *path)
{
	while (path[0] == '.' && path[1] == '/' && path[2])
		path += 2 + strspn(path + 2, "/");
	if (text_equal(path, ".") || text_equal(path, "./"))
		return reader->folder;
	return path_join(reader->keep, reader->folder, path);
}

bool project_read_paths(struct project_reader *reader, const struct node *value,
                        struct placed_list *paths)
{
	if (!node_placed_list(reader->keep, value, paths))
		return false;
	for (size_t i = 0; i < paths->count; i++)
		paths->items[i].text = project_join_path(reader, paths->items[i].text);
	return true;
}
