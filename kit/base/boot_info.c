/* boot_info: see <ingot/boot_info.h>. */
#include "kit/base/boot_info.h"

#include <stddef.h>

static const struct boot_info *boot_info_known;

void boot_info_set(const struct boot_info *boot)
{
	boot_info_known = boot;
}

const struct boot_info *boot_info_get(void)
{
	return boot_info_known;
}
