#pragma once
/* jump: the last code of the loader. jump_code is copied to a page that both
 * address spaces map at BOOT_LOADER_PAGE_ADDRESS, and runs there. */
#define JUMP_CR3       0
#define JUMP_STACK     8
#define JUMP_ENTRY     16
#define JUMP_BOOT_INFO 24

#ifndef __ASSEMBLER__
#include <stddef.h>
#include <stdint.h>

struct jump {
	uint64_t cr3;			/* physical */
	uint64_t stack_top, entry, boot_info;
};

_Static_assert(offsetof(struct jump, stack_top) == JUMP_STACK, "jump.S");
_Static_assert(offsetof(struct jump, boot_info) == JUMP_BOOT_INFO, "jump.S");

typedef void jump_function(const struct jump *jump);	/* never returns */

extern const uint8_t jump_code[], jump_code_end[];
#endif
