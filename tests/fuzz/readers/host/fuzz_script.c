/* A linker script: what stands before it in comments and blocks of another kind changes
 * nothing, and to lay a kernel out it needs the word.
 *
 * Runs: 6000
 * Longest: 300 */
#include <string.h>

#include "host/build/script_text.h"
#include "workplace.h"

FUZZ(data, size)
{
	static const char before[] = "/* SECTIONS { */ VERSION { { } SECTIONS }; # INCLUDE\n";
	struct arena keep = workplace_arena();
	struct buffer more = { .arena = &keep };
	const char *path = workplace_file("input.ld", data, size);
	bool places = script_text_places(path, workplace_folder(), keep);

	HOLDS(!places || script_text_mentions(path, workplace_folder(), "SECTIONS", keep));
	HOLDS(!script_text_mentions(path, workplace_folder(), "no such word", keep));
	buffer_puts(&more, before);
	buffer_add(&more, (const char *)data, size);
	path = workplace_file("input.ld", (const uint8_t *)more.data, more.size);
	HOLDS_EQUAL(script_text_places(path, workplace_folder(), keep), places);
}
