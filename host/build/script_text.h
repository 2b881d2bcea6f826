#pragma once
/* script_text: what a linker script says, as far as Ingot must know: the language is
 * ld.lld's to read. Files that it takes in by INCLUDE are looked at too, where they are
 * found as the linker finds them: from the current directory, or in the one that is given.
 *
 * A file that cannot be read says nothing: the linker reports it. */
#include <stdbool.h>

#include "host/base/text.h"

#define SCRIPT_INCLUDES_MAX 64 /* in all: files may take in each other */

/* Whether it lays a kernel out: it has SECTIONS that are not put between those of another
 * script by INSERT. */
bool script_text_places(const char *path, const char *folder, struct arena scratch);

/* Whether a word, such as the name of a symbol, stands in it. */
bool script_text_mentions(const char *path, const char *folder, const char *word,
                          struct arena scratch);
