#pragma once
/* percpu: per-CPU data, the kit's half of <ingot/percpu.h>. */
#include <ingot/percpu.h>
#include <stddef.h>

/* GS of the first CPU; no APIC ID yet. After segments, which clear GS. */
void percpu_start(void);

/* The running CPU is from now on the one described: its GS, also after SWAPGS. */
void percpu_enter(struct cpu *cpu);

/* Adds a CPU to the list, with the next index. Context: one caller at a time. */
void percpu_add(struct cpu *cpu);

/* The section of PER_CPU variables, and where it begins; 0 bytes if there are
 * none. */
size_t percpu_get_size(uint64_t *begin);
