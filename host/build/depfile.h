#pragma once
/* depfile: what a program says that it read: a rule of make's, as clang -MD and
 * ld.lld --dependency-file write it. Only the first rule counts. */
#include <stdbool.h>

#include "host/base/text.h"

/* False, with errno set, if there is no such file. */
bool depfile_read(struct arena *keep, const char *path, struct text_list *files);
/* Adds what the program did not say. */
bool depfile_extend(const char *path, const struct text_list *files, struct arena scratch);
