#pragma once
/* tool_output: what compiler and linker say, as a terminal may show it.
 *
 * Their colours stay where the user has colours; nothing else that a terminal obeys
 * does. The file that a diagnostic is about is named as the user would type it
 * (host/base/display_path.h): what the compiler was told, and what it writes into
 * objects, is the same wherever the user stands. */
#include <stdbool.h>

#include "host/base/text.h"

/* The line without colours, for whoever reads it. */
char *tool_output_plain(struct arena *keep, const char *line, size_t size);
/* Of a plain line: whether it begins an error of a compiler's, an assembler's or the linker's. */
bool tool_output_is_error(const char *plain);
/* What to do about such an error of the linker's that it leaves to be guessed; NULL. */
const char *tool_output_find_advice(const char *plain);
/* Adds the line as it is shown. Working memory comes from scratch. */
void tool_output_add(struct buffer *shown, const char *line, size_t size, struct arena scratch);
