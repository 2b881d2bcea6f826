#pragma once
/* kernel_names: which names a kernel's objects leave to the libraries. */
#include "host/build/build_facts.h"
#include "host/build/plan.h"

struct kernel_names {
	bool is_unknown; /* what the link takes cannot be foreseen: all may be needed */
	struct text_list needed;
};

/* Of the objects that a plan has compiled, and of the link's own. */
struct kernel_names kernel_names_find(const struct build *build, const struct plan *plan,
                                      struct arena *keep);
