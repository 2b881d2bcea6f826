#pragma once
/* panic: the kit's half of <ingot/panic.h>. */
#include <ingot/panic.h>
#include <stdint.h>

/* A part of a report that may fault: see guard.h. If it did, that is said. */
void panic_try(void (*part)(void *argument), void *argument);

/* The backtrace from there, and the end. */
_Noreturn void panic_end_at(uint64_t rip, uint64_t rbp);

/* What a report asks of the other CPUs, as parts that it tries. Weak: a kernel of
 * one CPU links none of it. smp_nmi.c has these. */

/* A report begins: stops the other CPUs. */
__attribute__((weak)) void smp_begin_panic(void *unused);

/* Says which CPU this is, if there are several. */
__attribute__((weak)) void smp_print_cpu(void *unused);
