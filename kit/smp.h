#pragma once
/* smp: the kit's half of <ingot/smp.h>. */
#include <stdbool.h>

/* True once no CPU runs the loader's code any more: every one that was parked
 * has started. Weak: without smp.c nobody starts them. */
__attribute__((weak)) bool smp_all_have_left(void);
