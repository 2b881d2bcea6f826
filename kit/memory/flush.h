#pragma once
/* flush: TLB shootdown: forgetting what the tables said, on every CPU. */
#include <stdint.h>

/* This CPU's TLB only. */
void flush_local(uint64_t address, uint64_t size_bytes);

/* Those of all CPUs: returns when all have. Context: any but NMI. */
void flush_everywhere(uint64_t address, uint64_t size_bytes);

/* Of smp.c, if that is linked: makes all other CPUs call flush_local. */
__attribute__((weak)) void smp_flush_others(uint64_t address, uint64_t size_bytes);
