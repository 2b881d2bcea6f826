#pragma once
/* kit: the kernel library. What its files tell each other, and only they.
 *
 * include/ingot/ is the public half, one header a module. Sources here include
 * abi/, the runtime's headers, <ingot/...> and each other's; nothing of boot/,
 * host/ or a kernel. A kernel links what it uses: each source is one member of
 * libkit.a, each function a section of its own.
 *
 * These are called by start.c, once, in this order, on the first CPU with
 * interrupts off. */
#include <stddef.h>

struct boot_info;

/* Serial at once; the screen if boot (which may be NULL: a hand-over that
 * cannot be trusted) has one. */
void console_start(const struct boot_info *boot);

/* In kernels with the address sanitizer only: watches the kernel's image and
 * stack. boot can be trusted. */
void sanitize_start(const struct boot_info *boot);

/* Segments, task state, exception stacks; GS of the first CPU. */
void segments_start(void);

/* Interrupt descriptor table; interrupt controllers masked. After segments. */
void trap_start(void);

/* The same table, on another CPU. */
void trap_start_cpu(void);

/* Thread-local storage of the first CPU. */
void thread_local_start(void);

/* That of another CPU, in memory of so many bytes, aligned to 64. */
size_t thread_local_get_size(void);
void thread_local_start_cpu(void *memory);
