/* u32 count_ones(u32 value); */
#include "kernel.h"

	.text
	.global	count_ones
count_ones:
	xor	%eax, %eax
	mov	$ONES_MAX, %ecx
1:	shr	$1, %edi
	adc	$0, %eax
	dec	%ecx
	jnz	1b
	ret

	.section .note.GNU-stack, "", @progbits
