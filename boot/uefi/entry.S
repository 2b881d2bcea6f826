/* entry: the head of BOOTX64.EFI, a PE32+ file (Microsoft PE format, revision
 * 11), and its first instructions.
 *
 * The file is the image as it lies in memory, so that the linker's plain binary
 * output is the file: each section begins at the same offset in both. No
 * section is writable and executable. The code is position-independent; what
 * data holds addresses is relocated here, by the ELF relocations that the
 * linker left in .rodata. To the firmware the image has one empty block of
 * relocations: without any it would be taken as bound to its address. */

#include "abi/pe.h"

	.section .header, "a"
	.globl	image_base
	.hidden	image_base
image_base:
	.ascii	"MZ"
	.org	PE_OFFSET_AT
	.long	pe - image_base
pe:	.ascii	"PE\0\0"
	.short	PE_MACHINE_X86_64
	.short	(sections_end - sections) / 40
	.long	0			# time stamp: none
	.long	0, 0			# symbols: none
	.short	sections - optional
	.short	PE_EXECUTABLE | PE_LARGE_ADDRESSES
optional:
	.short	PE_MAGIC_64
	.byte	0, 0			# linker version
	.long	text_size
	.long	initialized_size
	.long	uninitialized_size
	.long	entry_address
	.long	text_address
	.quad	0			# preferred base: any will do
	.long	PE_ALIGNMENT		# of sections in memory
	.long	PE_ALIGNMENT		# of sections in the file
	.short	0, 0, 0, 0, 0, 0	# versions: system, image, subsystem
	.long	0
	.long	image_size
	.long	text_address		# size of all headers
	.long	0			# checksum: only drivers of Windows need it
	.short	PE_SUBSYSTEM_EFI
	.short	PE_NX_COMPATIBLE
	.quad	0, 0, 0, 0		# stack and heap: the firmware's
	.long	0
	.long	PE_DIRECTORIES
	.quad	0, 0, 0, 0		# exports, imports, resources, exceptions
	.quad	0			# certificates: sbsign's
	.long	reloc_address, reloc_block_end - reloc_block

sections:
	.ascii	".text\0\0\0"
	.long	text_size, text_address, text_size, text_address, 0, 0, 0
	.long	PE_TEXT_RIGHTS
	.ascii	".rodata\0"
	.long	rodata_size, rodata_address, rodata_size, rodata_address, 0, 0, 0
	.long	PE_RODATA_RIGHTS
	.ascii	".reloc\0\0"
	.long	reloc_size, reloc_address, reloc_size, reloc_address, 0, 0, 0
	.long	PE_RELOC_RIGHTS
	.ascii	".data\0\0\0"
	.long	data_size, data_address, data_file_size, data_address, 0, 0, 0
	.long	PE_DATA_RIGHTS
sections_end:

	.section .reloc, "a"
reloc_block:
	.long	0			# the page
	.long	reloc_block_end - reloc_block
	.short	0, 0			# two entries that mean nothing
reloc_block_end:

	.section .text.entry, "ax"
	.globl	uefi_entry
	.hidden	uefi_entry
/* efi_status uefi_entry(efi_handle image, struct efi_system_table *system), in
 * the convention of ms_abi. Calls uefi_main, which does not return. */
uefi_entry:
	mov	%rdx, %rsi
	rdtsc
	mov	%rcx, %rdi
	shl	$32, %rdx
	or	%rax, %rdx
	lea	image_base(%rip), %r8
	lea	relocations(%rip), %r9
	lea	relocations_end(%rip), %r10
1:	cmp	%r10, %r9
	jae	2f
	mov	(%r9), %rax		# Elf64_Rela: offset, type, addend
	mov	16(%r9), %rcx
	add	%r8, %rcx
	mov	%rcx, (%r8, %rax)
	add	$24, %r9
	jmp	1b
2:	and	$-16, %rsp
	xor	%ebp, %ebp
	call	uefi_main
	ud2
