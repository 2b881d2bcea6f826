#pragma once
/* build_runtime: the libraries of one build, made in two steps. Those of an earlier build
 * are brought up to date; when the kernel's own sources are compiled, they get what it is
 * found to need. */
#include "host/build/build_facts.h"
#include "host/build/plan.h"

/* For the text of a target's configuration file and a profile's flags. Sets
 * build->runtime. */
enum exit_status build_runtime_start(struct build *build, struct bytes config,
                                     const char *const *flags);

/* The same, for a plan that has compiled the kernel's sources. */
struct build_needing {
	const struct build *build;
	struct plan *plan;
	struct bytes config;
	const char *const *flags;
};
/* See make.h; object is a struct build_needing. */
enum exit_status build_runtime_complete(const void *object);
