#pragma once
/* observe: the file in which the observer (observe/) tells what a machine executed.
 *
 * QEMU maps it and counts in it, so it holds all up to the last block also when QEMU was
 * killed. Host byte order: it is read on the machine that wrote it. A block is what QEMU
 * translates at a time: instructions that follow each other, with no jump between. Blocks
 * may overlap, and each QEMU cuts them elsewhere: compare instructions, not blocks.
 *
 *	header
 *	struct observe_cpu   cpu[cpus]
 *	struct observe_block block[block_capacity]
 *	struct observe_leave leave[leave_capacity]
 *	uint64_t             count[cpus][block_capacity]
 *
 * each from a multiple of OBSERVE_ALIGN on, in this order. */
#include <stddef.h>
#include <stdint.h>

#define OBSERVE_MAGIC   0x5245565245534249 /* "IBSERVER" */
#define OBSERVE_VERSION 1
#define OBSERVE_ALIGN   4096
#define OBSERVE_RING    64 /* last blocks of a CPU that are kept */

#define OBSERVE_BLOCKS_DEFAULT (1u << 16)
#define OBSERVE_LEAVES         (1u << 12)

/* What this QEMU does not let the observer see: observe_header.missing. */
#define OBSERVE_NO_CPU   (1u << 0) /* which CPU it was; its own index may be wrong */
#define OBSERVE_NO_FRAME (1u << 1) /* where a fault left a block: it counts whole */

struct observe_header {
	uint64_t magic;
	uint32_t version;
	uint32_t api; /* of QEMU's plugins, the newest that it has */
	uint32_t cpus;
	uint32_t missing; /* OBSERVE_NO_... */
	uint32_t block_capacity, leave_capacity;
	uint32_t blocks, leaves; /* in use */
	uint64_t blocks_lost;    /* translated while the table was full: not counted */
	uint64_t leaves_lost;    /* likewise: their blocks count whole */
};

struct observe_cpu {
	uint64_t blocks;             /* begun; the next is kept in ring[blocks % OBSERVE_RING] */
	uint64_t instructions;       /* executed, all of a block as it begins, less what was left */
	uint32_t ring[OBSERVE_RING]; /* their numbers */
};

/* Two of one address differ in their bytes: another program, or code that was changed. */
struct observe_block {
	uint64_t address;
	uint64_t hash; /* FNV-1a of its bytes */
	uint32_t bytes, instructions;
};

enum observe_why {
	OBSERVE_FAULT,  /* the instruction at `offset` faulted */
	OBSERVE_RESUMED /* QEMU executed what begins at `offset` as a block of its own */
};

/* A block that began and was left before its last instruction. `count` of the block
 * counts these too. */
struct observe_leave {
	uint32_t block, offset; /* in bytes from its address */
	uint32_t index;         /* of the instruction there: as many were done */
	uint32_t why;
	uint64_t count;
};

_Static_assert(sizeof(struct observe_header) == 56, "shared with the host");
_Static_assert(sizeof(struct observe_cpu) == 16 + 4 * OBSERVE_RING, "shared with the host");
_Static_assert(sizeof(struct observe_block) == 24, "shared with the host");
_Static_assert(sizeof(struct observe_leave) == 24, "shared with the host");

#define OBSERVE_HASH_EMPTY 0xcbf29ce484222325

/* Goes on with a hash: FNV-1a of 64 bits. */
static inline uint64_t observe_hash(uint64_t hash, const void *data, size_t bytes)
{
	for (const unsigned char *at = data, *end = at + bytes; at < end; at++)
		hash = (hash ^ *at) * 0x100000001b3;
	return hash;
}

/* Where the parts of such a file are; `end` is its size. */
struct observe_layout {
	size_t cpu, block, leave, count, end;
};

static inline size_t observe_align(size_t size)
{
	return (size + OBSERVE_ALIGN - 1) / OBSERVE_ALIGN * OBSERVE_ALIGN;
}

static inline struct observe_layout observe_layout(uint32_t cpus, uint32_t blocks, uint32_t leaves)
{
	struct observe_layout at = { .cpu = OBSERVE_ALIGN };

	at.block = at.cpu + observe_align(cpus * sizeof(struct observe_cpu));
	at.leave = at.block + observe_align(blocks * sizeof(struct observe_block));
	at.count = at.leave + observe_align(leaves * sizeof(struct observe_leave));
	at.end = at.count + observe_align((size_t)cpus * blocks * sizeof(uint64_t));
	return at;
}
