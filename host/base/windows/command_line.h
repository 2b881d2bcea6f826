#pragma once
/* command_line: the one text that Windows starts a program with.
 *
 * Programs cut it into arguments themselves, by the rules of Microsoft's C runtime: blanks
 * separate, quotes keep them together, and backslashes are only special before a quote. */
#include "host/base/text.h"

/* argv as such a text. */
char *command_line(struct arena *keep, const char *const *arguments);
