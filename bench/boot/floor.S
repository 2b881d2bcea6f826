/* floor: a boot sector that leaves at once. What it takes is QEMU's and the
 * firmware's own time, which no loader can undercut. */
#include "bench/boot/leave.h"

	.code16
	.globl	_start
_start:
	leave_machine
	.org	510
	.word	0xaa55
