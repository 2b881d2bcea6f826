#include "boot/elf/space.h"

#include <stdbool.h>

#include "abi/x86.h"
#include "boot/base/stop.h"
#include "boot/memory/memory.h"

/* In one half, so that the kernel needs no 5 levels. */
static bool is_canonical_range(uint64_t base, uint64_t last)
{
	return base <= last && (last < X86_LOW_HALF_END || base >= X86_HIGH_HALF_BASE);
}

static bool claims_meet(const struct space_claim *a, const struct space_claim *b)
{
	return a->base <= b->last && b->base <= a->last;
}

static _Noreturn void stop_at_meeting(const struct space_claim *a, const struct space_claim *b)
{
	if (a->name && b->name)
		stop(ERROR_CONFIG_MAP, "% at %..% and % at %..% overlap",
		     FACTS(TEXT(a->name), HEX(a->base), HEX(a->last), TEXT(b->name), HEX(b->base),
		           HEX(b->last)));
	stop(ERROR_ELF_AREA, "segment % at %..% overlaps % at %..%",
	     FACTS(NUMBER(b->segment), HEX(b->base), HEX(b->last), TEXT(a->name), HEX(a->base),
	           HEX(a->last)));
}

static void claim_add(struct space *space, struct space_claim claim)
{
	for (size_t i = 0; i < space->count; i++) {
		if (!claims_meet(&claim, &space->claims[i]))
			continue;
		if (claim.may_meet && space->claims[i].may_meet)
			continue; /* segments share a page: elf.c minds that */
		if (claim.name)
			stop_at_meeting(&claim, &space->claims[i]);
		stop_at_meeting(&space->claims[i], &claim);
	}
	if (space->count == SPACE_CLAIMS_MAX)
		stop(ERROR_ELF_HEADERS, "more than % ranges of addresses (SPACE_CLAIMS_MAX)",
		     FACTS(NUMBER(SPACE_CLAIMS_MAX)));
	space->claims[space->count++] = claim;
}

static uint64_t last_of(uint64_t base, uint64_t size_bytes)
{
	return (base + (size_bytes - 1)) | (X86_PAGE_SIZE - 1);
}

void space_claim_segment(struct space *space, size_t segment, uint64_t base, uint64_t size_bytes)
{
	uint64_t last = last_of(base, size_bytes);

	if (!is_canonical_range(base, last) || size_bytes > X86_HIGH_HALF_BASE)
		stop(ERROR_ELF_SEGMENT_ADDRESS,
		     "segment %: % bytes at % are not canonical addresses",
		     FACTS(NUMBER(segment), HEX(size_bytes), HEX(base)));
	if (base < X86_PAGE_SIZE)
		stop(ERROR_ELF_SEGMENT_ADDRESS, "segment % lies in page 0, which stays unmapped",
		     FACTS(NUMBER(segment)));
	claim_add(space, (struct space_claim){ page_round_down(base), last, NULL, segment, true });
}

static void claim_area(struct space *space, const char *name, uint64_t base, uint64_t size_bytes,
                       bool may_meet)
{
	uint64_t last = last_of(base, size_bytes);

	if (!is_canonical_range(base, last))
		stop(ERROR_CONFIG_MAP, "% bytes of % at % are not canonical addresses",
		     FACTS(HEX(size_bytes), TEXT(name), HEX(base)));
	claim_add(space, (struct space_claim){ page_round_down(base), last, name, 0, may_meet });
}

void space_claim_area(struct space *space, const char *name, uint64_t base, uint64_t size_bytes)
{
	claim_area(space, name, base, size_bytes, false);
}

void space_claim_around(struct space *space, const char *name, uint64_t base, uint64_t size_bytes)
{
	claim_area(space, name, base, size_bytes, true);
}

bool space_is_free(const struct space *space, uint64_t base, uint64_t size_bytes)
{
	struct space_claim wanted = { base, last_of(base, size_bytes), NULL, 0, false };

	for (size_t i = 0; i < space->count; i++)
		if (claims_meet(&wanted, &space->claims[i]))
			return false;
	return is_canonical_range(base, wanted.last) && base >= X86_PAGE_SIZE;
}

uint64_t space_find(const struct space *space, uint64_t size_bytes, uint64_t step, uint64_t start)
{
	uint64_t count = (0 - X86_HIGH_HALF_BASE) / step;

	for (uint64_t i = 0; i < count; i++) {
		uint64_t base = X86_HIGH_HALF_BASE + (start + i) % count * step;

		if (space_is_free(space, base, size_bytes))
			return base;
	}
	return 0;
}
