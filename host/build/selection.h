#pragma once
/* selection: which sources of the libraries are compiled: those that the link of a kernel
 * needs, of all kernels that were built with a directory of the cache. There they are
 * written down, and none is ever left out again.
 *
 * What a source needs is foreseen by the list of members.h, so that all is compiled at
 * once. It is no more than foreseen: what was compiled is looked at, and needs more, or
 * is not as the list says; then more is compiled, or all of it. So the list never
 * decides whether a kernel links. */
#include "host/build/members.h"
#include "host/build/plan.h"

struct selection {
	struct arena *keep;
	const char *root;
	struct members members;
	unsigned sanitize;                        /* SANITIZE_ */
	bool is_all, was_all;                     /* now, and in the directory that was read */
	bool *is_there, *is_chosen, *is_followed; /* each member */
	size_t count; /* of those that are chosen; as large as can be: all */
};

/* Of the sources of a build, none chosen. */
void selection_begin(struct selection *selection, struct arena *keep, const char *root,
                     unsigned sanitize, const struct text_list *sources);
void selection_choose_all(struct selection *selection);
/* Whatever defines these names, and what that needs; all, if nobody knows one of them. */
void selection_choose_names(struct selection *selection, const struct text_list *names);
bool selection_has(const struct selection *selection, const char *source);
/* Adds the names that a source defines, and that it refers to as weak. */
void selection_list_names(const struct selection *selection, const char *source,
                          struct text_list *defined, struct text_list *weak);

/* What was chosen before in a directory: adds it. Whether anything ever was. */
bool selection_read(struct selection *selection, const char *folder);
/* False, reported. */
bool selection_write(const struct selection *selection, const char *folder);

/* Looks at what a plan has compiled. False: it needs more, which is chosen now. */
bool selection_check(struct selection *selection, const struct plan *plan, struct arena scratch);
