#pragma once
/* symbols: the table of a kernel's functions that an image brings for a crash report on
 * the machine's own screen (abi/symbols.h; docs/format.md, 4). */
#include "host/base/text.h"

/* From the symbol table of an ELF file, which may be damaged. The same functions make the
 * same bytes, in whatever order the file has them. NULL, or why there is no table. */
const char *symbols_make(struct arena *keep, struct bytes elf, struct bytes *table);
