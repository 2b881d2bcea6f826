/* sanitize: what the kit does for the address sanitizer (KASAN, <sanitize.h>).
 * Not linked without it. */
#include "kit/start/sanitize.h"

#include <ingot/backtrace.h>
#include <ingot/boot_info.h>
#include <sanitize.h>

#define STACK_WATCHED_MAX (1u << 20) /* of the loader's stack, from its top */

extern uint8_t kernel_image[], kernel_shadow[]; /* kernel.ld */

static void watch_stack(const struct boot_info *boot)
{
	static uint8_t shadow[SANITIZE_SHADOW_SIZE(STACK_WATCHED_MAX)];
	uint64_t size_bytes = boot->stack_top - boot->stack_bottom;

	if (size_bytes > STACK_WATCHED_MAX)
		size_bytes = STACK_WATCHED_MAX;
	sanitize_add_area((void *)(boot->stack_top - size_bytes), size_bytes, shadow);
}

void sanitize_start(const struct boot_info *boot)
{
	watch_stack(boot);
	sanitize_add_area(kernel_image, (size_t)(kernel_shadow - kernel_image), kernel_shadow);
}

size_t sanitize_find_callers(const struct runtime_call *at, uintptr_t *callers, size_t max)
{
	if (max == 0)
		return 0;
	callers[0] = at->return_address - 1;
	return 1 + backtrace_collect(at->frame, callers + 1, max - 1);
}
