#include "host/project/project_values.h"

#include <string.h>

const struct node_type project_text_type = { .name = "TEXT", .form = NODE_IS_TEXT };
const struct node_type project_raw_text_type = { .form = NODE_IS_TEXT, .is_raw = true };
const struct node_type project_path_type = { .name = "PATH", .form = NODE_IS_TEXT, .least = 1 };
const struct node_type project_texts_type = { .name = "[TEXT, ...]",
	                                      .form = NODE_IS_LIST,
	                                      .item = &project_text_type };
const struct node_type project_raw_texts_type = { .name = "[TEXT, ...]",
	                                          .form = NODE_IS_LIST,
	                                          .item = &project_raw_text_type };
const struct node_type project_paths_type = { .name = "[PATH, ...]",
	                                      .form = NODE_IS_LIST,
	                                      .item = &project_text_type };
const struct node_type project_bool_type = { .name = "true or false", .form = NODE_IS_BOOL };
const struct node_type project_accel_type = { .name = "WORD",
	                                      .form = NODE_IS_WORD,
	                                      .words = accel_words };
static const struct node_type check_type = { .form = NODE_IS_WORD, .words = sanitize_checks };
const struct node_type project_checks_type = { .name = "[WORD, ...]",
	                                       .form = NODE_IS_LIST,
	                                       .item = &check_type };

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
