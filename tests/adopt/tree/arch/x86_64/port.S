	.text
/* void port_write(uint16_t port, uint8_t value) */
	.globl	port_write
	.type	port_write, @function
port_write:
	movl	%edi, %edx
	movl	%esi, %eax
	outb	%al, %dx
	ret

/* uint8_t port_read(uint16_t port) */
	.globl	port_read
	.type	port_read, @function
port_read:
	movl	%edi, %edx
	xorl	%eax, %eax
	inb	%dx, %al
	ret
	.section .note.GNU-stack, "", @progbits
