# main: what the kernel does. The calling convention is that of C (System V ABI):
# arguments in RDI, RSI, RDX, RCX, R8, R9; RBX, RBP and R12 to R15 are the caller's.

	.section .rodata
heading:
	.asciz	"The numbers below ten, in binary:"

	.bss
	.balign	16
line:
	.skip	16

	.text

# void kernel_main(const struct boot_info *boot): prints the numbers, returns and so
# powers the machine off.
	.global	kernel_main
	.type	kernel_main, @function
kernel_main:
	push	%rbp
	mov	%rsp, %rbp		# backtraces follow RBP
	push	%rbx
	push	%rbx			# calls want RSP at a multiple of 16
	lea	heading(%rip), %rdi
	call	puts
	xor	%ebx, %ebx
1:	mov	%rbx, %rdi
	mov	$4, %esi
	lea	line(%rip), %rdx
	call	digits_write
	lea	line(%rip), %rdi
	call	puts
	inc	%ebx
	cmp	$10, %ebx
	jb	1b
	pop	%rbx
	pop	%rbx
	pop	%rbp
	ret
	.size	kernel_main, . - kernel_main
