/* accel_guest: what an accelerator must do fast to be worth having: a boot sector.
 *
 * The BIOS that starts it is real-mode code, which a virtual machine inside another may
 * have to interpret. It loops in real mode and in long mode, which an accelerator runs
 * at the processor's speed; then it stops for a device, again and again. isa-debug-exit
 * ends it with status 33. accel_guest.def has its bytes: after a change
 * `T_UPDATE=1 sh tests/cli/accel.sh`. */
#define PML4      0x1000
#define PDPT      0x2000
#define DIRECTORY 0x3000
#define FLAGS     0x3			/* present, writable */
#define LARGE     0x80
#define EFER      0xc0000080

#define REAL_TURNS 100000
#define LONG_TURNS 100000000
#define PORT_TURNS 2000

	.code16
	.globl	_start
_start:
	cli
	cld
	xor	%ax, %ax
	mov	%ax, %ds
	mov	%ax, %es
	mov	%ax, %ss
	mov	$0x7c00, %sp
	mov	$REAL_TURNS, %ecx
1:	add	%ecx, %eax
	dec	%ecx
	jnz	1b

	mov	$PML4, %di		/* three empty tables */
	xor	%eax, %eax
	mov	$0xc00, %cx
	rep stosl
	movl	$PDPT + FLAGS, PML4
	movl	$DIRECTORY + FLAGS, PDPT
	movl	$FLAGS + LARGE, DIRECTORY
	mov	$PML4, %eax
	mov	%eax, %cr3
	mov	$0x20, %eax		/* PAE */
	mov	%eax, %cr4
	mov	$EFER, %ecx
	rdmsr
	or	$0x100, %eax		/* LME */
	wrmsr
	lgdt	gdt_pointer
	mov	%cr0, %eax
	or	$0x80000001, %eax	/* PG, PE */
	mov	%eax, %cr0
	ljmp	$8, $long_mode

	.code64
long_mode:
	mov	$LONG_TURNS, %ecx
2:	mov	PML4, %rax
	add	PDPT, %rax
	dec	%ecx
	jnz	2b
	mov	$PORT_TURNS, %ecx
3:	in	$0x80, %al		/* a port of QEMU's own */
	dec	%ecx
	jnz	3b
	mov	$16, %eax
	out	%al, $0xf4
4:	hlt
	jmp	4b

	.balign	8
gdt:
	.quad	0
	.quad	0x00209a0000000000	/* code, 64 bits */
gdt_pointer:
	.word	gdt_pointer - gdt - 1
	.long	gdt

	.org	510
	.word	0xaa55
