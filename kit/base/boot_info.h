#pragma once
/* boot_info: the kit's half of <ingot/boot_info.h>. */
#include <ingot/boot_info.h>

/* From now on it can be trusted. Of start-up, once. */
void boot_info_set(const struct boot_info *boot);
