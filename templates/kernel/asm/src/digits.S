# digits: numbers as text.

	.text

# void digits_write(uint64_t number, uint64_t count, char *text): the lowest `count`
# binary digits of a number, the highest first, and a zero byte.
	.global	digits_write
	.type	digits_write, @function
digits_write:
	movb	$0, (%rdx,%rsi)
1:	test	%rsi, %rsi
	jz	2f
	dec	%rsi
	mov	%edi, %eax
	and	$1, %eax
	add	$'0', %eax
	mov	%al, (%rdx,%rsi)
	shr	%rdi
	jmp	1b
2:	ret
	.size	digits_write, . - digits_write
