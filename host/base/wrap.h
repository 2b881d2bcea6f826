#pragma once
/* wrap: text for a screen of 80 columns. */
#include "host/base/text.h"

#define WRAP_COLUMNS 80

/* Adds a text to a line whose last line already holds `column` characters, broken
 * after spaces so that no line is wider than WRAP_COLUMNS; the lines that follow
 * begin with `indent` spaces. A line break in the text stays one. A word that is
 * wider than a line is broken after a comma or a dash, else not at all. */
void buffer_add_wrapped(struct buffer *buffer, const char *text, int column, int indent);
