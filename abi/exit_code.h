#pragma once
/* exit_code: how a guest tells the host in QEMU how it ended.
 *
 * The guest writes one of these to QEMU's isa-debug-exit device (a 32-bit
 * write to EXIT_PORT); QEMU then ends with the status (code << 1) | 1, so that
 * QEMU's own failure (1) and a plain power-off (0) are never mistaken for a
 * code. The port belongs to nobody on a PC, but the guest writes to it only
 * under a hypervisor (CPUID leaf 1, ECX bit 31). */
#define EXIT_PORT 0xf4

#define EXIT_CODE_SUCCESS 0x10 /* QEMU's status: 33 */
#define EXIT_CODE_PANIC   0x11 /* 35: the kernel panicked or took a fault */
#define EXIT_CODE_FAILURE 0x12 /* 37: the kernel ended by exit(non-zero) */
#define EXIT_CODE_LOADER  0x20 /* 65 and odd numbers up: + enum loader_error */

/* A kernel may leave with the same numbers: the last line on the console is the
 * loader's if it begins so, and the error's number follows. */
#define LOADER_REFUSAL "ingot loader: error "

#define EXIT_STATUS_OF(code) ((code) << 1 | 1)
