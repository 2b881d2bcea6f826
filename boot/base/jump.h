#pragma once
/* jump: the kernel entry: the last code of the loader, which loads the kernel's
 * CR3 and GDT. It is copied to a page that both address spaces map at
 * BOOT_LOADER_PAGE_ADDRESS, and runs there: on the first CPU (BSP) jump_code,
 * on the others (APs) jump_park. struct jump lies at the page's end. */
#define JUMP_CR3       0
#define JUMP_STACK     8
#define JUMP_ENTRY     16
#define JUMP_BOOT_INFO 24
#define JUMP_MAILBOXES 32
#define JUMP_CPU_COUNT 40
#define JUMP_CR4       48
#define JUMP_GDTR      56
#define JUMP_IDTR      66

/* struct boot_mailbox, for assembly. */
#define MAILBOX_ENTRY    0
#define MAILBOX_STACK    8
#define MAILBOX_ARGUMENT 16
#define MAILBOX_APIC_ID  24
#define MAILBOX_STATE    28
#define MAILBOX_SIZE     64
#define MAILBOX_AWAKE    1 /* the state: 0 until a CPU comes, */
#define MAILBOX_GIVEN_UP 2 /* or the loader has waited enough */

#ifndef __ASSEMBLER__
#include <stddef.h>
#include <stdint.h>

#include "abi/boot_info.h"

struct __attribute__((packed)) jump {
	uint64_t cr3; /* physical */
	uint64_t stack_top, entry, boot_info;
	uint64_t mailboxes; /* virtual */
	uint64_t cpu_count;
	uint64_t cr4; /* the same levels as in force */
	uint16_t gdt_limit;
	uint64_t gdt_base;  /* virtual */
	uint16_t idt_limit; /* none: 0 */
	uint64_t idt_base;
};

_Static_assert(offsetof(struct jump, stack_top) == JUMP_STACK, "jump.S");
_Static_assert(offsetof(struct jump, boot_info) == JUMP_BOOT_INFO, "jump.S");
_Static_assert(offsetof(struct jump, mailboxes) == JUMP_MAILBOXES, "jump.S");
_Static_assert(offsetof(struct jump, cpu_count) == JUMP_CPU_COUNT, "jump.S");
_Static_assert(offsetof(struct jump, cr4) == JUMP_CR4, "jump.S");
_Static_assert(offsetof(struct jump, gdt_limit) == JUMP_GDTR, "jump.S");
_Static_assert(offsetof(struct jump, idt_limit) == JUMP_IDTR, "jump.S");
_Static_assert(offsetof(struct boot_mailbox, stack_top) == MAILBOX_STACK, "jump.S");
_Static_assert(offsetof(struct boot_mailbox, argument) == MAILBOX_ARGUMENT, "jump.S");
_Static_assert(offsetof(struct boot_mailbox, apic_id) == MAILBOX_APIC_ID, "jump.S");
_Static_assert(offsetof(struct boot_mailbox, state) == MAILBOX_STATE, "jump.S");
_Static_assert(sizeof(struct boot_mailbox) == MAILBOX_SIZE, "jump.S");

typedef void jump_function(const struct jump *jump); /* never returns */

extern const uint8_t jump_code[], jump_park[], jump_gdt[], jump_gdt_end[], jump_code_end[];
#endif
