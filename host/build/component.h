#pragma once
/* component: what a kernel needs besides its own sources, compiled from
 * Ingot's: the loader, and the runtime with the kit.
 *
 * Each is built in a cache directory named by all that decides its bytes, so that
 * projects share it; ninja still looks whether a source has changed. */
#include "host/base/status.h"
#include "host/build/kernel_names.h"
#include "host/build/plan.h"
#include "host/build/runtime.h"
#include "host/build/session.h"
#include "host/target/spec.h"
#include "host/toolchain/toolchain.h"

struct component_request {
	struct session *session;
	const struct toolchain *tools;
	const char *ninja;
};

/* The text of a target's configuration file, which also names the compiler's
 * file as it is now: another compiler is another configuration. Without data, and
 * reported, if that cannot be looked at. */
struct bytes component_config(struct session *session, const struct target_spec *spec,
                              const struct toolchain *tools, const char *const *includes);

/* Writes the configuration file of a target into directory: its path, or NULL,
 * reported. */
const char *component_write_config(struct arena *keep, const char *folder, const char *name,
                                   struct bytes text);

/* A file that changes when a program does: what was made by it is made again. Its path, or
 * NULL, reported. */
const char *component_write_program(struct arena *keep, const char *folder, const char *name,
                                    const char *program);

/* *directory then holds stage1.bin, stage2.bin, loader.efi and loader.pvh. */
enum exit_status component_build_loader(const struct component_request *request,
                                        const char **folder);

/* Archives for `config` (the text of a configuration file) and profile flags: the kit in
 * *directory, and of builtins, core, alloc and sanitize those that are wanted. A kernel
 * may define any name of theirs: see names.h.
 *
 * They have what a kernel needs that leaves these names to them, and what other kernels
 * needed before (selection.h); in a cache that several users share, everything. NULL: what
 * they have is brought up to date, and nothing is made where there is nothing. */
enum exit_status component_build_runtime(const struct component_request *request,
                                         struct bytes config, const char *const *flags,
                                         const struct runtime *runtime,
                                         const struct kernel_names *names, const char **folder);
