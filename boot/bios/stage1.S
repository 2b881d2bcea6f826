/* stage1: sector 0, and the boot image of a CD. Reads the first part of stage 2
 * from the place that the image writer noted in this sector, and enters it.
 *
 * Entered by the firmware at 0x7c00, in real mode, DL = its drive number. On
 * failure it prints "ingot loader: error D", D being a number of
 * boot/base/errors.h, on the screen and the serial line, and stops there.
 *
 *	clang --target=x86_64-unknown-none -I. -c boot/bios/stage1.S
 *	ld.lld -T boot/bios/stage1.ld --oformat=binary -o stage1.bin stage1.o */
#include "abi/exit_code.h"
#include "abi/mbr.h"
#include "abi/uart.h"
#include "abi/vga.h"
#include "boot/base/errors.h"
#include "boot/bios/memlayout.h"

/* 64 sectors from 0x8000 end at a 64 KiB line, and so does each chunk after
 * them: no read crosses such a line, which some firmware cannot. */
#define CHUNK_SECTORS  64
#define CHUNK_SEGMENTS (CHUNK_SECTORS * SECTOR_SIZE / 16)
#define TRIES          4

/* What firmware says of a drive goes to the far end of the stack. */
#define FACTS          LOADER_BASE
#define FACTS_SIZE     26
#define FACTS_SECTOR   24		/* offset in it */

	.code16
	.section .text, "ax"
	.globl	stage1
stage1:
	jmp	start
	nop
	.org	MBR_BPB_END		# firmware may write a BPB in between

start:
	cli
	cld
	ljmp	$0, $1f			# some firmware enters at 0x7c0:0
1:	xor	%ax, %ax
	mov	%ax, %ds
	mov	%ax, %es
	mov	%ax, %ss
	mov	$REAL_STACK_TOP, %sp
	sti

	mov	$('0' + ERROR_DISK_EXTENSIONS), %bp
	mov	$0x41, %ah
	mov	$0x55aa, %bx
	int	$0x13			# keeps DL, says whether EDD is there
	jc	fail
	cmp	$0xaa55, %bx
	jne	fail

	mov	$('0' + ERROR_STAGE2_PLACE), %bp
	mov	stage1 + MBR_STAGE2_SECTORS, %cx
	lea	-1(%ecx), %ax
	cmp	$STAGE2_SECTORS_MAX, %ax
	jae	fail			# 0 or too many

	mov	$CHUNK_SECTORS, %bx
	mov	$FACTS, %si
	movw	$FACTS_SIZE, (%si)
	mov	$0x48, %ah
	int	$0x13
	jc	next_chunk		# old firmware: a disk then
	cmpw	$2048, FACTS + FACTS_SECTOR
	jne	next_chunk
	shr	$2, %bx			# a CD: four of ours in one of its sectors
	shrl	$2, packet_lba
	add	$3, %cx
	shr	$2, %cx

/* Reads CX sectors, chunks of BX at a time. */
next_chunk:
	mov	%bx, %ax
	cmp	%ax, %cx
	jae	1f
	mov	%cx, %ax
1:	mov	$TRIES, %di
retry:
	mov	%ax, packet_sectors	# firmware writes back what it read
	push	%ax
	mov	$packet, %si
	mov	$0x42, %ah
	int	$0x13
	jnc	read_done
	xor	%ah, %ah
	int	$0x13			# reset the drive
	pop	%ax
	dec	%di
	jnz	retry
	mov	$('0' + ERROR_STAGE2_READ), %bp
	jmp	fail
read_done:
	pop	%ax
	addw	$CHUNK_SEGMENTS, packet_segment
	movzx	%bx, %esi
	add	%esi, packet_lba
	adcl	$0, packet_lba + 4
	sub	%ax, %cx
	jnz	next_chunk

	mov	$('0' + ERROR_STAGE2_DAMAGED), %bp
	mov	stage1 + MBR_STAGE2_SECTORS, %di
	mov	$(STAGE2_BASE / 16), %ax
	mov	$STAGE2_SUM_START, %ebx
next_sum:				# of a sector: abi/mbr.h
	mov	%ax, %ds
	xor	%si, %si
	mov	$(SECTOR_SIZE / 4), %cx
1:	rol	$1, %ebx
	add	(%si), %ebx
	add	$4, %si
	loop	1b
	add	$(SECTOR_SIZE / 16), %ax
	dec	%di
	jnz	next_sum
	mov	%cx, %ds
	cmp	stage1 + MBR_STAGE2_SUM, %ebx
	jne	fail
	ljmp	$0, $STAGE2_BASE

/* Says which error BP is, the digit of its number; ends under a hypervisor. */
fail:
	mov	$message, %si
1:	lodsb
	test	%al, %al
	jz	2f
	call	put
	jmp	1b
2:	mov	%bp, %ax
	call	put
	mov	$'\n', %al
	call	put
	mov	$1, %eax
	cpuid				# a 486 would loop here, its message said
	test	%ecx, %ecx
	jns	halt			# bit 31: a hypervisor
	lea	EXIT_CODE_LOADER - '0'(%bp), %eax
	movzx	%ax, %eax
	mov	$EXIT_PORT, %dx
	out	%eax, %dx
halt:	cli
	hlt
	jmp	halt

/* AL to COM1, as the firmware left it, and to the screen. */
put:
	mov	$UART_COM1, %dx
	out	%al, %dx
	mov	$0x0e, %ah
	mov	$VGA_GREY_ON_BLACK, %bx
	int	$0x10
	ret

message:
	.asciz	"ingot loader: error "

	.org	MBR_STAGE2_REST_SUM	# for stage 2
	.long	0
packet:	.byte	16, 0
packet_sectors:
	.word	0
	.word	0			# offset
packet_segment:
	.word	STAGE2_BASE / 16
packet_lba:				# MBR_STAGE2_LBA: packet and table in one
	.quad	0
	.word	0			# MBR_STAGE2_SECTORS
	.org	MBR_STAGE2_SUM
	.long	0

	.org	MBR_SIGNATURE
	.word	SECTOR_BOOT_SIGNATURE
