/* trap_entry: interrupt stubs (ISRs): from the CPU's interrupt to C, and back.
 *
 * An entry for each of 256 vectors makes every interrupt look the same: an
 * error code (0 where the CPU pushes none) and the vector on the stack. An entry
 * is 4 bytes, a push of a byte and a jump that reaches 127 bytes: as far as the
 * exits of its group, which jump the rest of the way. */
#include "abi/x86.h"
#include "kit/trap/trap_entry.h"

	.section .text.trap_groups, "ax", @progbits
	.globl	trap_groups
	.type	trap_groups, @object
trap_groups:
	.set	vector, 0
	.rept	256 / TRAP_GROUP_SIZE
	.rept	TRAP_GROUP_SIZE
	pushq	$(vector - 256 * (vector / 128))	# the byte, as its sign has it
	.if	vector < X86_EXCEPTIONS && (X86_EXCEPTIONS_WITH_CODE >> vector) & 1
	jmp	2f
	.else
	jmp	1f
	.endif
	.set	vector, vector + 1
	.endr
1:	jmp	trap_enter_without_code
	.balign	TRAP_EXIT_SIZE, 0xcc
2:	jmp	trap_enter
	.balign	TRAP_EXIT_SIZE, 0xcc
	.endr
	.size	trap_groups, . - trap_groups

/* The vector goes one word down, and 0 to where it was. */
	.type	trap_enter_without_code, @function
trap_enter_without_code:
	pushq	(%rsp)
	movq	$0, 8(%rsp)
	.size	trap_enter_without_code, . - trap_enter_without_code

/* Completes a struct trap_frame, calls void trap_dispatch(struct trap_frame *)
 * and goes back to where the frame says. The CPU aligned the stack to 16
 * before it pushed 5 words; with error, vector and 15 registers that is 22
 * words, and 4 more below keep the alignment that a call wants.
 *
 * Ring 3 may load any GS; which one counts is said by CS. In ring 0 both bases of
 * SWAPGS are the kit's, so that a kernel may go to ring 3 with SWAPGS or without;
 * ring 3's own waits on the stack, with the CS that came. */
	.type	trap_enter, @function
trap_enter:
	andq	$0xff, (%rsp)		# vectors above 127 were pushed negative
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
	subq	$16, %rsp
	movq	TRAP_FRAME_CS(%rdi), %rax
	movq	%rax, 8(%rsp)
	testb	$3, %al
	jz	1f
	swapgs
	movl	$X86_MSR_KERNEL_GS_BASE, %ecx
	rdmsr
	movl	%eax, (%rsp)
	movl	%edx, 4(%rsp)
	movq	%gs:0, %rdx		# struct cpu begins with its own address
	movl	%edx, %eax
	shrq	$32, %rdx
	wrmsr
1:
#ifdef __SSE2__
	subq	$512, %rsp
	fxsave64 (%rsp)
#endif
	call	trap_dispatch
#ifdef __SSE2__
	fxrstor64 (%rsp)
	addq	$512, %rsp
#endif
	testb	$3, 32+TRAP_FRAME_CS(%rsp)
	jz	3f
	testb	$3, 8(%rsp)
	jz	2f			# ring 0 was interrupted, and goes to ring 3
	movl	$X86_MSR_KERNEL_GS_BASE, %ecx
	movl	(%rsp), %eax
	movl	4(%rsp), %edx
	wrmsr
2:	swapgs
3:	addq	$32, %rsp
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
