; void port_write(uint16_t port, uint8_t value);
%include "macros.inc"
	default rel
	bits 64
	section .text
function port_write
	mov	edx, edi
	mov	eax, esi
	out	dx, al
	ret
; int port_width(void);
function port_width
	mov	eax, PORT_WIDTH + OFFSET
	ret
; void fall(void): calls address 0
function fall
	push	rbp
	mov	rbp, rsp
	xor	eax, eax
	call	rax
	pop	rbp
	ret
