#pragma once
/* info: writes boot info (struct boot_info of abi/boot_info.h) into the pages
 * that the kernel will read it in. */
#include <stddef.h>
#include <stdint.h>

#include "abi/boot_info.h"
#include "boot/elf/elf_kernel.h"
#include "boot/file/conf.h"

#define INFO_SIZE_MAX 0x18000 /* address space of boot info */

/* What a kernel is handed. */
struct handoff_module {
	const char *path;
	uint64_t base, size_bytes; /* physical */
};

struct handoff {
	struct elf_kernel *kernel;
	const char *command_line;
	struct handoff_module modules[CONF_MODULES_MAX];
	size_t module_count;
	struct boot_framebuffer framebuffer;
	struct boot_tsc tsc;
	uint64_t map_end; /* of the map of physical memory */
};

struct info {
	uint64_t physical, used_bytes, size_bytes;
	uint64_t virtual_base; /* where the kernel sees physical */
	struct boot_info *boot;
};

/* Everything but what is known only when the firmware is left. */
void info_write(struct info *info, const struct handoff *handoff);

/* The rest: the memory map as it will stay, EFI's, and the CPUs. */
void info_finish(struct info *info);
