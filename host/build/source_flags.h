#pragma once
/* source_flags: what the compiler is told of one source, beside what is the same for all
 * of a plan: the language's dialect, and what a project says. */
#include "host/base/sources.h"
#include "host/build/build_facts.h"

/* Of what is compiled without a project: runtime, kit and loader. */
void source_flags_add_own(enum source_kind kind, struct text_list *flags);

/* A project's, by kind of source; sources of one kind share a list. */
struct source_flags {
	const struct build *build;
	struct text_list c, cxx, assembly, nasm;
	struct project_flags *single; /* by the length of their paths */
	struct text_list all; /* that clang is told of some source, and what a user says to NASM */
};

/* All lists are in keep. */
void source_flags_begin(struct source_flags *flags, struct arena *keep, const struct build *build);
const struct text_list *source_flags_of(const struct source_flags *flags, const char *source);
