#pragma once
/* e820: what the types of a PC's memory map mean (ACPI 6.5, table 15.4). */
#include <stdint.h>

#include "abi/boot_info.h"

static inline enum boot_memory_kind e820_kind(uint32_t type)
{
	switch (type) {
	case 1:  return BOOT_MEMORY_USABLE;
	case 3:  return BOOT_MEMORY_ACPI_RECLAIMABLE;
	case 4:  return BOOT_MEMORY_ACPI_NVS;
	case 5:  return BOOT_MEMORY_BAD;
	default: return BOOT_MEMORY_RESERVED; /* 2, and what is yet to come */
	}
}
