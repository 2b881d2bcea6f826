; extern const uint64_t gdt_table[3];
	default rel
	bits 64
	section .rodata
	global gdt_table
	align 16
gdt_table:
%include "table.inc"
.end:
	global gdt_size
gdt_size:
	dw gdt_table.end - gdt_table - 1
	global logo
logo:
	incbin "boot/logo.txt"
	db 0
