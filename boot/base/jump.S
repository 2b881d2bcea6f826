/* jump: from the loader's address space into the kernel. */
#include "abi/x86.h"
#include "boot/base/jump.h"
#include "boot/base/selector.h"

/* The tables of the loader's page. Keeps RDI. */
	.macro	load_tables
	lidt	JUMP_IDTR(%rdi)		# none: an exception is a reset, until
	lgdt	JUMP_GDTR(%rdi)		# the kernel has its own
	mov	$SELECTOR_DATA, %eax
	mov	%eax, %ds
	mov	%eax, %es
	mov	%eax, %ss
	mov	%eax, %fs
	mov	%eax, %gs
	.endm

	.section .rodata.jump, "a"
	.globl	jump_code, jump_park, jump_gdt, jump_gdt_end, jump_code_end
	.balign	16
/* _Noreturn void jump_code(const struct jump *jump)
 * Runs at BOOT_LOADER_PAGE_ADDRESS, as all here. The GDT is in this page, so
 * that it stays reachable until the kernel loads its own. */
jump_code:
	mov	JUMP_CR3(%rdi), %rax
	mov	$(X86_CR0_PE | X86_CR0_ET | X86_CR0_NE | X86_CR0_WP | X86_CR0_PG), %ecx
	mov	%rcx, %cr0
	mov	%rax, %cr3		# no loader memory from here on
	mov	JUMP_CR4(%rdi), %rax	# what the firmware had on, goes off
	mov	%rax, %cr4
	mov	JUMP_STACK(%rdi), %rsp
	load_tables
	push	$SELECTOR_CODE64
	lea	1f(%rip), %rax
	push	%rax
	lretq
1:	mov	JUMP_ENTRY(%rdi), %rdx
	mov	JUMP_STACK(%rdi), %rsp
	mov	JUMP_BOOT_INFO(%rdi), %rdi
enter:
	push	$0			# the "return address": 16n + 8, as after a call
	xor	%ebp, %ebp		# backtraces end here
	jmp	*%rdx

/* _Noreturn void jump_park(const struct jump *jump)
 * Another CPU, come over the bridge: finds the mailbox with its APIC ID, says
 * that it is there, and waits for an entry. It has no stack. */
jump_park:
	mov	JUMP_CR3(%rdi), %rax
	mov	%rax, %cr3
	load_tables
	xor	%eax, %eax		# as cpu_apic_id of cpu.h
	cpuid
	cmp	$X86_CPUID_TOPOLOGY, %eax
	jb	1f
	mov	$X86_CPUID_TOPOLOGY, %eax
	xor	%ecx, %ecx
	cpuid
	test	%ebx, %ebx
	jnz	2f
1:	mov	$X86_CPUID_FEATURES, %eax
	cpuid
	shr	$24, %ebx
	mov	%ebx, %edx
2:	mov	JUMP_MAILBOXES(%rdi), %rsi
	mov	JUMP_CPU_COUNT(%rdi), %rcx
3:	cmp	%edx, MAILBOX_APIC_ID(%rsi)
	je	4f
	add	$MAILBOX_SIZE, %rsi
	loop	3b
	jmp	6f			# not expected
4:	xor	%eax, %eax
	mov	$MAILBOX_AWAKE, %ecx
	lock cmpxchg %ecx, MAILBOX_STATE(%rsi)
	jne	6f			# too late
5:	pause
	mov	MAILBOX_ENTRY(%rsi), %rdx
	test	%rdx, %rdx
	jz	5b
	mov	MAILBOX_STACK(%rsi), %rsp
	mov	MAILBOX_ARGUMENT(%rsi), %rdi
	jmp	enter
6:	cli
	hlt
	jmp	6b

	.balign	8
jump_gdt:
	.quad	0
	.quad	X86_DESCRIPTOR_CODE64
	.quad	X86_DESCRIPTOR_DATA
jump_gdt_end:
jump_code_end:
