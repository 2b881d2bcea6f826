#pragma once
/* smbios: the entry point of the SMBIOS (DMI) tables where a BIOS puts it (DMTF
 * DSP0134 3.7, 5.2): in 0xf0000-0xfffff, at a multiple of 16. For front ends
 * whose firmware does not simply tell. */
#include <stdint.h>

/* Physical address, the 64-bit entry point if there are both; 0 = none. */
uint64_t smbios_search(void);
