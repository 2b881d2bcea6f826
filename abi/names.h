#pragma once
/* names: what the names of runtime and kit begin with in a kernel's symbol table.
 * NAME itself is the kernel's, or a weak symbol at the same place (docs/architecture.md,
 * "One build"). Nobody needs to see the prefix: reports leave it out. */
#define NAMES_PREFIX "ingot."
