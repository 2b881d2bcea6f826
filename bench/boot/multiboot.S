/* multiboot: the same kernel for GRUB (Multiboot2 specification 2.0, 3.1).
 * Leaves at once. Linked at 2 MiB. */
#include "bench/boot/leave.h"
#include "bench/boot/load.h"

#define MAGIC  0xe85250d6
#define I386   0
#define LENGTH (header_end - header)

	.code32
	.section .text, "ax"
	.balign	8
header:
	.long	MAGIC, I386, LENGTH, -(MAGIC + I386 + LENGTH)
	.word	0, 0			# the last tag
	.long	8
header_end:
	.globl	_start
_start:
	leave_if_loaded load_last
