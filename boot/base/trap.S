/* trap: where the processor enters on an exception in 64-bit code. Nothing is
 * saved: the loader does not come back from one. */
#include "abi/x86.h"
#include "boot/base/trap.h"

	.section .text.trap, "ax"
	.code64
	.globl	trap_stubs
	.balign	TRAP_STUB_SIZE
trap_stubs:
	.set	vector, 0
	.rept	X86_EXCEPTIONS
	.balign	TRAP_STUB_SIZE
	.if	((X86_EXCEPTIONS_WITH_CODE >> vector) & 1) == 0
	push	$0			# where others have an error code
	.endif
	push	$vector
	jmp	trap_common
	.set	vector, vector + 1
	.endr

trap_common:
	cld
	mov	%cr2, %rax
	push	%rax
	mov	%rsp, %rdi		# const struct trap_frame *
	and	$-16, %rsp
	call	trap_report
	ud2
