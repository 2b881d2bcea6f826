/* trap_report: see trap_report.h. */
#include "kit/trap/trap_report.h"

#include <ingot/backtrace.h>
#include <ingot/cpu.h>
#include <runtime.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "kit/console/terminal.h"
#include "kit/trap/panic.h"
#include "kit/trap/trap_cause.h"

/* Names as in SDM vol. 3A, table 6-1, in the order of the vectors, each with its
 * 0; those behind the last are reserved, as are the empty ones. */
static const char names[] = "divide error\0debug exception\0non-maskable interrupt\0breakpoint\0"
			    "overflow\0bound range exceeded\0invalid opcode\0"
			    "no floating-point unit\0double fault\0\0invalid task state segment\0"
			    "segment not present\0stack segment fault\0general protection fault\0"
			    "page fault\0\0floating-point error\0alignment check\0machine check\0"
			    "SIMD floating-point error\0virtualization exception\0"
			    "control protection exception\0";

const char *trap_get_name(unsigned vector)
{
	const char *name = names;

	if (vector >= X86_EXCEPTIONS)
		return "interrupt without a handler";
	while (vector-- > 0 && name < names + sizeof names - 1)
		name += strlen(name) + 1;
	/* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Branch): the last 0 at most */
	return *name ? name : "reserved exception";
}

/* What the access was, and why it was refused: SDM vol. 3A, 4.7. */
static const char *access_of(uint64_t error)
{
	if (error & TRAP_PAGE_FETCH)
		return "executing";
	return error & TRAP_PAGE_WRITE ? "writing" : "reading";
}

static const char *refusal_of(uint64_t error)
{
	if (error & TRAP_PAGE_RESERVED)
		return "reserved bit set in a page-table entry";
	if (!(error & TRAP_PAGE_PRESENT))
		return "not mapped";
	if (error & TRAP_PAGE_FETCH)
		return "not executable";
	return error & TRAP_PAGE_WRITE ? "read-only" : "protected";
}

/* Error codes that name a selector: SDM vol. 3A, 6.13. */
static void selector_words(char *to, size_t size, uint64_t error)
{
	static const char tables[][4] = { "GDT", "IDT", "LDT", "IDT" };
	const char *table = tables[error >> 1 & 3];
	const char *event = error & 1 ? ", during an external event" : "";

	if (error & 2)
		runtime_report_format(to, size, " (%s vector %u%s)", table,
		                      (unsigned)(error >> 3 & 0x1fff), event);
	else
		runtime_report_format(to, size, " (%s selector 0x%x%s)", table,
		                      (unsigned)(error & 0xfff8), event);
}

static bool error_is_selector(uint64_t vector)
{
	return vector == TRAP_INVALID_TSS || vector == TRAP_SEGMENT_NOT_PRESENT ||
	       vector == TRAP_STACK_SEGMENT || vector == TRAP_GENERAL_PROTECTION;
}

/* "page fault reading 0x8 (not mapped), exception 14": what happened comes first. */
static void write_headline(char *to, size_t size, const struct trap_frame *frame, uint64_t cr2)
{
	const char *kind = frame->vector < X86_EXCEPTIONS ? "exception" : "vector";
	char detail[96] = "";

	if (frame->vector == TRAP_PAGE_FAULT)
		runtime_report_format(detail, sizeof detail, " %s 0x%llx (%s%s)",
		                      access_of(frame->error), (unsigned long long)cr2,
		                      refusal_of(frame->error),
		                      frame->error & TRAP_PAGE_USER ? ", user mode" : "");
	else if (error_is_selector(frame->vector) && frame->error != 0)
		selector_words(detail, sizeof detail, frame->error);
	runtime_report_format(to, size, "%s%s, %s %u", trap_get_name((unsigned)frame->vector),
	                      detail, kind, (unsigned)frame->vector);
}

/* As words of a struct trap_frame, and behind those what is not in it. */
enum { CR2 = sizeof(struct trap_frame) / sizeof(uint64_t), CR3, CR4, WORDS };
#define WORD(name) (offsetof(struct trap_frame, name) / sizeof(uint64_t))

static void print_state(const struct trap_frame *f)
{
	static const char shown[] = "rip\0rsp\0rflags\0rax\0rbx\0rcx\0rdx\0rsi\0rdi\0rbp\0r8\0r9\0"
				    "r10\0r11\0r12\0r13\0r14\0r15\0cs\0ss\0cr4\0cr2\0cr3\0error";
	static const uint8_t places[] = {
		WORD(rip), WORD(rsp), WORD(rflags), WORD(rax), WORD(rbx), WORD(rcx),
		WORD(rdx), WORD(rsi), WORD(rdi),    WORD(rbp), WORD(r8),  WORD(r9),
		WORD(r10), WORD(r11), WORD(r12),    WORD(r13), WORD(r14), WORD(r15),
		WORD(cs),  WORD(ss),  CR4,          CR2,       CR3,       WORD(error),
	};
	const char *name = shown;
	uint64_t words[WORDS];

	memcpy(words, f, sizeof *f);
	words[CR2] = cpu_read_cr2();
	words[CR3] = cpu_read_cr3();
	words[CR4] = cpu_read_cr4();
	for (size_t i = 0; i < sizeof places; i++, name += strlen(name) + 1)
		runtime_report_print("  %-3s 0x%016llx%s", name,
		                     (unsigned long long)words[places[i]], i % 3 == 2 ? "\n" : "");
}

static bool never_ran(const struct trap_frame *frame)
{
	return frame->vector == TRAP_PAGE_FAULT && frame->error & TRAP_PAGE_FETCH;
}

/* A release build has it if the project asks for likely causes. */
#pragma weak trap_guess_cause

static void print_cause(void *argument)
{
	const char *cause = trap_guess_cause(argument);

	terminal.attribute = TERMINAL_CAUSE;
	if (cause)
		runtime_report_print("  likely cause: %s\n", cause);
}

/* The code at rip never ran if it could not be fetched: its caller's frame
 * pointer is still in RBP, and the way back at RSP. */
static void print_callers(void *argument)
{
	const struct trap_frame *frame = argument;

	terminal.attribute = TERMINAL_PLACE;
	backtrace_print_from_call(frame->rip, frame->rsp, frame->rbp);
}

_Noreturn void trap_report(struct trap_frame *frame)
{
	char headline[PANIC_MESSAGE_SIZE_MAX];
	uint64_t cr2 = cpu_read_cr2(); /* before a part of the report may fault */

	panic_enter(trap_get_name((unsigned)frame->vector));
	write_headline(headline, sizeof headline, frame, cr2);
	panic_announce("", headline);
	if (trap_guess_cause)
		panic_try(print_cause, frame);
	terminal.attribute = TERMINAL_ATTRIBUTE;
	print_state(frame);
	if (!never_ran(frame))
		panic_end_at(frame->rip, frame->rbp);
	panic_try(print_callers, frame);
	panic_end();
}
