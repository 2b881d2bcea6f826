/* A source that is looked through for what compilers do not mention: .incbin, and
 * __has_include. What it says to ask for, it is found to ask for.
 *
 * Runs: 10000
 * Longest: 300 */
#include <string.h>

#include "host/build/hidden.h"
#include "workplace.h"

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	const char *path = workplace_file("input.c", data, size);
	unsigned found = 0;
	char *text = text_copy(&keep, (const char *)data, size);

	HOLDS(hidden_find(path, keep, &found));
	HOLDS_EQUAL((found & HIDDEN_QUESTION) != 0,
	            strstr(text, "__has_include") || strstr(text, "__has_embed"));
	HOLDS_EQUAL((found & HIDDEN_INPUT) != 0,
	            strstr(text, ".incbin") || strstr(text, ".include"));
	if (hidden_asks_for(path, "name.h", keep))
		HOLDS(found & HIDDEN_QUESTION);
	const char *asked = strstr(text, "__has_include(\"name.h\")");
	if (asked)
		HOLDS(hidden_asks_for(path, "name.h", keep));
}
