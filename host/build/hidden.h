#pragma once
/* hidden: what a compilation depends on, but clang does not mention: files that the
 * assembler takes in (.incbin, .include), and headers that are not there yet.
 *
 * Functions return false where that cannot be known: a file that was there cannot be
 * read. */
#include <stdbool.h>

#include "host/build/plan.h"

enum {
	HIDDEN_QUESTION = 1, /* the file asks whether others are there */
	HIDDEN_INPUT = 2,    /* it has the assembler read others */
};

/* What of this stands in a file: HIDDEN_. */
bool hidden_find(const char *path, struct arena scratch, unsigned *hidden);
/* Whether it asks for a file of this name, or by a macro, which may be any; true where
 * that cannot be known. */
bool hidden_asks_for(const char *path, const char *name, struct arena scratch);
/* The files that a compilation's assembler reads; perhaps some that it does not. */
bool hidden_list_inputs(const struct plan *plan, const struct plan_step *step,
                        struct text_list *files);
/* The directories where a file that arrives may be read in the place of one of `files`,
 * or because one of `questions` asks for it; whether they are there or not. has_inputs: one
 * of the files has the assembler read others. */
bool hidden_list_folders(const struct plan *plan, const struct text_list *files,
                         const struct text_list *questions, bool has_inputs,
                         struct text_list *folders);
