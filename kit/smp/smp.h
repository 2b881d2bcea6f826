#pragma once
/* smp: the kit's half of <ingot/smp.h>.
 *
 *	smp.c		starting CPUs
 *	smp_call.c	functions that run on others
 *	smp_nmi.c	what must reach a CPU whatever it does: TLB, panic
 *
 * What is weak is of use to parts that are linked without them. */
#include <ingot/smp.h>

/* True once no CPU runs the loader's code any more: every one that was parked
 * has started. */
__attribute__((weak)) bool smp_all_have_left(void);

/* A report begins: stops the other CPUs, or this one, for ever, if another
 * reports already. */
__attribute__((weak)) void smp_begin_panic(void);

/* Says which CPU this is, if there are several. */
__attribute__((weak)) void smp_print_cpu(void);

/* Handlers of the vectors; before the second CPU starts. */
void smp_call_start(void);
void smp_nmi_start(void);
