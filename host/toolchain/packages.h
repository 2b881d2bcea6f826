#pragma once
/* packages: the command that installs a tool on this host, by its package
 * manager: apt, dnf, pacman, zypper, apk or brew, whichever is on PATH. */
#include <stddef.h>

#include "host/base/arena.h"

enum package { PACKAGE_CLANG, PACKAGE_LLD, PACKAGE_LLVM, PACKAGE_NINJA, PACKAGE_QEMU,
	       PACKAGE_QEMU_IMG, PACKAGE_OVMF, PACKAGE_GDB, PACKAGE_COUNT };

/* NULL if no package manager is known here. llvm_major chooses among versions
 * where the manager has several. */
const char *packages_install_command(struct arena *keep, const enum package *packages,
                                     size_t count, int llvm_major);
