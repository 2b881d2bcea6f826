/* leave: what every program of this bench does first, in any mode: writes the
 * time stamp counter to QEMU's debug console, eight bytes, lowest first, and
 * ends QEMU with EXIT_STATUS_OF(EXIT_CODE_SUCCESS). */
#include "../../abi/exit_code.h"

#define DEBUG_CONSOLE 0xe9

/* clang-format off */
	.macro	leave_machine
	rdtsc
	mov	%edx, %ecx
	mov	$DEBUG_CONSOLE, %edx
	.rept	4
	out	%al, %dx
	shr	$8, %eax
	.endr
	mov	%ecx, %eax
	.rept	4
	out	%al, %dx
	shr	$8, %eax
	.endr
	mov	$EXIT_PORT, %edx
	mov	$EXIT_CODE_SUCCESS, %eax
	out	%eax, %dx
	hlt
	.endm
		/* clang-format on */
