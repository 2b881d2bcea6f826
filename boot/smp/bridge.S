/* bridge: the trampoline, see bridge.h. bridge_code is copied to the page;
 * nothing in it knows the page's address but through struct bridge, which
 * stands behind it. */
#include "abi/x86.h"
#include "boot/smp/bridge.h"

#define DATA (bridge_code_end - bridge_code)

	.section .rodata.bridge, "a"
	.globl	bridge_code, bridge_32, bridge_64, bridge_code_end
	.balign	16
	.code16
/* Where another CPU starts: CS = page / 16, IP = 0. */
bridge_code:
	cli
	cld
	mov	%cs, %ax
	mov	%ax, %ds
	movzx	%ax, %ebx
	shl	$4, %ebx
	add	$DATA, %ebx
	lgdtl	DATA + BRIDGE_GDTR
	mov	$(X86_CR0_PE | X86_CR0_ET | X86_CR0_NE), %eax
	mov	%eax, %cr0		# caches too: INIT left them off
	ljmpl	*DATA + BRIDGE_FAR32

	.code32
/* EBX = struct bridge. Paging is off, in protected mode. */
bridge_32:
	mov	$SELECTOR_DATA, %eax
	mov	%eax, %ds
	mov	%eax, %es
	mov	%eax, %ss
	mov	BRIDGE_CR4(%ebx), %eax
	mov	%eax, %cr4
	mov	BRIDGE_CR3(%ebx), %eax
	mov	%eax, %cr3
	mov	$X86_MSR_EFER, %ecx
	mov	$(X86_EFER_LME | X86_EFER_NXE), %eax
	xor	%edx, %edx
	wrmsr
	mov	$(X86_CR0_PE | X86_CR0_ET | X86_CR0_NE | X86_CR0_WP | X86_CR0_PG), %eax
	mov	%eax, %cr0
	ljmpl	*BRIDGE_FAR64(%ebx)

	.code64
bridge_64:
	mov	BRIDGE_ARGUMENT(%rbx), %rdi
	jmp	*BRIDGE_TARGET(%rbx)
	.balign	8
bridge_code_end:

	.section .text.bridge, "ax"
	.globl	bridge_descend
/* _Noreturn void bridge_descend(struct bridge *bridge)
 * From 64-bit code to bridge_32. Only without paging may CR4.LA57 change. */
bridge_descend:
	mov	%edi, %ebx
	lgdt	BRIDGE_GDTR(%rdi)
	lea	X86_PAGE_SIZE - DATA(%rdi), %rsp	# the end of the page
	push	$BRIDGE_CODE32
	lea	1f(%rip), %rax
	push	%rax
	lretq
	.code32
1:	mov	$SELECTOR_DATA, %eax
	mov	%eax, %ds
	mov	%cr0, %eax
	and	$~X86_CR0_PG, %eax
	mov	%eax, %cr0
	ljmpl	*BRIDGE_FAR32(%ebx)
