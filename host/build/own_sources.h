#pragma once
/* own_sources: steps that compile what Ingot itself brings: boot/, runtime/ and kit/. A
 * source is named by its path below the directory where these are: "kit/start/start.c". */
#include "host/build/plan.h"

/* Adds those below root/inner. False, reported, if it cannot be read. */
bool own_sources_find(struct arena *keep, const char *root, const char *inner,
                      struct text_list *names);
/* What boot/ and kit/ see besides their own directory: "abi/x86.h". Not runtime/,
 * which includes nothing of Ingot. */
void own_sources_add_root(const char *root, struct text_list *flags);
/* Adds the step that compiles one: its object's path. */
const char *own_sources_compile(struct plan *plan, const char *root, const char *name,
                                const struct text_list *flags, bool optimized);
/* Objects, by the names of their files alone: a source that moves to another directory
 * leaves the link as it was. */
void own_sources_sort(struct text_list *objects);
