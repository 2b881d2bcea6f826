/* monitor: starts a PVH kernel as Firecracker and Cloud Hypervisor do (Xen,
 * docs/misc/pvh), in the place of a BIOS.
 *
 * 64 KiB at the end of the first 4 GiB. The kernel's segments and its module are in
 * memory already (QEMU's -device loader). What the boot ABI leaves open is as awkward
 * as it may be: no stack segment to push on, no descriptor table, odd registers and
 * flags. The structures lie where Firecracker puts them.
 *
 * The test gives ENTRY, MEMORY_END, MODULE_BASE and MODULE_SIZE, and, of start info,
 * MAGIC, VERSION, MODULES, COMMAND_LINE, RSDP (1: there are tables, of two CPUs) and
 * MEMORY_COUNT. */

#define INFO         0x6000
#define MODULE_LIST  0x6040
#define MEMORY_MAP   0x7000
#define GDT          0x500
#define ACPI         0xe0000
#define XSDT         (ACPI + 0x40)
#define MADT         (ACPI + 0x80)
#define COMMAND_LINE_AT 0x20000

#define RAM          1
#define RESERVED     2
#define ODD          0xdeadbeef
#define CR0_PE       1

	.section .text, "ax"
	.code16
	.globl	_start
_start:
	cli
	lgdtl	%cs:(gdt_pointer - _start + 0x8000)
	mov	$CR0_PE, %eax
	mov	%eax, %cr0
	ljmpl	$0x08, $flat

	.code32
flat:
	mov	$0x10, %eax
	mov	%eax, %ds
	mov	%eax, %es
	mov	%eax, %ss
	mov	$INFO, %esp
	cld
	mov	$gdt, %esi
	mov	$GDT, %edi
	mov	$(gdt_end - gdt), %ecx
	rep movsb
	lgdt	gdt_pointer_low
	mov	$info, %esi
	mov	$INFO, %edi
	mov	$(info_end - info), %ecx
	rep movsb
	mov	$memory_map, %esi
	mov	$MEMORY_MAP, %edi
	mov	$(memory_map_end - memory_map), %ecx
	rep movsb
	mov	$command_line, %esi
	mov	$COMMAND_LINE_AT, %edi
	mov	$(command_line_end - command_line), %ecx
	rep movsb

#if RSDP
	mov	$acpi, %esi
	mov	$ACPI, %edi
	mov	$(acpi_end - acpi), %ecx
	rep movsb
	mov	$ACPI, %esi
	mov	$20, %ecx
	mov	$(ACPI + 8), %edi
	call	complete
	mov	$36, %ecx
	mov	$(ACPI + 32), %edi
	call	complete
	mov	$XSDT, %esi
	mov	$(madt_place - xsdt), %ecx
	mov	$(XSDT + 9), %edi
	call	complete
	mov	$MADT, %esi
	mov	$(acpi_end - madt), %ecx
	mov	$(MADT + 9), %edi
	call	complete
#endif
	xor	%eax, %eax
	mov	%eax, %cr4
	mov	%eax, %fs
	mov	%eax, %gs
	mov	$0x20, %eax
	ltr	%ax
	mov	$0x18, %eax		# whoever pushes here falls
	mov	%eax, %ss
	lgdt	no_gdt
	lidt	no_gdt
	mov	$GDT, %edi		# nor is it there to be read
	mov	$(gdt_end - gdt), %ecx
	xor	%eax, %eax
	rep stosb
	mov	$INFO, %ebx
	mov	$ODD, %eax
	mov	$ODD, %ecx
	mov	$ODD, %edx
	mov	$ODD, %esi
	mov	$ODD, %edi
	mov	$ODD, %ebp
	mov	$ODD, %esp
	std
	jmp	ENTRY

/* Makes the sum of the ECX bytes at ESI zero, by the one at EDI. */
complete:
	push	%esi
	xor	%eax, %eax
1:	add	(%esi), %al
	inc	%esi
	loop	1b
	sub	%al, (%edi)
	pop	%esi
	ret

	.balign	8
gdt:
	.quad	0
	.quad	0x00cf9b000000ffff	/* 0x08: code, 32 bits, base 0, 4 GiB */
	.quad	0x00cf93000000ffff	/* 0x10: data */
	.quad	0xf040930000000000	/* 0x18: a byte of data where no memory is */
	.quad	0x0000890000000067	/* 0x20: a task state of 0x68 bytes at 0 */
gdt_end:
gdt_pointer:
	.word	gdt_end - gdt - 1
	.long	gdt
gdt_pointer_low:
	.word	gdt_end - gdt - 1
	.long	GDT
no_gdt:
	.word	0
	.long	0

	.balign	8
info:
	.long	MAGIC, VERSION, 0, MODULES
	.quad	MODULE_LIST, COMMAND_LINE_AT * COMMAND_LINE, ACPI * RSDP
#if VERSION > 0
	.quad	MEMORY_MAP
#else
	.quad	ODD			/* such a structure has ended before */
#endif
	.long	MEMORY_COUNT, 0
	.fill	MODULE_LIST - INFO - (. - info), 1, 0
	.quad	MODULE_BASE, MODULE_SIZE, 0, 0
info_end:

	/* Firecracker's: no hole for a video card, tables behind the first 639 KiB. */
memory_map:
	.quad	0, 0x9fc00
	.long	RAM, 0
	.quad	0x9fc00, 0x60400
	.long	RESERVED, 0
	.quad	0x100000, MEMORY_END - 0x100000
	.long	RAM, 0
	.quad	0xeec00000, 0x10000000	/* Cloud Hypervisor has such: PCI's registers */
	.long	RESERVED, 0
memory_map_end:

command_line:
	.asciz	"console=ttyS0 from a monitor"
command_line_end:

	/* Sums are made in memory. */
acpi:
	.ascii	"RSD PTR \0monito\002"
	.long	0, 36
	.quad	XSDT
	.long	0
	.fill	XSDT - ACPI - (. - acpi), 1, 0
xsdt:
	.ascii	"XSDT"
	.long	madt_place - xsdt
	.ascii	"\001\0monitomonitor0"
	.long	1, 0, 1
	.quad	MADT
madt_place:
	.fill	MADT - ACPI - (. - acpi), 1, 0
madt:
	.ascii	"APIC"
	.long	acpi_end - madt
	.ascii	"\003\0monitomonitor0"
	.long	1, 0, 1
	.long	0xfee00000, 0
	.byte	0, 8, 0, 0, 1, 0, 0, 0
	.byte	0, 8, 1, 1, 1, 0, 0, 0
	.byte	1, 12, 2, 0
	.long	0xfec00000, 0
acpi_end:

	.section .reset, "ax"
	.code16
	jmp	_start
	.fill	16 - (. - .reset), 1, 0
