#pragma once
/* info: writes boot info (abi/boot_info.h) into the pages that the kernel will
 * read it in. */
#include <stdint.h>

#include "boot/core/handoff.h"

#define INFO_SIZE_MAX 0x18000		/* address space of boot info */

struct info {
	uint64_t physical, used_bytes, size_bytes;
	uint64_t virtual_base;		/* where the kernel sees physical */
	struct boot_info *boot;
};

/* Everything but what is known only when the firmware is left. */
void info_write(struct info *info, const struct handoff *handoff);

/* The rest: the memory map as it will stay, EFI's, and the CPUs. */
void info_finish(struct info *info);
