#pragma once
/* packages: the command that installs a tool on this host, by its package
 * manager, whichever is on PATH. The names are those that scripts/setup.sh
 * installs: both are in needs.def. */
#include <stddef.h>

#include "host/base/arena.h"

enum package {
#define NEED(need, about) PACKAGE_##need,
#include "host/toolchain/needs.def"
	PACKAGE_COUNT
};

/* NULL if no package manager is known here. llvm_major chooses among versions
 * where the manager has several; 0 is the system's own. */
const char *packages_install_command(struct arena *keep, const enum package *packages, size_t count,
                                     int llvm_major);
/* The major version of LLVM to install where none is asked for: the newest on
 * offer where packages are named by version (which takes apt a second to say),
 * else 0. */
int packages_llvm_major(struct arena *keep);
