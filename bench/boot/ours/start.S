/* start: the kernel that Ingot's loader boots. Leaves at once. */
#include "bench/boot/leave.h"
#include "bench/boot/load.h"

	.text
	.globl	_start
_start:
	cmpl	$LOAD_END, load_last(%rip)
	jne	1f
	leave_machine
1:	cli
	hlt
	jmp	1b
