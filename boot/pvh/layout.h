#pragma once
/* layout: the memory layout of the PVH front end (loader.ld).
 *
 * The loader lies at 3 MiB, in one piece with its tables and its stack; the
 * bundle where QEMU puts it, near the end of the memory below 4 GiB. */

#define STACK_SIZE 0x8000

#ifndef __ASSEMBLER__
#include <stdint.h>

extern const uint8_t loader_base[], loader_end[];
extern uint64_t identity_tables[];
#endif
