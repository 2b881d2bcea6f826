#pragma once
/* relocate: moves a position-independent (PIE) kernel that is in memory to
 * where it was placed, as KASLR does (gABI 4.1, chapter 5; AMD64 psABI 1.0,
 * 4.4).
 *
 * Takes relocations of type R_X86_64_RELATIVE with an addend: all that a static
 * PIE has. Anything else stops the loader with its name or number. */
#include "boot/elf/elf_kernel.h"

void relocate(struct elf_kernel *kernel);
