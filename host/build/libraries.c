#include "host/build/libraries.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/refusal.h"
#include "host/build/archive.h"
#include "host/build/names.h"

struct library {
	const char *path;
	size_t first, count; /* of the objects */
};

struct libraries {
	struct arena *keep;
	struct library *list;
	size_t count, capacity;
	struct object *objects;
	const char **paths;
	size_t object_count;
	struct text_list absent, weak; /* names */
};

/* Words with blanks between; a backslash takes what follows as it is. */
static struct text_list read_words(struct arena *keep, const char *text)
{
	struct text_list words = { .arena = keep };

	while (*(text += strspn(text, " \n"))) {
		struct buffer word = { .arena = keep };

		for (; *text && *text != ' ' && *text != '\n'; text++) {
			text += *text == '\\' && text[1];
			buffer_add(&word, text, 1);
		}
		text_list_add(&words, word.data);
	}
	return words;
}

static bool fail(const char *path, const char *what, const char *why)
{
	struct place at = { .file = path };

	diag_error(&at, "%s: %s", what, why);
	return false;
}

static bool read_object(struct libraries *all, const char *path)
{
	struct bytes file;
	const char *why;

	if (!os_read_file(all->keep, path, &file))
		return fail(path, "cannot read", strerror(errno));
	why = object_open(file, &all->objects[all->object_count]);
	if (why) {
		fail(path, "cannot be taken into a library", why);
		diag_hint("remove the file: the next build makes it anew");
		return false;
	}
	all->paths[all->object_count++] = path;
	all->list[all->count - 1].count++;
	return true;
}

static bool read_all(struct libraries *all, const struct text_list *words)
{
	all->objects = arena_push(all->keep, struct object, words->count);
	all->paths = arena_push(all->keep, const char *, words->count);
	for (size_t i = 0; i < words->count; i++) {
		const char *path = words->items[i];

		if (text_starts_with(path, LIBRARIES_ABSENT)) {
			text_list_add(&all->absent, path + strlen(LIBRARIES_ABSENT));
		} else if (text_starts_with(path, LIBRARIES_WEAK)) {
			text_list_add(&all->weak, path + strlen(LIBRARIES_WEAK));
		} else if (text_ends_with(path, ".a")) {
			arena_grow(all->keep, all->list, all->count, all->capacity);
			all->list[all->count++] = (struct library){ path, all->object_count, 0 };
		} else if (all->count == 0) {
			return fail(path, "cannot be taken into a library", "none is named");
		} else if (!read_object(all, path)) {
			return false;
		}
	}
	return true;
}

static struct names *learn_names(const struct libraries *all)
{
	struct names *names;
	size_t limit = all->absent.count;

	for (size_t i = 0; i < all->object_count; i++)
		limit += all->objects[i].count;
	names = names_new(all->keep, 2 * limit);
	for (size_t i = 0; i < all->object_count; i++)
		names_learn(names, &all->objects[i]);
	for (size_t i = 0; i < all->absent.count; i++)
		names_learn_name(names, all->absent.items[i]);
	return names;
}

/* What an index has of an object. */
static bool list_symbols(struct bytes file, struct text_list *symbols)
{
	struct object object;

	if (object_open(file, &object))
		return false;
	for (size_t i = object.first_global; i < object.count; i++)
		if (object_defines(&object, i))
			text_list_add(symbols, object_name(&object, i));
	return true;
}

static bool write_file(struct arena scratch, const char *path, struct bytes content)
{
	return os_write_remade(path, content) || refusal_to_write(scratch, path);
}

static bool write_library(const struct libraries *all, const struct names *names,
                          const struct library *library)
{
	struct arena *keep = all->keep;
	struct archive_member *members = arena_push(keep, struct archive_member, library->count);
	struct bytes archive;

	for (size_t i = 0; i < library->count; i++) {
		const struct object *object = &all->objects[library->first + i];
		const char *path = all->paths[library->first + i];

		members[i].name = path_name(path);
		members[i].content = object_rename(keep, object, names_choose(keep, names, object));
		members[i].symbols = (struct text_list){ .arena = keep };
		if (!list_symbols(members[i].content, &members[i].symbols))
			return fail(path, "cannot be taken into a library", "its copy is damaged");
	}
	if (!archive_make(keep, members, library->count, &archive))
		return fail(library->path, "cannot write", "it would be larger than 4 GiB");
	return write_file(*keep, library->path, archive);
}

/* What one refers to as weak and another defines. */
static bool write_order(const struct libraries *all, const struct names *names)
{
	struct arena *keep = all->keep;
	struct text_list weak = { .arena = keep }, ordered = { .arena = keep };

	text_list_add_all(&weak, all->weak.items);
	for (size_t i = 0; i < all->object_count; i++)
		object_list_weak(&all->objects[i], &weak);
	text_list_sort(&weak);
	for (size_t i = 0; i < weak.count; i++)
		if (names_has(names, weak.items[i]) &&
		    (i == 0 || !text_equal(weak.items[i - 1], weak.items[i])))
			text_list_add(&ordered, names_refer(keep, names, weak.items[i]));
	const char *folder = path_folder(keep, all->count ? all->list[0].path : "");

	return write_file(*keep, path_join(keep, folder, LIBRARIES_ORDER),
	                  object_make_weak(keep, &ordered));
}

bool libraries_make(struct arena *keep, const char *list)
{
	struct libraries all = { .keep = keep,
		                 .absent = { .arena = keep },
		                 .weak = { .arena = keep } };
	struct bytes text;

	if (!os_read_file(keep, list, &text))
		return fail(list, "cannot read", strerror(errno));
	struct text_list words = read_words(keep, (const char *)text.data);
	if (!read_all(&all, &words))
		return false;
	struct names *names = learn_names(&all);
	for (size_t i = 0; i < all.count; i++)
		if (!write_library(&all, names, &all.list[i]))
			return false;
	return write_order(&all, names);
}
