/* trap_report: see trap_report.h. */
#include "kit/trap/trap_report.h"

#include <ingot/backtrace.h>
#include <ingot/cpu.h>
#include <ingot/panic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

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

/* SDM vol. 3A, 4.7. */
static const char *page_fault_words(uint64_t error)
{
	if (error & TRAP_PAGE_RESERVED)
		return "a reserved bit is set in a page table entry";
	if (!(error & TRAP_PAGE_PRESENT)) {
		if (error & TRAP_PAGE_FETCH)
			return "jump to an address that is not mapped";
		return error & TRAP_PAGE_WRITE ? "write to an address that is not mapped"
		                               : "read of an address that is not mapped";
	}
	if (error & TRAP_PAGE_FETCH)
		return "jump to a page that is not executable";
	return error & TRAP_PAGE_WRITE ? "write to a page that is read-only"
	                               : "read of a page that is protected";
}

/* Error codes that name a selector: SDM vol. 3A, 6.13. */
static void selector_words(char *to, size_t size, uint64_t error)
{
	static const char *const tables[] = { "GDT", "IDT", "LDT", "IDT" };
	const char *table = tables[error >> 1 & 3];
	const char *event = error & 1 ? " during an external event" : "";

	if (error & 2)
		snprintf(to, size, ": vector %u of the %s%s", (unsigned)(error >> 3 & 0x1fff),
		         table, event);
	else
		snprintf(to, size, ": selector 0x%x of the %s%s", (unsigned)(error & 0xfff8), table,
		         event);
}

static bool error_is_selector(uint64_t vector)
{
	return vector == TRAP_INVALID_TSS || vector == TRAP_NO_SEGMENT ||
	       vector == TRAP_STACK_SEGMENT || vector == TRAP_PROTECTION;
}

static void write_headline(char *to, size_t size, const struct trap_frame *frame)
{
	char detail[96] = "";

	if (frame->vector == TRAP_PAGE_FAULT)
		snprintf(detail, sizeof detail, ": %s%s", page_fault_words(frame->error),
		         frame->error & TRAP_PAGE_USER ? ", in user mode" : "");
	else if (error_is_selector(frame->vector) && frame->error != 0)
		selector_words(detail, sizeof detail, frame->error);
	snprintf(to, size, "exception %u: %s%s", (unsigned)frame->vector,
	         trap_get_name((unsigned)frame->vector), detail);
}

static void print_registers(const char *name1, uint64_t value1, const char *name2, uint64_t value2,
                            const char *name3, uint64_t value3)
{
	printf("  %-3s 0x%016llx  %-3s 0x%016llx  %-3s 0x%016llx\n", name1,
	       (unsigned long long)value1, name2, (unsigned long long)value2, name3,
	       (unsigned long long)value3);
}

static void print_state(const struct trap_frame *f)
{
	print_registers("rip", f->rip, "rsp", f->rsp, "rflags", f->rflags);
	print_registers("rax", f->rax, "rbx", f->rbx, "rcx", f->rcx);
	print_registers("rdx", f->rdx, "rsi", f->rsi, "rdi", f->rdi);
	print_registers("rbp", f->rbp, "r8", f->r8, "r9", f->r9);
	print_registers("r10", f->r10, "r11", f->r11, "r12", f->r12);
	print_registers("r13", f->r13, "r14", f->r14, "r15", f->r15);
	print_registers("cs", f->cs, "ss", f->ss, "cr4", cpu_read_cr4());
	print_registers("cr2", cpu_read_cr2(), "cr3", cpu_read_cr3(), "error", f->error);
}

/* The code at rip never ran if it could not be fetched: its caller's frame
 * pointer is still in RBP, and the way back at RSP. */
static bool never_ran(const struct trap_frame *frame)
{
	return frame->vector == TRAP_PAGE_FAULT && frame->error & TRAP_PAGE_FETCH;
}

/* A release build has it if the project asks for likely causes. */
#pragma weak trap_guess_cause

_Noreturn void trap_report(const struct trap_frame *frame)
{
	char headline[PANIC_MESSAGE_SIZE_MAX];
	const char *cause;

	panic_enter(trap_get_name((unsigned)frame->vector));
	write_headline(headline, sizeof headline, frame);
	panic_announce("", headline);
	cause = trap_guess_cause ? trap_guess_cause(frame) : NULL;
	if (cause)
		printf("  likely cause: %s\n", cause);
	print_state(frame);
	if (never_ran(frame))
		backtrace_print_from_call(frame->rip, frame->rsp, frame->rbp);
	else
		backtrace_print_from(frame->rip, frame->rbp);
	panic_end();
}
