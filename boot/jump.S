/* jump: from the loader's address space into the kernel. */
#include "abi/x86.h"
#include "boot/jump.h"

#define SELECTOR_CODE 0x08
#define SELECTOR_DATA 0x10

	.section .rodata.jump, "a"
	.globl	jump_code, jump_code_end
	.balign	16
/* _Noreturn void jump_code(const struct jump *jump)
 * Runs at BOOT_LOADER_PAGE_ADDRESS. The GDT is in this page, so that it stays
 * reachable until the kernel loads its own. */
jump_code:
	mov	JUMP_STACK(%rdi), %rsi
	mov	JUMP_ENTRY(%rdi), %rdx
	mov	JUMP_CR3(%rdi), %rax
	mov	JUMP_BOOT_INFO(%rdi), %rdi
	mov	$(X86_CR0_PE | X86_CR0_ET | X86_CR0_NE | X86_CR0_WP | X86_CR0_PG), %ecx
	mov	%rcx, %cr0
	mov	%rax, %cr3		# no loader memory from here on
	mov	%rsi, %rsp
	push	$0
	push	$0
	lidt	(%rsp)			# none: an exception is a reset, until
	lea	gdt_jump(%rip), %rax	# the kernel has its own
	mov	%rax, 2(%rsp)
	movw	$(gdt_jump_end - gdt_jump - 1), (%rsp)
	lgdt	(%rsp)
	mov	$SELECTOR_DATA, %eax
	mov	%eax, %ds
	mov	%eax, %es
	mov	%eax, %ss
	mov	%eax, %fs
	mov	%eax, %gs
	push	$SELECTOR_CODE
	lea	1f(%rip), %rax
	push	%rax
	lretq
1:	mov	%rsi, %rsp
	push	$0			# the "return address": 16n + 8, as after a call
	xor	%ebp, %ebp		# backtraces end here
	jmp	*%rdx

	.balign	8
gdt_jump:
	.quad	0
	.quad	X86_DESCRIPTOR_CODE64
	.quad	X86_DESCRIPTOR_DATA
gdt_jump_end:
jump_code_end:
