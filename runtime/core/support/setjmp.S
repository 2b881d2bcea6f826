/* setjmp, longjmp: what the System V ABI lets a callee keep.
 *
 * Nothing but the stack pointer, the return address and six registers: the
 * x87 and SSE control words belong to whoever changes them. */

#ifdef __x86_64__

#ifdef __APPLE__
#define NAME_(name) _##name
#else
#define NAME_(name) name
#endif
#define NAME(name) NAME_(name)

	.text

/* int setjmp(jmp_buf environment): 0, or what longjmp is given */
	.globl	NAME(setjmp)
	.p2align 4
NAME(setjmp):
	mov	(%rsp), %rdx		# where setjmp returns to
	lea	8(%rsp), %rcx		# the stack once it has
	mov	%rbx, 0(%rdi)
	mov	%rbp, 8(%rdi)
	mov	%r12, 16(%rdi)
	mov	%r13, 24(%rdi)
	mov	%r14, 32(%rdi)
	mov	%r15, 40(%rdi)
	mov	%rcx, 48(%rdi)
	mov	%rdx, 56(%rdi)
	xor	%eax, %eax
	ret

/* void longjmp(jmp_buf environment, int value): setjmp returns value, or 1 if
 * value is 0, because 0 is what its first return means */
	.globl	NAME(longjmp)
	.p2align 4
NAME(longjmp):
	mov	%esi, %eax
	cmp	$1, %eax
	adc	$0, %eax		# only 0 is below 1: carry
	mov	0(%rdi), %rbx
	mov	8(%rdi), %rbp
	mov	16(%rdi), %r12
	mov	24(%rdi), %r13
	mov	32(%rdi), %r14
	mov	40(%rdi), %r15
	mov	48(%rdi), %rsp
	jmp	*56(%rdi)

#ifdef __ELF__
	.type	NAME(setjmp), @function
	.type	NAME(longjmp), @function
	.section .note.GNU-stack, "", @progbits
#endif

#endif
