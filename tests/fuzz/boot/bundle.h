#pragma once
/* bundle: what QEMU hands to a loader that it starts itself (docs/format.md 3). */
#include "medium.h"

/* Makes a bundle of a kernel, an ingot.conf and a module; false, with a
 * message, if the kernel cannot be read. */
bool bundle_make(struct medium *medium, const char *kernel_path);
