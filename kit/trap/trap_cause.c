/* trap_cause: from what the CPU says to what the programmer probably did.
 *
 * Guesses, in the order of their certainty; NULL is better than a wrong one. */
#include <ingot/boot_info.h>
#include <ingot/cpu.h>
#include <ingot/paging.h>
#include <runtime.h>
#include <stdbool.h>
#include <stddef.h>

#include "kit/trap/trap_cause.h"

#define NULL_REACH     0x10000    /* fields and elements of a NULL pointer */
#define OVERFLOW_REACH (1u << 20) /* a large array can jump over the guard page */
#define OPCODE_MAX     4          /* bytes looked at */

/* Machine check architecture: SDM vol. 3B, 15.3. */
#define MSR_MCG_CAP      0x179 /* bits 0..7: how many banks there are */
#define MSR_MC_STATUS(i) (0x401 + 4 * (i))
#define MC_VALID         (1ull << 63)
#define MC_UNCORRECTED   (1ull << 61)

static char composed[128]; /* a cause that is not constant: one report at a time */

static bool is_canonical(uint64_t address)
{
	return x86_is_canonical(address, x86_paging_levels(cpu_read_cr4()));
}

static bool is_readable(uint64_t address, size_t size_bytes)
{
	const struct boot_info *boot = boot_info_get();

	if (address >= boot->kernel_virtual &&
	    address + size_bytes <= boot->kernel_virtual + boot->kernel_size_bytes)
		return true;
	if (address >= boot->stack_bottom && address + size_bytes <= boot->stack_top)
		return true;
	return paging_is_mapped(address, size_bytes);
}

static bool is_below_stack(uint64_t address)
{
	uint64_t bottom = boot_info_get()->stack_bottom;

	return address < bottom && address >= bottom - OVERFLOW_REACH;
}

/* What it means that an address cannot be used, if it lies below a stack or in a
 * guard. */
static const char *overflow_cause(uint64_t address)
{
	if (is_below_stack(address))
		return "stack overflow into the guard page: deep recursion, or a large local array";
	if (area_explain_guard && area_explain_guard(address, composed, sizeof composed))
		return composed;
	return NULL;
}

/* Pushing the frame of a page fault on the guard page is what makes a stack
 * overflow a double fault. */
static const char *double_fault_cause(const struct trap_frame *frame)
{
	const char *overflow = overflow_cause(frame->rsp);

	if (!overflow)
		overflow = overflow_cause(cpu_read_cr2());
	if (overflow)
		return overflow;
	if (!is_canonical(frame->rsp) || !paging_is_mapped(frame->rsp, 8))
		return "corrupt stack pointer";
	return NULL;
}

static const char *jump_cause(uint64_t address, bool mapped)
{
	if (address < NULL_REACH)
		return "call through a null function pointer";
	if (mapped)
		return "data executed (NX): corrupt function pointer or return address";
	return "corrupt function pointer or return address";
}

static const char *write_cause(uint64_t address)
{
	const struct boot_info *boot = boot_info_get();
	struct paging_entry page = paging_walk(address);

	if (!page.mapped || address - boot->kernel_virtual >= boot->kernel_size_bytes)
		return "write to memory that is mapped read-only";
	return page.executable ? "write to the kernel's code"
	                       : "write to a constant: const data or a string literal";
}

static const char *page_fault_cause(const struct trap_frame *frame)
{
	uint64_t address = cpu_read_cr2();
	bool mapped = frame->error & TRAP_PAGE_PRESENT;

	if (frame->error & TRAP_PAGE_RESERVED)
		return "corrupt page tables";
	if (frame->error & TRAP_PAGE_FETCH)
		return jump_cause(address, mapped);
	if (address < NULL_REACH)
		return "null pointer dereference";
	if (overflow_cause(address))
		return overflow_cause(address);
	if (mapped && frame->error & TRAP_PAGE_WRITE)
		return write_cause(address);
	if (memory_to_virtual(address))
		return "a physical address used as a pointer: "
		       "see memory_to_virtual in <ingot/memory.h>";
	return NULL;
}

/* The opcode at rip without its legacy and REX prefixes; *length bytes. */
static const uint8_t *find_opcode(const struct trap_frame *frame, size_t *length)
{
	const uint8_t *code = (const uint8_t *)frame->rip;
	const uint8_t *end = code + OPCODE_MAX;

	*length = 0;
	if (!is_readable(frame->rip, OPCODE_MAX))
		return NULL;
	while (code < end - 1 &&
	       (*code == 0x66 || *code == 0xf2 || *code == 0xf3 || (*code & 0xf0) == 0x40))
		code++;
	*length = (size_t)(end - code);
	return code;
}

/* Two-byte opcodes of MMX and SSE: SDM vol. 2D, table A-3. */
static bool is_sse(const uint8_t *opcode, size_t length)
{
	uint8_t second = length > 1 ? opcode[1] : 0;

	if (length > 0 && (opcode[0] == 0xc4 || opcode[0] == 0xc5))
		return true; /* VEX: AVX */
	if (length < 2 || opcode[0] != 0x0f)
		return false;
	return (second >= 0x10 && second <= 0x17) || (second >= 0x28 && second <= 0x2f) ||
	       (second >= 0x50 && second <= 0x7f && second != 0x78 && second != 0x79) ||
	       second == 0xae || second == 0xc2 || (second >= 0xc4 && second <= 0xc6) ||
	       second >= 0xd0;
}

static const char *opcode_cause(const struct trap_frame *frame)
{
	size_t length;
	const uint8_t *opcode = find_opcode(frame, &length);

	if (length > 1 && opcode[0] == 0x0f &&
	    (opcode[1] == 0x0b || opcode[1] == 0xff || opcode[1] == 0xb9))
		return "compiler trap (ud2): __builtin_trap, or code assumed to be unreachable";
	if (is_sse(opcode, length) && !(cpu_read_cr4() & X86_CR4_OSFXSR))
		return "SSE instruction in a soft-float kernel: "
		       "file compiled with other flags, or inline assembly";
	return NULL;
}

static const char *no_fpu_cause(void)
{
	return cpu_read_cr0() & X86_CR0_EM ? "x87 instruction in a soft-float kernel: "
	                                     "file compiled with other flags, or inline assembly"
	                                   : NULL;
}

static bool has_wild_pointer(const struct trap_frame *f)
{
	const uint64_t registers[] = {
		f->rax, f->rbx, f->rcx, f->rdx, f->rsi, f->rdi, f->rbp, f->r8,
		f->r9,  f->r10, f->r11, f->r12, f->r13, f->r14, f->r15,
	};

	for (size_t i = 0; i < sizeof registers / sizeof registers[0]; i++)
		if (!is_canonical(registers[i]))
			return true;
	return false;
}

/* MOVAPS and its like want their memory operand aligned to 16 bytes. */
static bool is_aligned_move(const uint8_t *opcode, size_t length)
{
	return length > 1 && opcode[0] == 0x0f &&
	       (opcode[1] == 0x28 || opcode[1] == 0x29 || opcode[1] == 0x6f || opcode[1] == 0x7f);
}

static bool is_return(const uint8_t *opcode, size_t length)
{
	return length > 0 && (opcode[0] == 0xc3 || opcode[0] == 0xc2);
}

/* RDMSR and WRMSR. */
static bool is_register_access(const uint8_t *opcode, size_t length)
{
	return length > 1 && opcode[0] == 0x0f && (opcode[1] == 0x30 || opcode[1] == 0x32);
}

/* The CPU does not tell the address: it must be in a register, or, for a
 * return, on the stack. (RIP is that of the return, and in QEMU already the
 * wrong address.) */
static const char *protection_cause(const struct trap_frame *frame)
{
	size_t length;
	const uint8_t *opcode = find_opcode(frame, &length);

	if (frame->error != 0)
		return NULL;
	if (!is_canonical(frame->rip) || (is_return(opcode, length) && is_readable(frame->rsp, 8) &&
	                                  !is_canonical(*(const uint64_t *)frame->rsp)))
		return "jump or return to a non-canonical address: "
		       "corrupt stack or function pointer";
	if (is_aligned_move(opcode, length) && frame->rsp % 8 == 0 && frame->rsp % 16 != 0)
		return "misaligned stack pointer: RSP must be a multiple of 16 before a call";
	if (is_register_access(opcode, length))
		return "unknown model-specific register (MSR), or a value that it does not take";
	if (frame->cs & 3)
		return "privileged instruction or non-canonical address in user mode";
	if (has_wild_pointer(frame))
		return "non-canonical address: corrupt or uninitialized pointer";
	return NULL;
}

/* SDM vol. 3B, 17.2: DR6 says what it was, also of breakpoints that are off. */
static const char *debug_cause(void)
{
	uint64_t status, control;

	__asm__ volatile("mov %%dr6, %0; mov %%dr7, %1" : "=r"(status), "=r"(control));
	if (status & X86_DR6_SINGLE_STEP)
		return "single step: RFLAGS.TF is set";
	for (int i = 0; i < 4; i++)
		if (status >> i & 1 && control >> 2 * i & 3) {
			runtime_report_format(composed, sizeof composed,
			                      "debug register %d watches %s", i,
			                      control >> (16 + 4 * i) & 3 ? "what was accessed"
			                                                  : "this instruction");
			return composed;
		}
	return NULL;
}

/* The first bank that has something to say. */
static const char *machine_check_cause(void)
{
	bool has_banks = cpu_id(X86_CPUID_FEATURES, 0).edx & X86_CPUID_1_EDX_MCA;
	unsigned banks = has_banks ? cpu_read_msr(MSR_MCG_CAP) & 0xff : 0;

	for (unsigned i = 0; i < banks; i++) {
		uint64_t status = cpu_read_msr(MSR_MC_STATUS(i));

		if (!(status & MC_VALID))
			continue;
		runtime_report_format(composed, sizeof composed,
		                      "hardware: %s error in bank %u, status 0x%016llx",
		                      status & MC_UNCORRECTED ? "uncorrected" : "corrected", i,
		                      (unsigned long long)status);
		return composed;
	}
	return NULL;
}

static const char *interrupt_cause(uint64_t vector)
{
	if (vector >= TRAP_PIC_FIRST && vector < TRAP_PIC_FIRST + 16)
		return "IRQ unmasked before trap_set_handler";
	return "no trap_set_handler for this vector";
}

static const char divide_cause[] = "division by zero, or a quotient too large for its type";

const char *trap_guess_cause(const struct trap_frame *frame)
{
	switch (frame->vector) {
	case TRAP_DIVIDE_ERROR:         return divide_cause;
	case TRAP_DEBUG:                return debug_cause();
	case TRAP_BREAKPOINT:           return "int3 without a debugger";
	case TRAP_INVALID_OPCODE:       return opcode_cause(frame);
	case TRAP_DEVICE_NOT_AVAILABLE: return no_fpu_cause();
	case TRAP_DOUBLE_FAULT:         return double_fault_cause(frame);
	case TRAP_STACK_SEGMENT:
		return frame->error == 0 ? "non-canonical address in RSP or RBP: corrupt stack"
		                         : NULL;
	case TRAP_GENERAL_PROTECTION: return protection_cause(frame);
	case TRAP_PAGE_FAULT:         return page_fault_cause(frame);
	case TRAP_MACHINE_CHECK:      return machine_check_cause();
	default:
		if (frame->vector < X86_EXCEPTIONS)
			return NULL;
		return interrupt_cause(frame->vector);
	}
}
