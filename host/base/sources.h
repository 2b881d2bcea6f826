#pragma once
/* sources: files that a compiler or an assembler takes, and those below a directory. */
#include "host/base/diag.h"
#include "host/base/text.h"

#define SOURCES_DEPTH_MAX 32 /* directories inside each other: links may loop */

/* What a file is, by its name. */
enum source_kind {
	SOURCE_NONE,
	SOURCE_C,            /* *.c */
	SOURCE_CXX,          /* *.cc, *.cpp, *.cxx */
	SOURCE_PREPROCESSED, /* *.S: assembly with the preprocessor of C */
	SOURCE_ASSEMBLY,     /* *.s: without */
};
enum source_kind sources_kind(const char *path);

/* Adds every source below directory, as paths that begin with it, in the order
 * of strcmp; names that begin with a dot are left out. False, reported, if the
 * directory cannot be read, or one of them is no file. */
bool sources_find(struct arena *keep, const char *folder, struct text_list *sources);
/* Whether a source is a file, or a link to one: reading a pipe would never end. Reported
 * at `at`, or at the path itself if that is NULL. */
bool sources_check(const char *path, const struct place *at);
