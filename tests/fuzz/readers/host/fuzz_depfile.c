/* A depfile, as a compiler wrote it. Its names, written to another one as Ingot adds
 * names, are read there as they were.
 *
 * Runs: 6000
 * Longest: 300 */
#include <string.h>

#include "host/build/depfile.h"
#include "workplace.h"

/* A backslash of a name is written as it is, by clang too, and may mean another thing
 * before what follows it. */
static bool is_plain(const char *name)
{
	return !strpbrk(name, "\\\n");
}

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	struct text_list files = { .arena = &keep }, names = { .arena = &keep };
	struct text_list again = { .arena = &keep };

	HOLDS(depfile_read(&keep, workplace_file("input.d", data, size), &files));
	for (size_t i = 0; i < files.count; i++) {
		HOLDS(*files.items[i]);
		if (is_plain(files.items[i]))
			text_list_add(&names, files.items[i]);
	}
	const char *path = workplace_file("again.d", (const uint8_t *)"a.o:\n", 5);
	HOLDS(depfile_extend(path, &names, keep));
	HOLDS(depfile_read(&keep, path, &again));
	HOLDS_EQUAL(again.count, names.count);
	for (size_t i = 0; i < names.count; i++)
		HOLDS_TEXT(again.items[i], names.items[i]);
}
