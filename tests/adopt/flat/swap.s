# u32 swap_bytes(u32 value); it isn't for the preprocessor:
# if it were, this line would be wrong.
	.text
	.global	swap_bytes
swap_bytes:
	mov	%edi, %eax
	bswap	%eax
	ret

	.section .note.GNU-stack, "", @progbits
