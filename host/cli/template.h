#pragma once
/* template: what `ingot new` writes: the files of a directory of templates/kernel/, and
 * those of templates/extra/ that are wanted with it.
 *
 * A template is a project that builds as it is. In a new project "@NAME@" is the kernel's
 * name, in paths too, and so is what the `name` of ingot.yaml says. */
#include <stdbool.h>

#include "host/base/text.h"
#include "host/base/words.h"

#define TEMPLATE_DEFAULT "hello"

struct template_file {
	const char *path; /* in the new project */
	struct bytes content;
};

struct template_choice {
	const char *root;                 /* where templates/ is */
	const char *kernel, *ci, *editor; /* NULL: TEMPLATE_DEFAULT, none, none */
	const char *name;                 /* of the new kernel */
};

struct template_files {
	struct arena *keep;
	/* In the order of strcmp, but for ingot.yaml, which is the last: it makes a directory
	 * a project. */
	struct template_file *items;
	size_t count, capacity;
};

/* Of --template, --ci and --editor. */
extern const struct word template_kernels[], template_services[], template_editors[];

/* Whether the word of --template is no template's name, but asks for their list. */
bool template_is_list(const char *word);
/* Whether the choice's words are ones that there are. Reported. */
bool template_check(const struct template_choice *choice);
/* False, reported, if a file cannot be read. */
bool template_load(struct arena *keep, const struct template_choice *choice,
                   struct template_files *files);
/* On standard output: each template with its line, the first sentence of its README.md. */
bool template_print_list(const char *root, struct arena scratch);
