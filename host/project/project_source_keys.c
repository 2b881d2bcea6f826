#include "host/project/project_source_keys.h"

#include <string.h>

#include "host/base/suggest.h"

/* What both the oldest and the newest clang take. */
static const char *const dialects[] = {
	"gnu17", "gnu++20", "c89",   "c90",     "c99",     "c11",     "c17",     "c18",     "c23",
	"gnu89", "gnu90",   "gnu99", "gnu11",   "gnu18",   "gnu23",   "c++11",   "c++14",   "c++17",
	"c++20", "c++23",   "c++26", "gnu++11", "gnu++14", "gnu++17", "gnu++23", "gnu++26", NULL,
};

/* One of each language. */
static bool take_dialect(struct project *project, const struct node *item)
{
	const char *text;

	if (!node_text(item, &text))
		return false;
	const char **place = strstr(text, "++") ? &project->std_cxx : &project->std_c;
	for (size_t i = 0; dialects[i]; i++) {
		if (!text_equal(dialects[i], text))
			continue;
		if (*place) {
			diag_error(&item->at, "\"%s\" and \"%s\" are of one language", *place,
			           text);
			diag_hint("write one for C and one for C++: \"std: [gnu17, gnu++20]\"");
			return false;
		}
		*place = text;
		return true;
	}
	diag_error(&item->at, "unknown dialect \"%s\"", text);
	suggest_known(text, dialects, "dialects", "");
	return false;
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

	if (!project_only(reader, value))
		return false;
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
