#include <ingot/boot.h>

void kernel_main(const struct boot_info *boot); /* main.S */

ENTRY_POINT(kernel_main)
