#pragma once
/* bins: the free lists (TLSF): the free blocks, by size.
 *
 * Two-level segregated lists after Masmano, Ripoll, Crespo and Real ("TLSF: a
 * new dynamic memory allocator for real-time systems", ECRTS 2004): a power
 * of two, cut into BINS_STEPS equal steps. Two bitmaps find a fitting list in
 * constant time. Context: under the heap's lock. */

#include "block.h"

/* A region larger than 2^BINS_SIZE_BITS - 1 bytes is cut off there; sums of
 * two sizes stay below SIZE_MAX. */
#if SIZE_MAX > UINT32_MAX
#define BINS_SIZE_BITS 47
#else
#define BINS_SIZE_BITS 31
#endif
#define BINS_SIZE_MAX (((uint64_t)1 << BINS_SIZE_BITS) - BLOCK_ALIGN)

void rt_bins_insert(struct block *b);
void rt_bins_remove(struct block *b);
/* A free block of at least `size`, still in its list, or NULL. */
struct block *rt_bins_find(size_t size);
/* The size of the largest free block, 0 if there is none. */
size_t rt_bins_largest(void);
