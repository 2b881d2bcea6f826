#pragma once
/* wide: between the command's UTF-8 and what Windows takes, UTF-16. */
#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

#include "host/base/text.h"

#define WIDE_PATH_MAX 4096

/* False with errno ENAMETOOLONG or EILSEQ. "/dev/null" is NUL there. */
bool wide_path(const char *path, wchar_t wide[WIDE_PATH_MAX]);
/* Slashes for backslashes. NULL with errno. */
char *wide_to_path(struct arena *keep, const wchar_t *wide);
/* By malloc; NULL with errno. */
wchar_t *wide_copy(const char *text);
char *wide_to_text(const wchar_t *wide);

/* errno from GetLastError; always false. */
bool wide_fail(void);
