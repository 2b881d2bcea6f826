# The entry point: boot info is in %rdi, the stack is the loader's.
	.globl	_start
_start:
	xor	%ebp, %ebp
	call	kmain
1:	cli
	hlt
	jmp	1b
