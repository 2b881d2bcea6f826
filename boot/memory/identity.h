#pragma once
/* identity: the identity map, the loader's own view of memory, for front ends
 * that begin without paging: every address below 4 GiB at itself, in pages of 2
 * MiB.
 *
 * Six pages: the tables of levels 4 and 3, and four page directories. Assembly
 * makes the first entry of each level, or two of the last, which is enough to run C
 * in the lowest 2 or 4 MiB. Before identity_complete, nothing else may be touched. */
#define IDENTITY_TABLES_SIZE (6 * 0x1000)
#define IDENTITY_END         0x100000000 /* UEFI's, too: CPUs start with 32 bits */

#ifndef __ASSEMBLER__
#include <stdint.h>

/* All other entries are zero. */
void identity_complete(uint64_t *tables);
#endif
