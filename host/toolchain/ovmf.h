#pragma once
/* ovmf: the UEFI firmware for QEMU, and where each system keeps it. */
#include <stdbool.h>

#include "host/base/text.h"

/* The file that OVMF names, else the first that is found: where Debian, Fedora,
 * Arch, openSUSE and Alpine put it, then in the share directory of that QEMU
 * (Homebrew; NULL: of none). system_root stands before these places; "" is this
 * system. NULL: none; *missing then is the file that OVMF names, or NULL. */
const char *ovmf_find(struct arena *keep, const char *system_root, const char *qemu,
                      const char **missing);
/* As ovmf_find in this system, reported if there is none. */
const char *ovmf_need(struct arena *keep, const char *qemu);

/* Code and variables in one file, which QEMU takes as a BIOS: its size is a
 * power of two. Code alone belongs into flash memory. */
bool ovmf_is_whole(const char *path);
