#pragma once
/* coverage_write: coverage as others read it. */
#include "host/observe/coverage.h"

/* lcov's tracefile (geninfo(1), "FILES"), for genhtml and editors. A relative name of a
 * file gets the directory before it. */
void coverage_write_lcov(struct buffer *text, const struct coverage *coverage, const char *folder);
/* For a terminal of so many columns: a line for each file, with what did not run. */
void coverage_write_table(struct buffer *text, const struct coverage *coverage, int columns);
