/* limine: the same kernel for Limine (Limine boot protocol, base revision 2).
 * Asks for nothing and leaves at once. Linked into the top 2 GiB. */
#include "bench/boot/leave.h"
#include "bench/boot/load.h"

#define BASE_REVISION 2

	.section .text, "ax"
	.globl	_start
_start:
	leave_if_loaded load_last(%rip)

	.section .data
	.balign	8
	.quad	0xf9562b2d5c95a6c8, 0x6a7b384944536bdc, BASE_REVISION
