#pragma once
#include <stdint.h>

#define KERNBASE 0xffffffff80000000ull

/* The kernel and all memory lie at one offset. */
static inline uint64_t v2p(const void *address)
{
	return (uint64_t)address - KERNBASE;
}

static inline void *p2v(uint64_t physical)
{
	return (void *)(physical + KERNBASE);
}

/* Zeroed pages, from the end of the kernel up. */
void *page_alloc(void);
uint64_t pages_left(void);
