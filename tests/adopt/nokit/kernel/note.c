#include <ingot/boot_note.h>

BOOT_NOTE
BOOT_CONFIG(.kernel_stack_size = 16 * KiB)
