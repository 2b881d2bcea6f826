#pragma once
/* sources: files that a compiler, an assembler or the linker takes, and those below a
 * directory. */
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
	SOURCE_NASM,         /* *.asm, *.nasm */
	SOURCE_OBJECT,       /* *.o */
	SOURCE_ARCHIVE,      /* *.a */
	SOURCE_FOREIGN,      /* of a language that nobody here compiles: *.rs */
};
enum source_kind sources_kind(const char *path);
/* Whether it is made into an object. */
bool sources_is_compiled(enum source_kind kind);

struct sources {
	struct text_list files; /* that are compiled */
	struct text_list left;  /* that look like sources, objects or archives, and are not */
	/* Whether a directory below the one that is searched is left out; or NULL. */
	bool (*is_apart)(const void *owner, const char *folder);
	const void *owner;
};

/* Adds what is below directory, as paths that begin with it, in the order of strcmp;
 * names that begin with a dot are left out, and an object beside its source. False,
 * reported, if the directory cannot be read, or a source is no file. */
bool sources_find(struct arena *keep, const char *folder, struct sources *sources);
/* Whether a source is a file, or a link to one: reading a pipe would never end. Reported
 * at `at`, or at the path itself if that is NULL. */
bool sources_check(const char *path, const struct place *at);
