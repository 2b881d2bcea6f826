// The one source that is new: where Ingot enters the kernel.
#include <ingot/boot.h>

extern "C" void kmain();

static void enter(const boot_info *)
{
	kmain();
}
ENTRY_POINT(enter)
BOOT_CONFIG(.kernel_stack_size = 128 * KiB)
