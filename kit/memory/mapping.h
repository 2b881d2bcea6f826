#pragma once
/* mapping: page tables, the kit's half of <ingot/mapping.h>. */
#include <ingot/mapping.h>
#include <stdbool.h>

#include "kit/base/memory.h"

/* What each CPU has to do before it uses the tables: its page attribute table.
 * mapping_start does it for the first. */
void mapping_start_cpu(void);

/* True if nothing is mapped in the 512 GiB, aligned, around an address. */
bool mapping_is_empty_around(uint64_t address);
