#pragma once
/* smp: APs and IPIs, the kit's half of <ingot/smp.h>.
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

/* Handlers of the vectors; before the second CPU starts. */
void smp_call_start(void);
void smp_nmi_start(void);
