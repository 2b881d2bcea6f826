# user_entry: the ways between ring 0 and ring 3.
#include "user_entry.h"

	.bss
	.balign	8
	.global	user_kernel_stack
user_kernel_stack:
	.skip	8
user_stack:
	.skip	8

	.text

# void user_enter(uint64_t rip, uint64_t rsp): the registers that C keeps wait on the
# stack for user_leave. The program begins with all others 0: it learns nothing.
	.global	user_enter
	.type	user_enter, @function
user_enter:
	push	%rbp
	push	%rbx
	push	%r12
	push	%r13
	push	%r14
	push	%r15
	mov	%rsp, user_kernel_stack(%rip)
	push	$SEGMENT_USER_DATA
	push	%rsi
	push	$FLAGS_RING3
	push	$SEGMENT_USER_CODE
	push	%rdi
	xor	%eax, %eax
	xor	%ebx, %ebx
	xor	%ecx, %ecx
	xor	%edx, %edx
	xor	%esi, %esi
	xor	%edi, %edi
	xor	%ebp, %ebp
	xor	%r8d, %r8d
	xor	%r9d, %r9d
	xor	%r10d, %r10d
	xor	%r11d, %r11d
	xor	%r12d, %r12d
	xor	%r13d, %r13d
	xor	%r14d, %r14d
	xor	%r15d, %r15d
	swapgs
	iretq
	.size	user_enter, . - user_enter

# _Noreturn void user_leave(void): back to the caller of user_enter.
	.global	user_leave
	.type	user_leave, @function
user_leave:
	mov	user_kernel_stack(%rip), %rsp
	pop	%r15
	pop	%r14
	pop	%r13
	pop	%r12
	pop	%rbx
	pop	%rbp
	ret
	.size	user_leave, . - user_leave

# SYSCALL arrives with RIP in RCX, RFLAGS in R11 and the program's RSP; interrupts are off,
# since IA32_FMASK says so. The program gets back all registers but RAX, RCX and R11. GS may
# be anything: SWAPGS brings the kit's (<ingot/percpu.h>); exceptions do so by themselves.
	.global	user_call_entry
	.type	user_call_entry, @function
user_call_entry:
	swapgs
	mov	%rsp, user_stack(%rip)
	mov	user_kernel_stack(%rip), %rsp
	push	%rcx
	push	%r11
	push	%rdi
	push	%rsi
	push	%rdx
	push	%r8
	push	%r9
	push	%r10
	push	%rbp
	xor	%ebp, %ebp		# backtraces end here
	mov	%rsi, %rdx
	mov	%rdi, %rsi
	mov	%rax, %rdi
	call	user_call
	pop	%rbp
	pop	%r10
	pop	%r9
	pop	%r8
	pop	%rdx
	pop	%rsi
	pop	%rdi
	pop	%r11
	pop	%rcx
	mov	user_stack(%rip), %rsp
	swapgs
	sysretq
	.size	user_call_entry, . - user_call_entry
