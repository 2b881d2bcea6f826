#pragma once
/* disk: the parts of an image as `ingot image` writes it, for BIOS and UEFI. */
#include "medium.h"

/* Reads a good image, and fills what is free in it with pages of the kernel's
 * code; false, with a message, if it is none. */
bool disk_open(struct medium *medium, const char *path);
