/* The sentences of a post-mortem, from register dumps as QEMU prints them. */
#include <string.h>

#include "host/run/postmortem.h"
#include "tests/unit/unit.h"

#define LONG_MODE \
	"CPU#0\nRAX=0000000000000000 RBX=0000000000000001 " \
	"RCX=0000000000000000 RDX=0000000000000000\n" \
	"RSI=0000000000000000 RDI=0000000000000000 RBP=ffffffff80010ff0 RSP=ffffffff80010f00\n" \
	"R8 =0000000000000000 R9 =0000000000000000 R10=0000000000000000 R11=0000000000000000\n" \
	"RIP=ffffffff80001234 RFL=00000286 [--S--P-] CPL=0 II=0 A20=1 SMM=0 HLT=1\n" \
	"ES =0000 0000000000000000 ffffffff 00cf9300\n" \
	"CS =0008 0000000000000000 ffffffff 00af9a00 DPL=0 CS64 [-R-]\n" \
	"GDT=     0000000000001000 0000002f\nIDT=     ffffffff80020000 00000fff\n" \
	"CR0=80010033 CR2=0000000000000010 CR3=0000000000002000 CR4=00000020\n"

#define REAL_MODE \
	"CPU#0\nEAX=0000aa55 EBX=00000000 ECX=00000000 EDX=00000080\n" \
	"ESI=00000000 EDI=00000000 EBP=00000000 ESP=00006f04\n" \
	"EIP=00007c06 EFL=00000202 [-------] CPL=0 II=0 A20=1 SMM=0 HLT=0\n" \
	"CS =0000 00000000 0000ffff 00009b00\nIDT=     00000000 000003ff\n" \
	"CR0=00000010 CR2=00000000 CR3=00000000 CR4=00000000\n"

TEST(dumps_are_read)
{
	struct registers registers;

	assert_true(registers_parse(&registers, LONG_MODE));
	assert_true(registers.rip == 0xffffffff80001234);
	assert_true(registers.rsp == 0xffffffff80010f00);
	assert_true(registers.rbp == 0xffffffff80010ff0);
	assert_true(registers.idt_base == 0xffffffff80020000);
	assert_int_equal(registers.idt_limit, 0xfff);
	assert_int_equal(registers.cr2, 0x10);
	assert_int_equal(registers.mode_bits, 64);
	assert_true(registers.is_halted);

	assert_true(registers_parse(&registers, REAL_MODE));
	assert_int_equal(registers.rip, 0x7c06);
	assert_int_equal(registers.rflags, 0x202);
	assert_int_equal(registers.mode_bits, 16);
	assert_false(registers.is_halted);

	assert_false(registers_parse(&registers, ""));
	assert_false(registers_parse(&registers, "unknown command: 'info registers'\n"));
}

static const struct registers healthy = {
	.rip = 0xffffffff80001234, .rsp = 0xffffffff80010f00, .rflags = 0x286,
	.idt_base = 0xffffffff80020000, .idt_limit = 0xfff, .mode_bits = 64,
};

static void says(const struct registers *registers, enum postmortem_kind kind, const char *words)
{
	const struct postmortem_code code = { 0 };
	const char *cause = postmortem_cause(registers, kind, &code);

	if (!strstr(cause, words))
		fail_msg("\"%s\" is not in \"%s\"", words, cause);
}

TEST(resets_have_causes)
{
	struct registers r = healthy;

	says(&r, POSTMORTEM_RESET, "double fault");
	r.cr2 = 0x18;
	says(&r, POSTMORTEM_RESET, "null pointer");
	r.cr2 = r.rsp - 8;
	says(&r, POSTMORTEM_RESET, "stack overflow");
	r.rsp = 0x1234567812345678;
	says(&r, POSTMORTEM_RESET, "canonical");
	r.idt_limit = 0;
	says(&r, POSTMORTEM_RESET, "no interrupt descriptor table");
	r.mode_bits = 32;
	says(&r, POSTMORTEM_RESET, "before the kernel");
}

TEST(reset_ports_are_told_from_faults)
{
	static const struct postmortem_code outs[] = {
		{ true, { 0x90, 0xee }, 0x90 }, { true, { 0x66, 0xef }, 0x90 },
		{ true, { 0xe6, 0x64 }, 0x90 },
	};
	const struct postmortem_code unreadable = { false, { 0x90, 0xee }, 0xee };
	const struct postmortem_code waiting = { true, { 0x90, 0x90 }, 0xf4 };
	struct registers r = healthy;

	for (size_t i = 0; i < sizeof outs / sizeof *outs; i++)
		assert_non_null(strstr(postmortem_cause(&r, POSTMORTEM_RESET, &outs[i]), "port"));
	assert_null(strstr(postmortem_cause(&healthy, POSTMORTEM_RESET, &unreadable), "port"));
	/* In a loop that waits, an interrupt may have come, unless they are off. */
	assert_null(strstr(postmortem_cause(&r, POSTMORTEM_RESET, &waiting), "port"));
	r.rdx = 0xcf9;
	assert_non_null(strstr(postmortem_cause(&r, POSTMORTEM_RESET, &unreadable), "port"));
	r.rdx = 0;
	r.rflags = 2;
	assert_non_null(strstr(postmortem_cause(&r, POSTMORTEM_RESET, &waiting), "port"));
}

TEST(hangs_have_causes)
{
	struct registers r = healthy;

	says(&r, POSTMORTEM_HANG, "still running, with interrupts on");
	r.rflags = 2;
	says(&r, POSTMORTEM_HANG, "still running, with interrupts off");
	r.is_halted = true;
	says(&r, POSTMORTEM_HANG, "halted with interrupts off");
	r.rflags |= REGISTERS_RFLAGS_IF;
	says(&r, POSTMORTEM_HANG, "waiting for an interrupt");
}
