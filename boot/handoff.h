#pragma once
/* handoff: the address space and the boot info that a kernel finds itself in
 * (abi/boot_info.h), and the jump there. */
#include <stddef.h>
#include <stdint.h>

#include "boot/conf.h"
#include "boot/elf.h"

struct handoff_module {
	const char *path;
	uint64_t base, size_bytes;	/* physical */
};

struct handoff {
	const struct elf_kernel *kernel;
	const char *command_line;
	struct handoff_module modules[CONF_MODULES_MAX];
	size_t module_count;
	uint64_t tsc_start, tsc_disk;
};

/* Claims the addresses that the loader itself uses in the kernel's space. */
void handoff_claim(struct space *space, const struct boot_config *config);

_Noreturn void handoff_enter(const struct handoff *handoff);
