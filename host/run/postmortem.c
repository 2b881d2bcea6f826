#include "host/run/postmortem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "abi/boot_config.h"
#include "abi/pc.h"
#include "abi/x86.h"
#include "host/run/registers.h"

#define HEX "0x%016" PRIx64
/* How far under RSP a push, a call or an exception's frame may write. */
#define STACK_REACH_BYTES 256
#define VALUES_MAX        8

/* Around RIP: did an OUT instruction reset the machine? */
#define CODE_BEFORE 2
struct code {
	bool readable;
	uint8_t before[CODE_BEFORE], at;
};

/* OUT DX, AL or EAX, and OUT imm8 (SDM volume 2). */
static bool is_out(uint8_t opcode)
{
	return opcode == 0xee || opcode == 0xef || opcode == 0xe6 || opcode == 0xe7;
}

/* The reset ports act a few instructions late: the guest stands behind its OUT
 * or in the loop that waits for the reset (OUT for a delay, HLT, PAUSE, a short
 * JMP), where in ring 0, with interrupts off, nothing can fault; and DX may
 * still hold the chipset's reset port. */
static bool is_reset_by_port(const struct registers *registers, const struct code *code)
{
	if ((registers->rdx & 0xffff) == PC_PORT_RESET)
		return true;
	if (!code->readable)
		return false;
	if (is_out(code->before[1]) || code->before[0] == 0xe6 || code->before[0] == 0xe7)
		return true;
	return !(registers->rflags & X86_FLAGS_IF) &&
	       (is_out(code->at) || code->at == 0xf4 || code->at == 0xf3 || code->at == 0xeb);
}

static bool touched_stack(const struct registers *registers)
{
	return registers->cr2 + STACK_REACH_BYTES >= registers->rsp &&
	       registers->cr2 < registers->rsp + X86_PAGE_SIZE / 16;
}

static const char *reset_cause(const struct registers *registers, const struct code *code)
{
	if (is_reset_by_port(registers, code))
		return "the guest wrote to a port that resets the machine";
	if (registers->mode_bits != 64)
		return "a fault in 16-bit or 32-bit code, before the kernel";
	if (registers->idt_limit == 0)
		return "triple fault: an exception, and there is no interrupt descriptor "
		       "table (IDT)";
	if (!x86_is_canonical(registers->rsp, x86_paging_levels(registers->cr4)))
		return "triple fault: RSP is not a canonical address";
	if (touched_stack(registers))
		return "triple fault by stack overflow: an exception found no stack for its frame";
	if (registers->cr2 && registers->cr2 < X86_PAGE_SIZE)
		return "triple fault: null pointer dereference, whose handler could not be entered";
	return "triple fault: the handlers of an exception and of the double fault failed";
}

static const char *hang_cause(const struct registers *registers)
{
	bool interrupts = registers->rflags & X86_FLAGS_IF;

	if (registers->is_halted)
		return interrupts ? "halted, waiting for an interrupt that does not come"
		                  : "halted with interrupts off: nothing can wake it";
	return interrupts ? "still running, with interrupts on"
	                  : "still running, with interrupts off";
}

/* A sentence without a full stop; NULL: there is nothing to guess. */
static const char *likely_cause(const struct registers *registers, enum postmortem_kind kind,
                                const struct code *code)
{
	if (kind == POSTMORTEM_RESET)
		return reset_cause(registers, code);
	return kind == POSTMORTEM_HANG ? hang_cause(registers) : NULL;
}

/* The numbers of a monitor's memory dump, "ADDRESS: 0x... 0x...". */
static size_t read_memory(struct machine *machine, struct arena scratch, const char *format,
                          uint64_t address, uint64_t values[VALUES_MAX])
{
	char *line = text_format(&scratch, "x /%s 0x%" PRIx64, format, address);
	char *answer = qmp_monitor(&machine->monitor, &scratch, line);
	const char *at = answer ? strchr(answer, ':') : NULL;
	size_t count = 0;

	while (at && count < VALUES_MAX && (at = strstr(at, "0x"))) {
		char *end;

		values[count++] = strtoull(at, &end, 16);
		at = end;
	}
	return count;
}

static void add_backtrace(struct machine *machine, struct arena scratch,
                          const struct registers *registers, struct buffer *out)
{
	uint64_t frame = registers->rbp, values[VALUES_MAX];

	buffer_printf(out, "backtrace:\n  #0 " HEX "\n", registers->rip);
	for (int i = 1; i < POSTMORTEM_FRAMES_MAX && frame && frame % 8 == 0; i++) {
		if (read_memory(machine, scratch, "2gx", frame, values) != 2 || !values[1])
			return;
		buffer_printf(out, "  #%d " HEX "\n", i, values[1]);
		/* Callers lie higher; anything else is no chain of frames. */
		if (values[0] <= frame)
			return;
		frame = values[0];
	}
}

/* A kernel that the loader moved, as its boot info says: found where the loader
 * puts it by default, and only on the kernel's own tables. */
static void add_slide(struct machine *machine, struct arena scratch, struct buffer *out)
{
	uint64_t values[VALUES_MAX];

	if (read_memory(machine, scratch, "1gx", BOOT_INFO_ADDRESS, values) != 1 ||
	    values[0] != BOOT_INFO_MAGIC)
		return;
	if (read_memory(machine, scratch, "1gx", BOOT_INFO_ADDRESS + BOOT_INFO_SLIDE_AT, values) ==
	            1 &&
	    values[0])
		buffer_printf(out, "  kernel slide 0x%016" PRIx64 "\n", values[0]);
}

static struct code read_code(struct machine *machine, struct arena scratch,
                             const struct registers *registers)
{
	struct code code = { 0 };
	uint64_t values[VALUES_MAX];

	if (read_memory(machine, scratch, "3bx", registers->rip - CODE_BEFORE, values) !=
	    CODE_BEFORE + 1)
		return code;
	code.readable = true;
	for (int i = 0; i < CODE_BEFORE; i++)
		code.before[i] = (uint8_t)values[i];
	code.at = (uint8_t)values[CODE_BEFORE];
	return code;
}

enum postmortem_kind postmortem_of(enum machine_end end)
{
	if (end == MACHINE_RESET)
		return POSTMORTEM_RESET;
	return end == MACHINE_STOPPED || end == MACHINE_SUSPENDED ? POSTMORTEM_STOP
	                                                          : POSTMORTEM_NONE;
}

void postmortem_write(struct machine *machine, enum postmortem_kind kind, struct buffer *out,
                      struct arena scratch)
{
	struct registers r;

	if (kind == POSTMORTEM_NONE || machine->monitor.fd < 0 || !machine->child)
		return;
	qmp_execute(&machine->monitor, &scratch, "stop", NULL);
	char *dump = qmp_monitor(&machine->monitor, &scratch, "info registers");
	if (!dump || !registers_parse(&r, dump))
		return;
	struct code code = read_code(machine, scratch, &r);
	const char *cause = likely_cause(&r, kind, &code);
	if (cause)
		buffer_printf(out, "  likely cause: %s\n", cause);
	add_slide(machine, scratch, out);
	buffer_printf(out, "  rip " HEX "  rsp " HEX "  rflags " HEX "\n", r.rip, r.rsp, r.rflags);
	buffer_printf(out, "  cr2 " HEX "  cr3 " HEX "  idt " HEX "\n", r.cr2, r.cr3, r.idt_base);
	if (r.mode_bits == 64)
		add_backtrace(machine, scratch, &r, out);
}
