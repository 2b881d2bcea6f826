/* QEMU's "info registers": a machine made of the input's numbers, printed as QEMU prints
 * it (x86_cpu_dump_state), is read as it is; the input as a text is read without harm.
 *
 * Runs: 60000
 * Longest: 600 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi/x86.h"
#include "host/run/registers.h"
#include "tests/fuzz/readers/fuzz.h"

static struct registers make(struct input *input)
{
	static const int modes[] = { 16, 32, 64 };
	struct registers r = { .mode_bits = modes[input_below(input, 3)] };

	r.is_halted = input_below(input, 2);
	r.idt_limit = (uint32_t)input_number(input, 4);
	r.idt_base = input_number(input, 8);
	r.rip = input_number(input, 8);
	r.rsp = input_number(input, 8);
	r.rbp = input_number(input, 8);
	r.rdx = input_number(input, 8);
	r.rflags = input_number(input, 4);
	r.cr0 = (input_number(input, 4) & ~(uint64_t)X86_CR0_PE) |
	        (r.mode_bits == 16 ? 0 : X86_CR0_PE);
	r.cr2 = input_number(input, 8);
	r.cr3 = input_number(input, 8);
	r.cr4 = input_number(input, 4);
	if (r.mode_bits == 64)
		return r;
	r.rip &= UINT32_MAX;
	r.rsp &= UINT32_MAX;
	r.rbp &= UINT32_MAX;
	r.rdx &= UINT32_MAX;
	return r;
}

#define X64 "%016" PRIx64
#define X32 "%08" PRIx64

static void print(char *text, size_t size, const struct registers *r)
{
	if (r->mode_bits == 64)
		snprintf(text, size,
		         "\r\nCPU#0\r\nRAX=" X64 " RBX=" X64 " RCX=" X64 " RDX=" X64 "\r\nRSI=" X64
		         " RDI=" X64 " RBP=" X64 " RSP=" X64 "\r\n"
		         "R8 =" X64 " R15=" X64 "\r\nRIP=" X64 " RFL=" X32
		         " [D--S-P-] CPL=0 II=0 A20=1 SMM=0 HLT=%d\r\n",
		         r->cr2, r->cr3, r->rsp, r->rdx, r->rip, r->rsp, r->rbp, r->rsp, r->rip,
		         r->rdx, r->rip, r->rflags, r->is_halted);
	else
		snprintf(text, size,
		         "EAX=" X32 " EBX=00000000 ECX=00000000 EDX=" X32 "\r\n"
		         "ESI=00000000 EDI=00000000 EBP=" X32 " ESP=" X32 "\r\n"
		         "EIP=" X32 " EFL=" X32 " [-------] CPL=0 II=0 A20=1 SMM=0 HLT=%d\r\n",
		         r->rsp, r->rdx, r->rbp, r->rsp, r->rip, r->rflags, r->is_halted);
	size_t used = strlen(text);
	snprintf(text + used, size - used,
	         "ES =0010 0000000000000000 ffffffff 00c09300 DPL=0 DS   [-WA]\r\n"
	         "CS =0008 0000000000000000 ffffffff 00af9a00 DPL=0 CS%d%s [-R-]\r\n"
	         "GDT=     0000000000001000 00000027\r\nIDT=     " X64 " %08x\r\n"
	         "CR0=" X32 " CR2=" X64 " CR3=" X64 " CR4=" X32 "\r\n"
	         "DR0=0000000000000000 DR6=00000000ffff0ff0\r\nEFER=0000000000000500\r\n",
	         r->mode_bits, r->mode_bits == 64 ? "" : " ", r->idt_base, (unsigned)r->idt_limit,
	         r->cr0, r->cr2, r->cr3, r->cr4);
}

FUZZ(data, size)
{
	struct input input = { data, data + size };
	struct registers made = make(&input), read;
	char text[2048], *as_it_is = input_text(data, size);

	print(text, sizeof text, &made);
	HOLDS(registers_parse(&read, text));
	HOLDS_EQUAL(read.rip, made.rip);
	HOLDS_EQUAL(read.rsp, made.rsp);
	HOLDS_EQUAL(read.rbp, made.rbp);
	HOLDS_EQUAL(read.rdx, made.rdx);
	HOLDS_EQUAL(read.rflags, made.rflags);
	HOLDS_EQUAL(read.cr0, made.cr0);
	HOLDS_EQUAL(read.cr2, made.cr2);
	HOLDS_EQUAL(read.cr3, made.cr3);
	HOLDS_EQUAL(read.cr4, made.cr4);
	HOLDS_EQUAL(read.idt_base, made.idt_base);
	HOLDS_EQUAL(read.idt_limit, made.idt_limit);
	HOLDS_EQUAL(read.is_halted, made.is_halted);
	HOLDS_EQUAL(read.mode_bits, made.mode_bits);
	if (registers_parse(&read, as_it_is))
		HOLDS(read.mode_bits == 16 || read.mode_bits == 32 || read.mode_bits == 64);
	free(as_it_is);
}
