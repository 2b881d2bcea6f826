#pragma once
/* probe: what a program answers to a question, remembered.
 *
 * The question is an argument vector whose first word is the program's path;
 * the answer is what it writes to standard output and standard error. Answers
 * are kept in the cache directory, one file a question, and hold as long as the
 * program's file keeps its real path, size and time of change. An answer file
 * that is damaged, or unwritable, only costs asking again. */
#include <stdbool.h>

#include "host/base/text.h"

/* False if there is no answer: `answer` then holds what it said all the same, and `why`
 * what went wrong ("ended with status 3"). The answer is terminated. */
bool probe_ask(struct arena *keep, const char *const *question, const char **answer,
               const char **why);
