/* trap_entry: from the CPU's interrupt to C, and back.
 *
 * 256 stubs, TRAP_STUB_SIZE bytes apart, make every interrupt look the same:
 * an error code (0 where the CPU pushes none) and the vector on the stack. */
#include "abi/x86.h"
#include "kit/trap_entry.h"

	.text
	.section .text.trap_stubs, "ax", @progbits
	.balign	TRAP_STUB_SIZE
	.globl	trap_stubs
	.type	trap_stubs, @object
trap_stubs:
	.set	vector, 0
	.rept	256
	.balign	TRAP_STUB_SIZE
	.if	vector >= X86_EXCEPTIONS || !((X86_EXCEPTIONS_WITH_CODE >> vector) & 1)
	pushq	$0
	.endif
	pushq	$vector
	jmp	trap_enter
	.set	vector, vector + 1
	.endr
	.size	trap_stubs, . - trap_stubs

/* Completes a struct trap_frame, calls void trap_dispatch(struct trap_frame *)
 * and goes back to where the frame says. The CPU aligned the stack to 16
 * before it pushed 5 words; with error, vector and 15 registers that is 22
 * words, and 2 more below keep the alignment that a call wants. */
	.type	trap_enter, @function
trap_enter:
	pushq	%rax
	pushq	%rbx
	pushq	%rcx
	pushq	%rdx
	pushq	%rsi
	pushq	%rdi
	pushq	%rbp
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	movq	%rsp, %rdi
	/* To a backtrace, the interrupted code has called us: its address and
	 * its RBP stand here as a call would leave them. */
	pushq	TRAP_FRAME_RIP(%rsp)
	pushq	%rbp
	movq	%rsp, %rbp
	cld
#ifdef __SSE2__
	subq	$512, %rsp
	fxsave64 (%rsp)
#endif
	call	trap_dispatch
#ifdef __SSE2__
	fxrstor64 (%rsp)
	addq	$512, %rsp
#endif
	addq	$16, %rsp
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rbp
	popq	%rdi
	popq	%rsi
	popq	%rdx
	popq	%rcx
	popq	%rbx
	popq	%rax
	addq	$16, %rsp		# vector and error code
	iretq
	.size	trap_enter, . - trap_enter

#ifdef __AVX__
#error "only SSE registers are saved here: take avx out of the target's features"
#endif
