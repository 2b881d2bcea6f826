#pragma once
/* handoff: the boot protocol carried out: the address space that a kernel finds
 * itself in (abi/boot_info.h), and the jump there. */
#include "boot/core/info.h"
#include "boot/elf/elf_kernel.h"
#include "boot/elf/space.h"

/* Claims the addresses that the loader itself uses in the kernel's space, and
 * those that the kernel requested. */
void handoff_claim(struct space *space, const struct elf_kernel *kernel);

/* Chooses the addresses that the kernel left to the loader, once the kernel
 * has its own, and writes them into its requests. */
void handoff_choose(struct space *space, struct boot_config *config);

_Noreturn void handoff_enter(struct handoff *handoff);
