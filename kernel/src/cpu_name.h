#pragma once
/* cpu_name: what the processor calls itself. */
#include <stddef.h>

#define CPU_NAME_SIZE 49

/* The brand string (CPUID 0x80000002..4), else the vendor's (CPUID 0), without
 * the spaces that some processors pad it with on the left. */
void cpu_name_read(char name[CPU_NAME_SIZE]);
