#pragma once
/* runtime: the plan of the libraries that a kernel is linked with, from runtime/ and
 * kit/. */
#include "host/build/plan.h"
#include "host/build/selection.h"

/* Which runtime. */
struct runtime {
	bool builtins_mem;  /* else memcpy and its like are the kernel's own */
	bool optimized;     /* the flags are a release build's */
	unsigned sanitize;  /* SANITIZE_ */
	unsigned libraries; /* STD_: of builtins, core and alloc, those that are linked */
};

#define RUNTIME_LIBRARIES_MAX 6

/* What it is made of. */
struct runtime_sources {
	struct runtime_library {
		const struct runtime_part *part;
		struct text_list names; /* of sources: see own_sources.h */
	} libraries[RUNTIME_LIBRARIES_MAX];
	size_t count;
};

/* False, reported, if they cannot be read. */
bool runtime_find_sources(struct arena *keep, const char *root, const struct runtime *runtime,
                          struct runtime_sources *sources);
/* The sources that are chosen, compiled, in libraries. */
void runtime_plan(struct plan *plan, const char *root, const struct runtime *runtime,
                  const struct runtime_sources *sources, const struct selection *selection);
