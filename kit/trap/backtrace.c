/* backtrace: see <ingot/backtrace.h>. */
#include <ingot/backtrace.h>
#include <ingot/boot_info.h>
#include <ingot/paging.h>
#include <runtime.h>

#include "kit/trap/backtrace.h"
#include "kit/trap/guard.h"
#include "kit/trap/segments.h"

static bool is_within(uint64_t address, uint64_t bottom, uint64_t top)
{
	return address >= bottom && address + sizeof(struct stack_frame) <= top;
}

/* A stack of the kernel's own making (a thread's) is known only by being
 * mapped. */
static bool is_readable(uint64_t rbp)
{
	const struct boot_info *boot = boot_info_get();

	if (boot && is_within(rbp, boot->stack_bottom, boot->stack_top))
		return true;
	return segments_own_stack(rbp) || paging_is_mapped(rbp, sizeof(struct stack_frame));
}

/* Frames are read where they are believed to be; what is read there may turn
 * out to be no frame at all. A report asks nobody whether it may: it tries. */
#define BACKTRACE_UNCHECKED __attribute__((no_sanitize("address")))

struct link {
	uint64_t rbp;
	struct stack_frame frame;
};

BACKTRACE_UNCHECKED static void follow(void *argument)
{
	struct link *link = argument;

	link->frame = *(const struct stack_frame *)link->rbp;
}

static bool read_frame(struct link *link)
{
	return link->rbp % sizeof(uint64_t) == 0 && link->rbp < -sizeof link->frame &&
	       (guard_is_reporting() || is_readable(link->rbp)) && guard_try(follow, link);
}

/* Callers lie higher on one stack; a trap's own stack leads to any other. */
static bool go_on(struct link *link)
{
	uint64_t rbp = link->rbp;

	link->rbp = link->frame.caller_rbp;
	return link->rbp > rbp || (link->rbp != 0 && segments_own_stack(link->rbp));
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
		runtime_report_print("  (repeated %u more times)\n", walk->repeats);
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
		runtime_report_print("  (deeper than BACKTRACE_FRAMES_MAX, %d)\n",
		                     BACKTRACE_FRAMES_MAX);
		return false;
	}
	runtime_report_print("  #%u 0x%016llx", walk->depth, (unsigned long long)address);
	if (backtrace_show_symbol)
		backtrace_show_symbol(address, walk->depth);
	runtime_report_print("\n");
	walk->depth++;
	walk->printed++;
	walk->last = address;
	return true;
}

static void walk_callers(struct walk *walk, uint64_t rbp)
{
	struct link link = { .rbp = rbp };

	while (read_frame(&link)) {
		if (link.frame.return_address == 0 || !walk_add(walk, link.frame.return_address) ||
		    !go_on(&link))
			break;
	}
	walk_end_repeats(walk);
}

void backtrace_print_from(uint64_t rip, uint64_t rbp)
{
	struct walk walk = { 0 };

	runtime_report_print("backtrace:\n");
	walk_add(&walk, rip);
	walk_callers(&walk, rbp);
}

void backtrace_print_from_call(uint64_t rip, uint64_t rsp, uint64_t rbp)
{
	struct walk walk = { 0 };
	struct link top = { .rbp = rsp };

	runtime_report_print("backtrace:\n");
	walk_add(&walk, rip);
	if (!read_frame(&top))
		return;
	walk_add(&walk, top.frame.caller_rbp); /* what a call pushed is the first word */
	walk_callers(&walk, rbp);
}

size_t backtrace_collect(uint64_t rbp, uint64_t *callers, size_t max)
{
	struct link link = { .rbp = rbp };
	size_t count = 0;

	while (count < max && read_frame(&link) && link.frame.return_address != 0) {
		callers[count++] = link.frame.return_address;
		if (!go_on(&link))
			break;
	}
	return count;
}

bool backtrace_leads_to(uint64_t rbp, uint64_t frame, uint64_t return_address)
{
	struct link link = { .rbp = rbp };

	for (unsigned depth = 0; depth < BACKTRACE_DEPTH_MAX; depth++) {
		if (link.rbp != 0 && !read_frame(&link))
			return true;
		if (link.rbp == frame)
			return link.frame.return_address == return_address;
		if (link.rbp == 0 || link.frame.return_address == 0)
			return false;
		if (!go_on(&link) && link.rbp != 0)
			return true;
	}
	return true;
}

__attribute__((noinline)) void backtrace_print(void)
{
	const struct stack_frame *frame = __builtin_frame_address(0);

	backtrace_print_from(frame->return_address - 1, frame->caller_rbp);
}
