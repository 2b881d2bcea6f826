/* start: the kernel that Ingot's loader boots. Leaves at once. */
#include "bench/boot/leave.h"
#include "bench/boot/load.h"

	.text
	.globl	_start
_start:
	leave_if_loaded load_last(%rip)
