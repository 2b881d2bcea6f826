/* thunk: one firmware call, 64-bit to real mode and back.
 *
 * The registers travel on the real-mode stack, so that no code is patched and
 * no data lies beside it. The frame that real mode pops, from its stack
 * pointer up: pushal's eight registers, DS, ES; the vector's IP, CS; and what
 * the handler's IRET returns to: IP, CS, flags. */
#include "abi/x86.h"
#include "boot/bios/memlayout.h"

#define REGISTERS_SIZE 36		/* up to ES, of struct bios_registers */
#define FRAME_VECTOR   36
#define FRAME_RETURN   40
#define FRAME_SIZE     46
#define FRAME          (REAL_STACK_TOP - FRAME_SIZE)
#define RESULT_SIZE    40		/* flags too, and 2 bytes of padding */
#define RESULT         (REAL_STACK_TOP - RESULT_SIZE)

	.section .text.real, "ax"
	.code64
	.globl	bios_call
/* void bios_call(uint8_t number, struct bios_registers *regs) */
bios_call:
	push	%rbx
	push	%rbp
	push	%r12
	push	%r13
	push	%r14
	push	%r15
	push	%rsi
	mov	%rsp, bios_call_stack(%rip)
	cld
	movzx	%dil, %eax
	mov	(, %rax, 4), %edx	# the vector: CS:IP
	mov	$FRAME, %edi
	mov	$(REGISTERS_SIZE / 4), %ecx
	rep movsl
	mov	%edx, FRAME + FRAME_VECTOR
	movl	$real_return, FRAME + FRAME_RETURN	# CS = 0
	movw	$X86_FLAGS_IF, FRAME + FRAME_RETURN + 4
	push	$SELECTOR_CODE16
	lea	compatible(%rip), %rax
	push	%rax
	lretq

	.code16
/* Compatibility mode: paging off, then protection, then all of it is real. */
compatible:
	mov	$SELECTOR_DATA16, %ax
	mov	%ax, %ds
	mov	%ax, %es
	mov	%ax, %ss
	mov	%ax, %fs
	mov	%ax, %gs
	mov	$(X86_CR0_PE | X86_CR0_ET), %eax
	mov	%eax, %cr0
	mov	$X86_MSR_EFER, %ecx	# firmware may page on its own terms
	xor	%eax, %eax
	xor	%edx, %edx
	wrmsr
	mov	%eax, %cr4
	mov	$X86_CR0_ET, %eax
	mov	%eax, %cr0
	ljmp	$0, $real
real:
	xor	%ax, %ax
	mov	%ax, %ss
	mov	%ax, %fs
	mov	%ax, %gs
	mov	$FRAME, %sp
	lidtl	%cs:idt_real
	popal
	pop	%ds
	pop	%es
	lret				# into the handler

/* The handler is back; its stack pointer is REAL_STACK_TOP again. */
real_return:
	push	%ax			# padding
	pushf
	cli
	cld
	push	%es
	push	%ds
	pushal
	xor	%ax, %ax
	mov	%ax, %ds
	mov	$real_done, %ebx
	jmp	real_to_long

	.code64
real_done:
	mov	bios_call_stack(%rip), %rsp
	lidt	idt_pointer(%rip)
	pop	%rdi			# regs
	mov	$RESULT, %esi
	mov	$(RESULT_SIZE / 4), %ecx
	rep movsl
	pop	%r15
	pop	%r14
	pop	%r13
	pop	%r12
	pop	%rbp
	pop	%rbx
	ret

idt_real:
	.word	0x3ff
	.long	0

	.section .bss.bios_call, "aw", @nobits
	.balign	8
bios_call_stack:
	.quad	0
