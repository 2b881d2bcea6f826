/* backtrace: see <ingot/backtrace.h>. */
#include <ingot/backtrace.h>
#include <ingot/boot_info.h>
#include <ingot/paging.h>
#include <stdio.h>

#include "kit/trap/segments.h"

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
	if (boot && is_within(rbp, boot->stack_bottom, boot->stack_top))
		return true;
	return segments_own_stack(rbp) || paging_is_mapped(rbp, sizeof(struct stack_frame));
}

/* Frames are read where they are believed to be; what is read there may turn
 * out to be no frame at all. */
#define BACKTRACE_UNCHECKED __attribute__((no_sanitize("address")))

/* Callers lie higher on one stack; a trap's own stack leads to any other. */
static bool frame_may_follow(uint64_t rbp, uint64_t caller_rbp)
{
	return caller_rbp > rbp || segments_own_stack(rbp);
}

/* What has been printed. Recursion is one line and a count, so that the
 * report shows who began it. */
struct walk {
	unsigned depth; /* of the next frame */
	unsigned printed;
	unsigned repeats; /* of last, since it was printed */
	uint64_t last;
};

static void walk_end_repeats(struct walk *walk)
{
	if (walk->repeats > 0)
		printf("  (and %u times more)\n", walk->repeats);
	walk->repeats = 0;
}

/* False when enough has been printed. */
static bool walk_add(struct walk *walk, uint64_t address)
{
	if (walk->printed > 0 && address == walk->last) {
		walk->repeats++;
		walk->depth++;
		return walk->depth < BACKTRACE_DEPTH_MAX;
	}
	walk_end_repeats(walk);
	if (walk->printed == BACKTRACE_FRAMES_MAX) {
		printf("  (deeper than BACKTRACE_FRAMES_MAX, %d)\n", BACKTRACE_FRAMES_MAX);
		return false;
	}
	printf("  #%u 0x%016llx\n", walk->depth, (unsigned long long)address);
	walk->depth++;
	walk->printed++;
	walk->last = address;
	return true;
}

BACKTRACE_UNCHECKED static void walk_callers(struct walk *walk, uint64_t rbp)
{
	while (frame_is_readable(rbp)) {
		const struct stack_frame *frame = (const struct stack_frame *)rbp;

		if (frame->return_address == 0 || !walk_add(walk, frame->return_address) ||
		    !frame_may_follow(rbp, frame->caller_rbp))
			break;
		rbp = frame->caller_rbp;
	}
	walk_end_repeats(walk);
}

void backtrace_print_from(uint64_t rip, uint64_t rbp)
{
	struct walk walk = { 0 };

	puts("backtrace:");
	walk_add(&walk, rip);
	walk_callers(&walk, rbp);
}

BACKTRACE_UNCHECKED void backtrace_print_from_call(uint64_t rip, uint64_t rsp, uint64_t rbp)
{
	struct walk walk = { 0 };

	puts("backtrace:");
	walk_add(&walk, rip);
	if (!frame_is_readable(rsp))
		return;
	walk_add(&walk, *(const uint64_t *)rsp);
	walk_callers(&walk, rbp);
}

BACKTRACE_UNCHECKED size_t backtrace_collect(uint64_t rbp, uint64_t *callers, size_t max)
{
	size_t count = 0;

	while (count < max && frame_is_readable(rbp)) {
		const struct stack_frame *frame = (const struct stack_frame *)rbp;

		if (frame->return_address == 0)
			break;
		callers[count++] = frame->return_address;
		if (!frame_may_follow(rbp, frame->caller_rbp))
			break;
		rbp = frame->caller_rbp;
	}
	return count;
}

__attribute__((noinline)) void backtrace_print(void)
{
	const struct stack_frame *frame = __builtin_frame_address(0);

	backtrace_print_from(frame->return_address - 1, frame->caller_rbp);
}
