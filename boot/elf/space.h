#pragma once
/* space: virtual memory layout: who lies where in the kernel's address space.
 *
 *   0x0000000000000000  page 0: never mapped
 *                       the kernel may lie anywhere that is free
 *   0xffff800000000000  physical memory (or where the kernel wants it)
 *   0xfffffefffbfff000  guard page and stack, at most 64 MiB, ending at
 *   0xffffff0000000000  BOOT_STACK_TOP_ADDRESS
 *   0xffffff3ffffff000  BOOT_LOADER_PAGE_ADDRESS: code that enters the kernel
 *   0xffffff4000000000  BOOT_INFO_ADDRESS
 *   0xffffff5000000000  BOOT_MAILBOXES_ADDRESS: where other CPUs wait
 *   0xffffffff80000000  the kernel, where `ingot` links it
 *
 * Every range is claimed before it is mapped; a claim that meets another, or
 * leaves the canonical addresses, stops the loader with both names. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "boot/base/errors.h"

#define SPACE_CLAIMS_MAX 40 /* the kernel's segments and our areas */

struct space_claim {
	uint64_t base, last; /* inclusive: a range may end at 2^64 - 1 */
	const char *name;    /* of an area; NULL: a segment */
	size_t segment;      /* its number in the ELF file */
	bool may_meet;       /* others that may: segments, and the map around them */
};

struct space {
	struct space_claim claims[SPACE_CLAIMS_MAX];
	size_t count;
};

/* Whether a claim would be taken. */
bool space_is_free(const struct space *space, uint64_t base, uint64_t size_bytes);

/* A free range in the high half, a multiple of `step` (1 GiB at least) from its
 * base; the search begins at step number `start` and comes round. 0: none. */
uint64_t space_find(const struct space *space, uint64_t size_bytes, uint64_t step, uint64_t start);

/* Segments may share pages with each other, but with nothing else. Sizes are
 * not 0 and are rounded to whole pages. */
void space_claim_segment(struct space *space, size_t segment, uint64_t base, uint64_t size_bytes);
void space_claim_area(struct space *space, const char *name, uint64_t base, uint64_t size_bytes);
/* An area that segments may lie in. */
void space_claim_around(struct space *space, const char *name, uint64_t base, uint64_t size_bytes);
