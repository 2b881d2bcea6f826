#pragma once
/* wrap: text for a screen of 80 columns.
 *
 * A text is broken after spaces so that no line is wider than WRAP_COLUMNS. `column`
 * is how wide the line is that it is added to; the lines that follow begin with
 * `indent` spaces. A line break in the text stays one. A word is not broken: somebody
 * may want to copy it. */
#include "host/base/text.h"

#define WRAP_COLUMNS 80

/* Takes the text piece by piece. */
typedef void wrap_take(void *to, const char *text, size_t size);

void wrap_text(const char *text, int column, int indent, wrap_take *take, void *to);
void buffer_add_wrapped(struct buffer *buffer, const char *text, int column, int indent);
/* Paragraphs, a line each: "- " begins a bullet, two spaces what is shown as it is. */
void buffer_add_paragraphs(struct buffer *buffer, const char *text, int indent);
/* As buffer_add_wrapped, but a word that is wider than a line is broken after commas and dashes. */
void buffer_add_broken(struct buffer *buffer, const char *text, int column, int indent);
/* A command line for a shell: where it is broken, it goes on after a backslash. */
void buffer_add_command(struct buffer *buffer, const char *command, int column, int indent);
