# hello: a program for ring 3. It runs wherever it is copied to.

	.section .rodata
	.global	hello_code, hello_end
hello_code:
	lea	text(%rip), %rdi
	mov	$text_end - text, %esi
	mov	$1, %eax		# USER_WRITE
	syscall
	mov	%cs, %edi
	and	$3, %edi		# the ring, as the exit status
	xor	%eax, %eax		# USER_EXIT
	syscall
text:
	.ascii	"Hello from ring 3!\n"
text_end:
hello_end:
