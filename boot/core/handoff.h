#pragma once
/* handoff: the address space that a kernel finds itself in (abi/boot_info.h),
 * and the jump there. */
#include <stddef.h>
#include <stdint.h>

#include "boot/elf/elf.h"
#include "boot/file/conf.h"

struct handoff_module {
	const char *path;
	uint64_t base, size_bytes;	/* physical */
};

struct handoff {
	struct elf_kernel *kernel;
	const char *command_line;
	struct handoff_module modules[CONF_MODULES_MAX];
	size_t module_count;
	struct boot_framebuffer framebuffer;
	struct boot_tsc tsc;
};

/* Claims the addresses that the loader itself uses in the kernel's space, and
 * those that the kernel wished for. */
void handoff_claim(struct space *space, const struct boot_config *config);

/* Chooses the addresses that the kernel left to the loader, once the kernel
 * has its own, and writes them into its wishes. */
void handoff_choose(struct space *space, struct boot_config *config);

_Noreturn void handoff_enter(struct handoff *handoff);
