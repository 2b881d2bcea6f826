/* The symbol table of an ELF file. What is taken is the same when it is written under
 * other names, and those are read there.
 *
 * Runs: 20000
 * Longest: 2000 */
#include <string.h>

#include "host/build/names.h"
#include "workplace.h"

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	struct object object, again;
	/* In exactly as many bytes as it has. */
	const struct bytes file = { data, size };

	if (object_open(file, &object))
		return;
	struct object_name *names = arena_push(&keep, struct object_name, object.count);
	size_t aliases = 0;
	for (size_t i = object.first_global; i < object.count; i++) {
		names[i].name = text_format(&keep, "x%s", object_name(&object, i));
		names[i].alias = object_defines(&object, i) ? object_name(&object, i) : NULL;
		aliases += names[i].alias != NULL;
	}
	struct bytes renamed = object_rename(&keep, &object, names);
	HOLDS(!object_open(renamed, &again));
	HOLDS_EQUAL(again.count, object.count + aliases);
	HOLDS_EQUAL(again.first_global, object.first_global);
	for (size_t i = 0; i < object.count; i++)
		HOLDS_TEXT(object_name(&again, i),
		           names[i].name ? names[i].name : object_name(&object, i));
	struct names *known = names_new(&keep, 2 * object.count);
	names_learn(known, &object);
	HOLDS(!object_open(object_rename(&keep, &object, names_choose(&keep, known, &object)),
	                   &again));
}
