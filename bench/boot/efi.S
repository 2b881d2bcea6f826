/* efi: an EFI application that leaves at once, the floor by UEFI. A PE32+ file
 * of one section (boot/uefi/entry.S explains the head); linked at 0 as a plain
 * binary. */
#include "abi/pe.h"
#include "bench/boot/leave.h"

	.text
file:	.ascii	"MZ"
	.org	PE_OFFSET_AT
	.long	pe - file
pe:	.ascii	"PE\0\0"
	.short	PE_MACHINE_X86_64
	.short	1			# section
	.long	0, 0, 0
	.short	sections - optional
	.short	PE_EXECUTABLE | PE_LARGE_ADDRESSES
optional:
	.short	PE_MAGIC_64
	.byte	0, 0
	.long	PE_ALIGNMENT, 0, 0	# bytes of code; of data
	.globl	_start
	.long	_start - file
	.long	PE_ALIGNMENT		# where the code begins
	.quad	0
	.long	PE_ALIGNMENT, PE_ALIGNMENT
	.short	0, 0, 0, 0, 0, 0
	.long	0
	.long	2 * PE_ALIGNMENT	# the image
	.long	PE_ALIGNMENT		# its head
	.long	0
	.short	PE_SUBSYSTEM_EFI
	.short	PE_NX_COMPATIBLE
	.quad	0, 0, 0, 0
	.long	0
	.long	PE_DIRECTORIES
	.quad	0, 0, 0, 0, 0, 0
sections:
	.ascii	".text\0\0\0"
	.long	PE_ALIGNMENT, PE_ALIGNMENT, PE_ALIGNMENT, PE_ALIGNMENT, 0, 0, 0
	.long	PE_TEXT_RIGHTS

	.org	PE_ALIGNMENT
_start:
	leave_machine
	.org	2 * PE_ALIGNMENT
