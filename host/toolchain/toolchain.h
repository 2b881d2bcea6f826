#pragma once
/* toolchain: the programs Ingot runs: where they are, and what the compiler
 * knows of a target.
 *
 * clang, ld.lld and the llvm- programs are all of one major version of LLVM,
 * TOOLCHAIN_LLVM_OLDEST or later. Where they are looked for, first to last:
 *   1. CC and LD, which name a program and are not second-guessed;
 *   2. PATH, with a version: the newest first, as far as the pin goes;
 *   3. PATH, plain: clang;
 *   4. where Homebrew, Debian, Alpine and Fedora keep versions beside each
 *      other.
 * The first clang whose companions are all there is taken. Companions are
 * looked for beside it first. ninja, NASM, QEMU, qemu-img and sbsign: NINJA, NASM,
 * QEMU, QEMU_IMG and SBSIGN, then PATH.
 *
 * What a program says of itself is remembered (see probe.h): a build that has
 * nothing to do asks no program anything. */
#include <stdbool.h>

#include "host/toolchain/llvm.h"
#include "host/toolchain/packages.h"

struct toolchain {
	const char *clang, *lld;
	const char *objcopy, *ar, *symbolizer; /* NULL: not asked for, not found */
	struct version version;                /* of clang */
	const char *version_text;              /* "19.1.7" */
	const char *resource_folder;           /* clang's own headers are in include/ */
};

/* False, reported with the command that installs what is missing. */
bool toolchain_find(struct arena *keep, struct arena scratch,
                    const struct toolchain_request *request, struct toolchain *toolchain);
/* The program's path, or NULL, reported. */
const char *toolchain_find_ninja(struct arena *keep);
const char *toolchain_find_nasm(struct arena *keep);
const char *toolchain_find_qemu(struct arena *keep);
const char *toolchain_find_qemu_img(struct arena *keep);
const char *toolchain_find_sbsign(struct arena *keep);

/* What clang says of a target. */
struct toolchain_target {
	const char *data_layout;
	const char *macros;          /* "#define" lines */
	const char *const *features; /* NULL at the end */
	const char *const *cpus;
};

/* False, reported, if clang does not know the target. `at` is where it is
 * named, or NULL. */
bool toolchain_ask_target(struct arena *keep, const struct toolchain *toolchain, const char *triple,
                          const struct place *at, struct toolchain_target *target);
/* The value of a macro, "" if it is empty, NULL if it is not defined. */
const char *toolchain_macro(struct arena *keep, const struct toolchain_target *target,
                            const char *name);

/* A row of `ingot doctor`. */
enum tool_state { TOOL_GOOD, TOOL_MISSING, TOOL_WRONG };
struct tool_row {
	const char *name; /* "clang" */
	enum tool_state state;
	const char *path, *version; /* NULL: unknown */
	const char *purpose;        /* "compiles" */
	const char *problem;        /* a sentence if wrong, else NULL */
	const char *note;           /* where the path is from, or NULL */
	const char *install;        /* the command for this host, or NULL */
	enum package package;       /* that has it */
	bool optional;
};
#define TOOLCHAIN_ROWS 11

/* Reports nothing itself. Returns the command that installs all that is required and not
 * good, or NULL. */
const char *toolchain_report(struct arena *keep, struct arena scratch,
                             const struct toolchain_request *request,
                             struct tool_row rows[TOOLCHAIN_ROWS]);
