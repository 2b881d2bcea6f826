/* backtrace: see <ingot/backtrace.h>. */
#include <ingot/backtrace.h>
#include <ingot/boot.h>
#include <ingot/paging.h>
#include <stdio.h>

#include "kit/segments.h"

static bool is_within(uint64_t address, uint64_t bottom, uint64_t top)
{
	return address >= bottom && address + sizeof(struct stack_frame) <= top;
}

/* A stack of the kernel's own making (a thread's) is known only by being
 * mapped. */
static bool frame_is_readable(uint64_t rbp)
{
	const struct boot_info *boot = boot_info_get();

	if (rbp % sizeof(uint64_t) != 0 || rbp + sizeof(struct stack_frame) < rbp)
		return false;
	if (boot != NULL && is_within(rbp, boot->stack_bottom, boot->stack_top))
		return true;
	return segments_own_stack(rbp) ||
	       paging_is_mapped(rbp, sizeof(struct stack_frame));
}

/* Callers lie higher on one stack; a trap's own stack leads to any other. */
static bool frame_may_follow(uint64_t rbp, uint64_t caller_rbp)
{
	return caller_rbp > rbp || segments_own_stack(rbp);
}

static void print_frame(unsigned number, uint64_t address)
{
	printf("  #%u 0x%016llx\n", number, (unsigned long long)address);
}

static void print_callers(unsigned number, uint64_t rbp)
{
	while (frame_is_readable(rbp)) {
		const struct stack_frame *frame = (const struct stack_frame *)rbp;

		if (frame->return_address == 0)
			return;
		if (number == BACKTRACE_FRAMES_MAX) {
			printf("  (deeper than BACKTRACE_FRAMES_MAX, %u)\n", number);
			return;
		}
		print_frame(number++, frame->return_address);
		if (!frame_may_follow(rbp, frame->caller_rbp))
			return;
		rbp = frame->caller_rbp;
	}
}

void backtrace_print_from(uint64_t rip, uint64_t rbp)
{
	puts("backtrace:");
	print_frame(0, rip);
	print_callers(1, rbp);
}

void backtrace_print_from_call(uint64_t rip, uint64_t rsp, uint64_t rbp)
{
	puts("backtrace:");
	print_frame(0, rip);
	if (!frame_is_readable(rsp))
		return;
	print_frame(1, *(const uint64_t *)rsp);
	print_callers(2, rbp);
}

__attribute__((noinline)) void backtrace_print(void)
{
	const struct stack_frame *frame = __builtin_frame_address(0);

	backtrace_print_from(frame->return_address - 1, frame->caller_rbp);
}
