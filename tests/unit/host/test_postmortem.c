/* The sentences of a post-mortem, from register dumps as QEMU prints them. */
#include <inttypes.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "abi/x86.h"
#include "fixture.h"
#include "host/base/os_process.h"
#include "host/document/json_scan.h"
#include "host/run/postmortem.h"
#include "host/run/registers.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

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
	assert_int_equal(registers.cr4, 0x20);
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
	.rip = 0xffffffff80001234,
	.rsp = 0xffffffff80010f00,
	.rflags = 0x286,
	.idt_base = 0xffffffff80020000,
	.idt_limit = 0xfff,
	.mode_bits = 64,
};

/* As QEMU prints them. */
static const char *dump_of(const struct registers *r)
{
	return text_format(&fixture_keep,
	                   "RDX=%016" PRIx64 " RBP=%016" PRIx64 " RSP=%016" PRIx64 "\r\n"
	                   "RIP=%016" PRIx64 " RFL=%08" PRIx64 " [-------] HLT=%d\r\n"
	                   "CS =0008 0000000000000000 ffffffff 00af9a00 DPL=0 CS%d [-R-]\r\n"
	                   "IDT=     %016" PRIx64 " %08" PRIx32 "\r\n"
	                   "CR0=80010033 CR2=%016" PRIx64 " CR3=0000000000002000 CR4=%08" PRIx64
	                   "\r\n",
	                   r->rdx, r->rbp, r->rsp, r->rip, r->rflags, r->is_halted, r->mode_bits,
	                   r->idt_base, r->idt_limit, r->cr2, r->cr4);
}

static void answer(int fd, int id, const char *text)
{
	struct buffer line = { .arena = &fixture_keep };

	buffer_puts(&line, "{\"return\": ");
	json_scan_quote(&line, text);
	buffer_printf(&line, ", \"id\": %d}\r\n", id);
	assert_int_equal(write(fd, line.data, line.size), line.size);
}

/* The likely cause, or NULL, from a QEMU that has answered before it is asked: to "stop",
 * "info registers", and for the three bytes around RIP; then it says no more. */
static const char *cause_of(const struct registers *registers, enum postmortem_kind kind,
                            const char *code)
{
	struct machine machine = { .child = getpid(), .console = -1, .verdict = -1, .said = -1 };
	struct buffer out = { .arena = &fixture_keep };
	int ends[2];

	assert_true(os_socket_pair(ends));
	answer(ends[1], 1, "");
	answer(ends[1], 2, dump_of(registers));
	answer(ends[1], 3, code);
	shutdown(ends[1], SHUT_WR);
	qmp_open(&machine.monitor, &fixture_keep, ends[0], false);
	postmortem_write(&machine, kind, &out, fixture_scratch);
	close(ends[0]);
	close(ends[1]);
	assert_non_null(out.data);
	assert_non_null(strstr(out.data, "  rip 0x"));
	const char *cause = strstr(out.data, "likely cause: ");
	return !cause ? NULL : text_copy(&fixture_keep, cause, strcspn(cause, "\n"));
}

#define UNREADABLE "Cannot access memory\r\n"

static void says(const struct registers *registers, enum postmortem_kind kind, const char *words)
{
	const char *cause = cause_of(registers, kind, UNREADABLE);

	assert_non_null(cause);
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
	r.rsp = 0xff10000000000000;
	says(&r, POSTMORTEM_RESET, "canonical");
	r.cr4 = X86_CR4_LA57;
	says(&r, POSTMORTEM_RESET, "double fault");
	r.idt_limit = 0;
	says(&r, POSTMORTEM_RESET, "no interrupt descriptor table");
	r.mode_bits = 32;
	says(&r, POSTMORTEM_RESET, "before the kernel");
}

TEST(reset_ports_are_told_from_faults)
{
	static const char *const outs[] = {
		"ffffffff80001232: 0x90 0xee 0x90\r\n",
		"ffffffff80001232: 0x66 0xef 0x90\r\n",
		"ffffffff80001232: 0xe6 0x64 0x90\r\n",
	};
	const char *waiting = "ffffffff80001232: 0x90 0x90 0xf4\r\n";
	struct registers r = healthy;

	for (size_t i = 0; i < sizeof outs / sizeof *outs; i++)
		assert_non_null(strstr(cause_of(&r, POSTMORTEM_RESET, outs[i]), "port"));
	assert_null(strstr(cause_of(&healthy, POSTMORTEM_RESET, UNREADABLE), "port"));
	/* In a loop that waits, an interrupt may have come, unless they are off. */
	assert_null(strstr(cause_of(&r, POSTMORTEM_RESET, waiting), "port"));
	r.rdx = 0xcf9;
	assert_non_null(strstr(cause_of(&r, POSTMORTEM_RESET, UNREADABLE), "port"));
	r.rdx = 0;
	r.rflags = 2;
	assert_non_null(strstr(cause_of(&r, POSTMORTEM_RESET, waiting), "port"));
}

TEST(hangs_have_causes)
{
	struct registers r = healthy;

	says(&r, POSTMORTEM_HANG, "still running, with interrupts on");
	r.rflags = 2;
	says(&r, POSTMORTEM_HANG, "still running, with interrupts off");
	r.is_halted = true;
	says(&r, POSTMORTEM_HANG, "halted with interrupts off");
	r.rflags |= X86_FLAGS_IF;
	says(&r, POSTMORTEM_HANG, "waiting for an interrupt");
}
/* QEMU has said why. */
TEST(a_stop_is_not_guessed_about)
{
	assert_null(cause_of(&healthy, POSTMORTEM_STOP, UNREADABLE));
}
