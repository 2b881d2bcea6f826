/* entry: from the state in which a PVH kernel is started (Xen, docs/misc/pvh)
 * to the 64-bit C of the loader.
 *
 * 32-bit protected mode without paging, CS, DS and ES flat, interrupts off, no
 * stack and no segment for one, no descriptor table, EBX = const struct
 * start_info *. Checks what everything later rests on (long mode, NX), with a
 * message each; maps the first 4 MiB for C to go on from
 * (boot/memory/identity.h); calls pvh_main. .bss is zero: whoever starts us has
 * loaded an ELF file. */
#include "abi/exit_code.h"
#include "abi/uart.h"
#include "abi/vga.h"
#include "abi/x86.h"
#include "boot/base/cpu_check.h"
#include "boot/base/errors.h"
#include "boot/base/selector.h"
#include "boot/memory/identity.h"
#include "boot/pvh/layout.h"

#define TABLE_FLAGS (X86_PAGE_PRESENT + X86_PAGE_WRITE)
#define NOTE_PHYS32_ENTRY 18		/* XEN_ELFNOTE_PHYS32_ENTRY */

#define STRING_OF(number) #number
#define STRING(number) STRING_OF(number)

	.section .note.pvh, "a", @note
	.balign	4
	.long	4, 8, NOTE_PHYS32_ENTRY
	.asciz	"Xen"
	.quad	pvh_entry

	.code32
	.section .text.entry, "ax"
	.globl	pvh_entry
pvh_entry:
	cli
	cld
	lgdt	gdt_pointer
	mov	$SELECTOR_DATA, %eax
	mov	%eax, %ss
	mov	$stack_top, %esp
	mov	%ebx, %ebp		# CPUID writes to EBX
	call	cpu_check
	movl	$(identity_tables + 0x1000 + TABLE_FLAGS), identity_tables
	movl	$(identity_tables + 0x2000 + TABLE_FLAGS), identity_tables + 0x1000
	movl	$(TABLE_FLAGS + X86_PAGE_LARGE), identity_tables + 0x2000
	movl	$(0x200000 + TABLE_FLAGS + X86_PAGE_LARGE), identity_tables + 0x2008
	mov	$X86_CR4_PAE, %eax
	mov	%eax, %cr4
	mov	$identity_tables, %eax
	mov	%eax, %cr3
	mov	$X86_MSR_EFER, %ecx
	mov	$(X86_EFER_LME | X86_EFER_NXE), %eax
	xor	%edx, %edx
	wrmsr
	mov	$(X86_CR0_PE | X86_CR0_ET | X86_CR0_NE | X86_CR0_WP | X86_CR0_PG), %eax
	mov	%eax, %cr0
	ljmp	$SELECTOR_CODE64, $long_start

	.code64
long_start:
	rdtsc
	mov	%eax, %esi
	shl	$32, %rdx
	or	%rdx, %rsi
	mov	$SELECTOR_DATA, %eax
	mov	%eax, %ds
	mov	%eax, %es
	mov	%eax, %ss
	mov	%eax, %fs
	mov	%eax, %gs
	mov	$stack_top, %esp
	mov	%ebp, %edi		# void pvh_main(const struct start_info *,
	xor	%ebp, %ebp		#               uint64_t tsc_start)
	call	pvh_main
	ud2

	.code32
/* Stops unless the processor has CPUID, long mode and no-execute pages. */
cpu_check:
	CPU_CHECK %esi, %edi

/* Prints the message at ESI, on COM1 and in the screen's first line, and stops
 * with the error in EDI. Where PVH is, a virtual machine, a line has no speed to
 * be set. */
refuse:
	mov	$VGA_TEXT_BASE, %ebx
1:	lodsb
	test	%al, %al
	jz	3f
	mov	%al, (%ebx)		# the character before its colour: where
	movb	$VGA_GREY_ON_BLACK, 1(%ebx)	# there is no screen, nothing happens
	add	$2, %ebx
	mov	%al, %ah
	mov	$0xffff, %ecx
	mov	$UART_COM1 + UART_LINE_STATUS, %dx
2:	in	%dx, %al
	test	$UART_STATUS_ROOM, %al
	loopz	2b
	mov	%ah, %al
	mov	$UART_COM1, %dx
	out	%al, %dx
	jmp	1b
3:	mov	$X86_CPUID_FEATURES, %eax
	cpuid				# without it we loop: all has been said
	test	%ecx, %ecx
	jns	4f			# bit 31: a hypervisor
	lea	EXIT_CODE_LOADER(%edi), %eax
	mov	$EXIT_PORT, %dx
	out	%eax, %dx
4:	cli
	hlt
	jmp	4b

	.section .rodata.entry, "a"
no_long_mode:
	.ascii	"ingot loader: error "
	.ascii	STRING(ERROR_LONG_MODE)
	.asciz	": this processor has no 64-bit (long) mode\r\n"
no_execute:
	.ascii	"ingot loader: error "
	.ascii	STRING(ERROR_NO_EXECUTE)
	.asciz	": this processor has no no-execute (NX) pages\r\n"

	.balign	8
gdt:
	.quad	0
	.quad	X86_DESCRIPTOR_CODE64
	.quad	X86_DESCRIPTOR_DATA
gdt_end:
gdt_pointer:
	.word	gdt_end - gdt - 1
	.long	gdt

	.bss
	.balign	0x1000
	.globl	identity_tables
identity_tables:			/* PML4, PDPT, four page directories */
	.skip	IDENTITY_TABLES_SIZE
	.skip	STACK_SIZE
stack_top:
