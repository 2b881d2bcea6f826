#include <ingot/boot.h>

#include "kernel.h"

static void entry(const struct boot_info *boot)
{
	(void)boot;
	kmain();
}
ENTRY_POINT(entry)
