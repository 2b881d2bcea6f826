#include "host/build/names.h"

#include <string.h>

#define WRAP "__wrap_"
#define REAL "__real_"

enum { IS_DEFINED = 1, IS_WRAPPED = 2 };

struct entry {
	const char *name; /* NULL: free */
	unsigned facts;
};

/* Open addressing; `size` is a power of two and never full. */
struct names {
	struct entry *entries;
	size_t size;
};

struct names *names_new(struct arena *keep, size_t limit)
{
	struct names *names = arena_push(keep, struct names, 1);

	for (names->size = 64; names->size < 4 * limit;)
		names->size *= 2;
	names->entries = arena_push(keep, struct entry, names->size);
	return names;
}

/* FNV-1a, 32 bits. */
static struct entry *find_entry(const struct names *names, const char *name)
{
	uint32_t hash = 2166136261u;
	size_t at;

	for (const char *c = name; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 16777619u;
	for (at = hash & (names->size - 1); names->entries[at].name;) {
		if (text_equal(names->entries[at].name, name))
			break;
		at = (at + 1) & (names->size - 1);
	}
	return &names->entries[at];
}

static unsigned facts_of(const struct names *names, const char *name)
{
	return find_entry(names, name)->facts;
}

static void note(struct names *names, const char *name, unsigned facts)
{
	struct entry *entry = find_entry(names, name);

	entry->name = name;
	entry->facts |= facts;
}

/* What follows a prefix, or NULL. */
static const char *after(const char *name, const char *prefix)
{
	return text_starts_with(name, prefix) ? name + strlen(prefix) : NULL;
}

/* What headers of runtime and kit let the kernel provide, and what any C++ program may
 * replace for all of itself: operator new and delete, plain and of arrays. */
static bool is_hook(const char *name)
{
	static const char *const beginnings[] = {
		"runtime_", "memory_give_heap", "sanitize_find_callers", "_Znw", "_Zna", "_Zdl",
		"_Zda",
	};

	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
		if (after(name, beginnings[i]))
			return true;
	return false;
}

void names_learn_name(struct names *names, const char *name)
{
	const char *wrapped = after(name, WRAP);

	note(names, name, IS_DEFINED);
	if (wrapped)
		note(names, wrapped, IS_WRAPPED);
}

void names_learn(struct names *names, const struct object *object)
{
	for (size_t i = object->first_global; i < object->count; i++)
		if (object_defines(object, i))
			names_learn_name(names, object_name(object, i));
}

static bool is_heap(const char *name)
{
	static const char *const family[] = { "malloc", "free", "calloc", "realloc",
		                              "aligned_alloc" };

	for (size_t i = 0; i < sizeof family / sizeof *family; i++)
		if (text_equal(name, family[i]))
			return true;
	return false;
}

static const char *own_name(struct arena *keep, const char *name)
{
	return text_format(keep, NAMES_PREFIX "%s", name);
}

static struct object_name choose_definition(struct arena *keep, const struct names *names,
                                            const char *name)
{
	const char *wrapped = after(name, WRAP);
	unsigned facts = facts_of(names, name);

	if (wrapped) {
		/* One that the libraries do not have is the kernel's. */
		bool is_ours = facts_of(names, wrapped) & IS_DEFINED;

		return (struct object_name){ .name = own_name(keep, wrapped),
			                     .alias = is_ours ? wrapped : NULL };
	}
	if (facts & IS_WRAPPED)
		return (struct object_name){ .name = own_name(keep,
			                                      text_format(keep, REAL "%s", name)) };
	if (is_hook(name))
		return (struct object_name){ .is_weak = true };
	return (struct object_name){ .name = own_name(keep, name), .alias = name };
}

static struct object_name choose_reference(struct arena *keep, const struct names *names,
                                           const char *name)
{
	const char *real = after(name, REAL);
	unsigned facts = facts_of(names, name);

	if (real)
		return (struct object_name){ .name = facts_of(names, real) & IS_DEFINED
			                                     ? own_name(keep, name)
			                                     : real };
	if (is_heap(name) || is_hook(name) || !(facts & (IS_DEFINED | IS_WRAPPED)))
		return (struct object_name){ 0 };
	return (struct object_name){ .name = own_name(keep, name) };
}

bool names_has(const struct names *names, const char *name)
{
	return facts_of(names, name) & IS_DEFINED;
}

const char *names_refer(struct arena *keep, const struct names *names, const char *name)
{
	const char *chosen = choose_reference(keep, names, name).name;

	return chosen ? chosen : name;
}

struct object_name *names_choose(struct arena *keep, const struct names *names,
                                 const struct object *object)
{
	struct object_name *chosen = arena_push(keep, struct object_name, object->count);

	for (size_t i = object->first_global; i < object->count; i++) {
		const char *name = object_name(object, i);

		chosen[i] = object_defines(object, i) ? choose_definition(keep, names, name)
		                                      : choose_reference(keep, names, name);
	}
	return chosen;
}
