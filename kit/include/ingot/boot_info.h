#pragma once
/* boot_info: what the loader handed over. */
#include "../../../abi/boot_info.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The argument of kernel_main, for those who are far from it (tests are). NULL
 * before start-up has found it good. Context: anywhere. */
const struct boot_info *boot_info_get(void);

#ifdef __cplusplus
}
#endif
