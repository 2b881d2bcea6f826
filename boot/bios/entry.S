/* entry: stage 2's start: from stage 1's real mode to long mode and the
 * loader's C.
 *
 * Checks what everything later rests on (A20, long mode, NX), with a message
 * each; maps the first 2 MiB; clears .bss; calls bios_main, which brings the rest
 * of stage 2. The way into long mode is the thunk's as well: real_to_long. */
#include "abi/exit_code.h"
#include "abi/pc.h"
#include "abi/uart.h"
#include "abi/vga.h"
#include "abi/x86.h"
#include "boot/base/cpu_check.h"
#include "boot/base/errors.h"
#include "boot/bios/memlayout.h"
#include "boot/memory/identity.h"

#define STRING_OF(number) #number
#define STRING(number) STRING_OF(number)

	.code16
	.section .text.entry, "ax"
	.globl	stage2
/* Entered at 0:STAGE2_BASE, DL = the firmware's drive number. */
stage2:
	jmp	1f
	.org	STAGE2_FIRST_PART
	.word	stage2_first_sectors	# stage2.ld
1:	cli
	cld
	xor	%ax, %ax
	mov	%ax, %ds
	mov	%ax, %es
	mov	%ax, %ss
	mov	$REAL_STACK_TOP, %sp
	push	%dx			# the drive, for bios_main
	sti
	call	serial_start
	call	a20_enable
	call	cpu_check
	call	identity_tables_begin
	cli
	xor	%edi, %edi
	pop	%di
	mov	$long_start, %ebx
	jmp	real_to_long

/* real_to_long: from real mode, interrupts off, DS = 0, to 64-bit code at EBX.
 * EDI and the 64-bit halves of the others are for the caller to mind; the
 * stack is not set. PE and PG go on together: SDM 9.8.5 leaves it open, and
 * AMD's manual (14.6) shows it. */
	.globl	real_to_long
real_to_long:
	lidtl	idt_none		# an NMI now is a reset, by design
	lgdtl	gdt_pointer
	mov	$X86_CR4_PAE, %eax
	mov	%eax, %cr4
	mov	$IDENTITY_TABLES, %eax
	mov	%eax, %cr3
	mov	$X86_MSR_EFER, %ecx
	mov	$(X86_EFER_LME | X86_EFER_NXE), %eax
	xor	%edx, %edx
	wrmsr
	mov	$(X86_CR0_PE | X86_CR0_ET | X86_CR0_NE | X86_CR0_WP | X86_CR0_PG), %eax
	mov	%eax, %cr0
	ljmpl	$SELECTOR_CODE64, $long_segments

	.code64
long_segments:
	mov	$SELECTOR_DATA, %eax
	mov	%eax, %ds
	mov	%eax, %es
	mov	%eax, %ss
	mov	%eax, %fs
	mov	%eax, %gs
	jmp	*%rbx

/* Where the first passage into long mode ends. EDI = drive. */
long_start:
	rdtsc
	mov	%eax, %esi
	shl	$32, %rdx
	or	%rdx, %rsi
	mov	%edi, %ebx
	mov	$stage2_bss, %edi
	mov	$stage2_bss_end, %ecx
	sub	%edi, %ecx
	shr	$3, %ecx
	xor	%eax, %eax
	rep stosq
	mov	$STACK_TOP, %esp
	xor	%ebp, %ebp
	movzx	%bl, %edi		# void bios_main(uint8_t drive, uint64_t tsc)
	call	bios_main
	ud2

	.code16
/* The first 2 MiB, for C to go on from (boot/memory/identity.h). */
identity_tables_begin:
	mov	$(IDENTITY_TABLES / 16), %ax
	mov	%ax, %es
	xor	%di, %di
	mov	$(IDENTITY_TABLES_SIZE / 4), %cx
	xor	%eax, %eax
	rep stosl
	movl	$(IDENTITY_TABLES + 0x1000 + X86_PAGE_PRESENT + X86_PAGE_WRITE), %es:0
	movl	$(IDENTITY_TABLES + 0x2000 + X86_PAGE_PRESENT + X86_PAGE_WRITE), %es:0x1000
	movl	$(X86_PAGE_PRESENT + X86_PAGE_WRITE + X86_PAGE_LARGE), %es:0x2000
	mov	%cx, %es
	ret

/* Stops unless the processor has CPUID, long mode and no-execute pages. */
cpu_check:
	CPU_CHECK %si, %bp

/* Turns address line 20 on by each known way, until memory shows that it is. */
a20_enable:
	call	a20_test
	jnz	a20_done
	mov	$0x2401, %ax
	int	$0x15
	call	a20_test
	jnz	a20_done
	in	$PC_PORT_A20, %al
	or	$2, %al
	and	$0xfe, %al
	out	%al, $PC_PORT_A20
	call	a20_test
	jnz	a20_done
	call	keyboard_wait		# the AT's way
	mov	$PC_KEYBOARD_WRITE_OUTPUT, %al
	out	%al, $PC_KEYBOARD_COMMAND
	call	keyboard_wait
	mov	$PC_KEYBOARD_A20_ON, %al
	out	%al, $PC_KEYBOARD_DATA
	call	keyboard_wait
	mov	$0xffff, %dx		# slow controllers take milliseconds
1:	call	a20_test
	jnz	a20_done
	dec	%dx
	jnz	1b
	mov	$a20_dead, %si
	mov	$ERROR_A20, %bp
	jmp	refuse
a20_done:
	ret

/* Z clear if 0:0x500 and 0xffff:0x510, a megabyte apart, are two places. */
a20_test:
	push	%ds
	mov	$0xffff, %ax
	mov	%ax, %ds
	mov	%es:0x500, %eax
	mov	%eax, %ecx
	not	%eax
	mov	%eax, 0x510
	mov	%es:0x500, %eax
	mov	%ecx, %es:0x500		# as it was, either way
	pop	%ds
	cmp	%eax, %ecx
	sete	%al
	test	%al, %al
	ret

/* Waits, not for ever, until the keyboard controller takes a byte. */
keyboard_wait:
	mov	$0xffff, %cx
1:	in	$PC_KEYBOARD_STATUS, %al
	test	$PC_KEYBOARD_INPUT_FULL, %al
	loopnz	1b
	ret

/* COM1 at 115200 baud, 8N1, if it is there or not. */
serial_start:
	mov	$serial_setup, %si
1:	lodsw
	movzx	%al, %dx
	add	$UART_COM1, %dx
	mov	%ah, %al
	out	%al, %dx
	cmp	$serial_setup_end, %si
	jne	1b
	ret

/* Prints the message at SI and stops with the error in BP. */
refuse:
	push	%si
	mov	$message_start, %si
	call	print
	pop	%si
	call	print
	mov	$X86_CPUID_FEATURES, %eax
	cpuid				# without it we loop: all has been said
	test	%ecx, %ecx
	jns	1f			# bit 31: a hypervisor
	movzx	%bp, %eax
	add	$EXIT_CODE_LOADER, %eax
	mov	$EXIT_PORT, %dx
	out	%eax, %dx
1:	cli
	hlt
	jmp	1b

/* The string at SI to COM1 and the screen. */
print:
	lodsb
	test	%al, %al
	jz	3f
	mov	%al, %bl
	mov	$0xffff, %cx
	mov	$UART_COM1 + UART_LINE_STATUS, %dx
1:	in	%dx, %al
	test	$UART_STATUS_ROOM, %al
	loopz	1b
	mov	%bl, %al
	mov	$UART_COM1, %dx
	out	%al, %dx
	mov	$0x0e, %ah
	mov	$VGA_GREY_ON_BLACK, %bx
	int	$0x10
	jmp	print
3:	ret

/* Register, value. */
serial_setup:
	.byte	UART_INTERRUPT_ENABLE, 0
	.byte	UART_LINE_CONTROL, UART_LINE_DIVISOR
	.byte	UART_DATA, UART_DIVISOR
	.byte	UART_INTERRUPT_ENABLE, 0
	.byte	UART_LINE_CONTROL, UART_LINE_8N1
	.byte	UART_FIFO_CONTROL, UART_FIFO_EMPTIED
	.byte	UART_MODEM_CONTROL, UART_MODEM_DTR_RTS
serial_setup_end:

message_start:
	.asciz	"\r\ningot loader: error "
a20_dead:
	.ascii	STRING(ERROR_A20)
	.asciz	": address line A20 stays off\r\n"
no_long_mode:
	.ascii	STRING(ERROR_LONG_MODE)
	.asciz	": this processor has no 64-bit (long) mode\r\n"
no_execute:
	.ascii	STRING(ERROR_NO_EXECUTE)
	.asciz	": this processor has no no-execute (NX) pages\r\n"

	.balign	8
gdt:
	.quad	0
	.quad	X86_DESCRIPTOR_CODE64
	.quad	X86_DESCRIPTOR_DATA
	.quad	X86_DESCRIPTOR_CODE16
	.quad	X86_DESCRIPTOR_DATA16
gdt_end:
	.globl	gdt_pointer
gdt_pointer:
	.word	gdt_end - gdt - 1
	.long	gdt
idt_none:
	.word	0
	.long	0
