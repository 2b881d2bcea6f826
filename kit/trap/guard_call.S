/* guard_call: see guard.h. What a part must leave as it was lies on the stack, and
 * guard_innermost says where, so that a fault may come back over all that the part
 * has called. */

/* bool guard_call(void (*part)(void *), void *argument): true. */
	.section .text.guard_call, "ax", @progbits
	.globl	guard_call
	.type	guard_call, @function
guard_call:
	pushq	%rbp
	movq	%rsp, %rbp
	pushq	%rbx
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	pushq	guard_innermost(%rip)	# the outer one
	movq	%cr2, %rax		# of the fault that is reported
	pushq	%rax
	pushq	%rax			# keeps the alignment that a call wants
	movq	%rsp, guard_innermost(%rip)
	movq	%rdi, %rax
	movq	%rsi, %rdi
	call	*%rax
	movl	$1, %eax
1:	popq	%rdx
	popq	%rdx
	movq	%rdx, %cr2
	popq	guard_innermost(%rip)
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbx
	popq	%rbp
	ret

/* void guard_return(void): the innermost guard_call returns false. */
	.globl	guard_return
	.type	guard_return, @function
guard_return:
	movq	guard_innermost(%rip), %rsp
	xorl	%eax, %eax
	jmp	1b
	.size	guard_call, . - guard_call
