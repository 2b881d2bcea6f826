#pragma once
/* user_entry: what user.c and user_entry.S share. */

/* Selectors. SYSRET wants the data segment 8 and the code segment 16 above a base; both
 * with the ring in their low bits. The first three are the kit's. */
#define SEGMENT_KERNEL_CODE 0x08
#define SEGMENT_KERNEL_DATA 0x10
#define SEGMENT_USER_BASE   0x28
#define SEGMENT_USER_DATA   0x33
#define SEGMENT_USER_CODE   0x3b

#define FLAGS_RING3 0x202 /* interrupts on, and the bit that is always set */

#ifndef __ASSEMBLER__
#include <stdint.h>

/* Where user_enter left the kernel's stack: user_leave goes on there. */
extern uint64_t user_kernel_stack;

/* Goes to ring 3; returns when user_leave is called. */
void user_enter(uint64_t rip, uint64_t rsp);
_Noreturn void user_leave(void);
/* SYSCALL arrives here. */
void user_call_entry(void);

/* What it calls, in user.c. */
uint64_t user_call(uint64_t number, uint64_t first, uint64_t second);
#endif
