#include "host/project/project_source_keys.h"

#include <string.h>

enum { LANGUAGE_C, LANGUAGE_CXX };

/* What both the oldest and the newest clang take. */
static const struct word dialects[] = {
	{ "gnu17", LANGUAGE_C },     { "gnu++20", LANGUAGE_CXX }, { "c89", LANGUAGE_C },
	{ "c90", LANGUAGE_C },       { "c99", LANGUAGE_C },       { "c11", LANGUAGE_C },
	{ "c17", LANGUAGE_C },       { "c18", LANGUAGE_C },       { "c23", LANGUAGE_C },
	{ "gnu89", LANGUAGE_C },     { "gnu90", LANGUAGE_C },     { "gnu99", LANGUAGE_C },
	{ "gnu11", LANGUAGE_C },     { "gnu18", LANGUAGE_C },     { "gnu23", LANGUAGE_C },
	{ "c++11", LANGUAGE_CXX },   { "c++14", LANGUAGE_CXX },   { "c++17", LANGUAGE_CXX },
	{ "c++20", LANGUAGE_CXX },   { "c++23", LANGUAGE_CXX },   { "c++26", LANGUAGE_CXX },
	{ "gnu++11", LANGUAGE_CXX }, { "gnu++14", LANGUAGE_CXX }, { "gnu++17", LANGUAGE_CXX },
	{ "gnu++23", LANGUAGE_CXX }, { "gnu++26", LANGUAGE_CXX }, { NULL, 0 },
};

static const struct node_type dialect_list_type = {
	.form = NODE_IS_LIST,
	.item = &(const struct node_type){ .form = NODE_IS_WORD, .words = dialects },
};
const struct node_type project_std_type = { .name = "WORD or [WORD, ...]",
	                                    .form = NODE_IS_WORD,
	                                    .words = dialects,
	                                    .other = &dialect_list_type };
const struct node_type project_flags_type = { .name = "{PATH: [TEXT, ...], ...}",
	                                      .form = NODE_IS_DICTIONARY,
	                                      .item = &project_texts_type };

/* One of each language. */
static bool take_dialect(struct project *project, const struct node *item)
{
	const char *text;

	if (!node_text(item, &text))
		return false;
	const struct word *dialect = words_find(dialects, text);
	if (!dialect) {
		diag_error(&item->at, "unknown dialect \"%s\"", text);
		words_suggest(dialects, text, "dialects");
		return false;
	}
	const char **place = dialect->value == LANGUAGE_C ? &project->std_c : &project->std_cxx;
	if (*place) {
		diag_error(&item->at, "\"%s\" and \"%s\" are of one language", *place, text);
		diag_hint("write one for C and one for C++: \"std: [gnu17, gnu++20]\"");
		return false;
	}
	*place = text;
	return true;
}

bool project_read_std(void *object, const struct node *value)
{
	struct project *project = ((struct project_reader *)object)->project;

	project->std_c = project->std_cxx = NULL;
	if (value->kind == NODE_SCALAR)
		return take_dialect(project, value);
	if (value->kind != NODE_LIST) {
		diag_error(&value->at, "expected a dialect, or a list of them, for \"std\"");
		diag_hint("write \"std: gnu17\", or \"std: [gnu17, gnu++20]\"");
		return false;
	}
	for (const struct node *item = value->first; item; item = item->next)
		if (!take_dialect(project, item))
			return false;
	return true;
}

/* A file's or directory's path, and its flags. */
static bool take_flags(const struct project_reader *reader, const struct node *value,
                       struct project_flags *flags)
{
	flags->flags = (struct text_list){ .arena = reader->keep };
	flags->at = value->key->at;
	flags->path = project_join_path(reader, value->key->text);
	if (value->kind == NODE_LIST)
		return node_text_list(value, &flags->flags);
	diag_error(&value->at, "expected a list of flags for \"%s\"", value->key->text);
	diag_hint("write \"flags: { %s: [-O3] }\"", value->key->text);
	return false;
}

bool project_read_flags(void *object, const struct node *value)
{
	const struct project_reader *reader = object;
	struct project *project = reader->project;
	size_t count = 0, at = 0;

	if (value->kind != NODE_MAP) {
		diag_error(&value->at, "expected a map of paths and flags for \"flags\"");
		diag_hint("write \"flags: { src/fast.c: [-O3] }\"; \"cflags\" are for all sources");
		return false;
	}
	for (const struct node *entry = value->first; entry; entry = entry->next)
		count++;
	project->flags = arena_push(reader->keep, struct project_flags, count);
	project->flags_count = count;
	for (const struct node *entry = value->first; entry; entry = entry->next)
		if (!take_flags(reader, entry, &project->flags[at++]))
			return false;
	return true;
}
