/* members: see members.h. A line of the list is the path of a source, or "+", "?", "-" or
 * "~" with names that the last source named defines, may define, needs, or refers to as
 * weak; a line that begins with "#" is a remark. */
#include "host/build/members.h"

#include <stdlib.h>
#include <string.h>

#include "host/base/os_file.h"

static void add_words(struct text_list *list, char *text)
{
	while (*(text += strspn(text, " "))) {
		char *end = text + strcspn(text, " ");
		bool is_last = *end == '\0';

		*end = '\0';
		text_list_add(list, text);
		if (is_last)
			return;
		text = end + 1;
	}
}

static void add_member(struct arena *keep, struct members *members, const char *source)
{
	arena_grow(keep, members->list, members->count, members->capacity);
	members->list[members->count++] = (struct member){
		.source = source,
		.defines = { .arena = keep },
		.may = { .arena = keep },
		.needs = { .arena = keep },
		.weak = { .arena = keep },
	};
}

static bool read_line(struct arena *keep, struct members *members, char *line)
{
	struct member *last = members->count ? &members->list[members->count - 1] : NULL;

	if (*line == '#' || *line == '\0')
		return true;
	if (!strchr("+?-~", *line)) {
		if (last && strcmp(last->source, line) >= 0)
			return false;
		add_member(keep, members, line);
		return true;
	}
	if (!last)
		return false;
	add_words(*line == '+'   ? &last->defines
	          : *line == '?' ? &last->may
	          : *line == '-' ? &last->needs
	                         : &last->weak,
	          line + 1);
	return true;
}

static int compare_names(const void *left, const void *right)
{
	const struct member_name *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static void add_names(struct members *members, size_t member, const struct text_list *names)
{
	for (size_t i = 0; i < names->count; i++)
		members->names[members->name_count++] = (struct member_name){ names->items[i],
			                                                      member };
}

/* False: two sources define one name. */
static bool index_names(struct arena *keep, struct members *members)
{
	size_t count = 0;

	for (size_t i = 0; i < members->count; i++) {
		count += members->list[i].defines.count + members->list[i].may.count;
		text_list_add_all(&members->needed, members->list[i].needs.items);
	}
	text_list_sort(&members->needed);
	members->names = arena_push(keep, struct member_name, count);
	for (size_t i = 0; i < members->count; i++) {
		add_names(members, i, &members->list[i].defines);
		add_names(members, i, &members->list[i].may);
	}
	if (count)
		qsort(members->names, count, sizeof *members->names, compare_names);
	for (size_t i = 1; i < count; i++)
		if (text_equal(members->names[i - 1].name, members->names[i].name))
			return false;
	return true;
}

bool members_read(struct arena *keep, const char *path, struct members *members)
{
	struct bytes file;

	*members = (struct members){ .needed = { .arena = keep } };
	if (!os_read_file(keep, path, &file))
		return false;
	for (char *line = (char *)(uintptr_t)file.data; line;) {
		char *end = strchr(line, '\n');

		if (end)
			*end++ = '\0';
		if (!read_line(keep, members, line))
			return false;
		line = end;
	}
	return index_names(keep, members);
}

static int compare_sources(const void *left, const void *right)
{
	const struct member *a = left, *b = right;

	return strcmp(a->source, b->source);
}

size_t members_find(const struct members *members, const char *source)
{
	const struct member key = { .source = source };
	const struct member *found = members->count ? bsearch(&key, members->list, members->count,
	                                                      sizeof key, compare_sources)
	                                            : NULL;

	return found ? (size_t)(found - members->list) : MEMBERS_NONE;
}

size_t members_find_name(const struct members *members, const char *name)
{
	const struct member_name key = { .name = name };
	const struct member_name *found = members->name_count ? bsearch(&key, members->names,
	                                                                members->name_count,
	                                                                sizeof key, compare_names)
	                                                      : NULL;

	return found ? found->member : MEMBERS_NONE;
}

bool members_need(const struct members *members, const char *name)
{
	return text_list_finds(&members->needed, name);
}
