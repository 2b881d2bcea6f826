#pragma once
/* boot_info: access to the boot info. */
#include "../../../abi/boot_info.h"
#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The argument of kernel_main, for code that does not get it, such as tests. NULL
 * until start-up has checked it. Context: any. */
const struct boot_info *boot_info_get(void) KIT_NAME(boot_info_get);

#ifdef __cplusplus
}
#endif
