#pragma once
/* panic: the kit's half of <ingot/panic.h>.
 *
 * What a report asks of the other CPUs. Weak: a kernel of one CPU links none of
 * it. smp_nmi.c has these. */
#include <ingot/panic.h>

/* A report begins: stops the other CPUs, or this one, for ever, if another
 * reports already. */
__attribute__((weak)) void smp_begin_panic(void);

/* Says which CPU this is, if there are several. */
__attribute__((weak)) void smp_print_cpu(void);
