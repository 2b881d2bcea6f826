#pragma once
/* block: what the heap is cut into, with a boundary tag each.
 *
 * A region is a row of blocks that touch, each free or in use, closed by a
 * block without payload that is never free. Each knows its size and the one
 * before it, so that neighbours merge in constant time; two free blocks never
 * touch. The header is 16 bytes, and 48 with HEAP_CHECKS, so that payloads
 * keep the alignment of 16.
 *
 *	| size, flag | previous | payload ... (free: links) ... | size, flag |
 *
 * HEAP_CHECKS=1 builds the debugging heap. Its header also holds the size that
 * was asked for, who asked and who freed (the addresses they were called from),
 * and a seal over all of these and the address; every byte behind the size that
 * was asked for is a guard that must still be there when the block is freed.
 * Fresh and freed memory is filled with a byte of its own.
 *
 * Included by: runtime/alloc. All sizes are in bytes and of whole blocks,
 * header included, unless they are called payload. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef HEAP_CHECKS
#define HEAP_CHECKS 0
#endif

#define BLOCK_ALIGN     ((size_t)16)
#define BLOCK_FREE_FLAG ((size_t)1)

#define BLOCK_FRESH_BYTE 0xa5
#define BLOCK_FREED_BYTE 0xdd
#define BLOCK_GUARD_BYTE 0xfd
#define BLOCK_GUARD_MIN  (HEAP_CHECKS ? (size_t)8 : (size_t)0)

struct block_links {
	struct block *next, *previous; /* in the free list of its size */
};

struct block {
	_Alignas(16) size_t size_and_flag;
	struct block *previous; /* its neighbour below; NULL at the bottom */
#if HEAP_CHECKS
	uintptr_t allocated_by, freed_by;
	size_t requested;
	uintptr_t seal; /* next to the payload, which may be written too early */
#endif
	_Alignas(16) struct block_links links; /* where the payload begins */
};

#define BLOCK_HEADER offsetof(struct block, links)
#define BLOCK_MIN    sizeof(struct block)

_Static_assert(BLOCK_HEADER % 16 == 0, "payloads are aligned");
_Static_assert(BLOCK_MIN % 16 == 0, "blocks are aligned");

static inline size_t block_size(const struct block *b)
{
	return b->size_and_flag & ~BLOCK_FREE_FLAG;
}

static inline bool block_is_free(const struct block *b)
{
	return (b->size_and_flag & BLOCK_FREE_FLAG) != 0;
}

static inline struct block *block_next(struct block *b)
{
	return (struct block *)((char *)b + block_size(b));
}

static inline void *block_payload(struct block *b)
{
	return (char *)b + BLOCK_HEADER;
}

static inline struct block *block_of(void *payload)
{
	return (struct block *)((char *)payload - BLOCK_HEADER);
}

static inline size_t block_round_up(size_t size)
{
	return (size + BLOCK_ALIGN - 1) & ~(BLOCK_ALIGN - 1);
}
