#pragma once
/* region: an arena, memory that the kernel gave to the heap, and how it is cut
 * into blocks and put together again. Context: under the heap's lock. */

#include "block.h"

/* Takes over [base, base + size); returns how many bytes became free blocks. */
size_t rt_region_add(void *base, size_t size);
/* Whether an address lies among the blocks of a region, the closing one left
 * out. */
bool rt_region_holds(uintptr_t address);
/* Calls visit for every block, bottom up, the closing ones left out; visit must
 * not return from one whose size cannot be believed. */
void rt_region_each(void (*visit)(struct block *b));

/* A block of at least `size`, in use, with its payload aligned; or NULL. */
struct block *rt_region_take(size_t size, size_t alignment);
/* Makes it free, merged with free neighbours. */
void rt_region_give(struct block *b);
/* Changes the size of a block in use without moving it; false if there is
 * no room. */
bool rt_region_resize(struct block *b, size_t size);
