/* load: LOAD_BYTES of data that a loader has to bring. LOAD_END lies in the
 * last of them: a kernel looks there before it leaves. After leave.h. */
#define LOAD_END 0x646e6521 /* "!end" */

/* clang-format off */
	.macro	leave_if_loaded last
	cmpl	$LOAD_END, \last
	jne	1f
	leave_machine
1:	cli
	hlt
	jmp	1b
	.endm

	.section .data
	.balign	8
	.fill	(LOAD_BYTES - 8) / 4, 4, 0x5a5a5a5a
	.long	0
load_last:
	.long	LOAD_END
				  /* clang-format on */
