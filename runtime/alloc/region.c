#include "region.h"

#include "bins.h"

/* At the bottom of each region. */
struct region {
	_Alignas(16) struct region *next;
	char *end;
};

static struct region *regions;

static struct block *first_block(struct region *r)
{
	return (struct block *)(r + 1);
}

static void set_free(struct block *b, size_t size)
{
	b->size_and_flag = size | BLOCK_FREE_FLAG;
	block_next(b)->previous = b;
	rt_bins_insert(b);
}

static void set_used(struct block *b, size_t size)
{
	b->size_and_flag = size;
	block_next(b)->previous = b;
}

size_t rt_region_add(void *base, size_t size)
{
	size_t skipped = -(uintptr_t)base % BLOCK_ALIGN;
	size_t overhead = sizeof(struct region) + BLOCK_HEADER;

	if (size < skipped + overhead + BLOCK_MIN)
		return 0;
	size = (size - skipped) & ~(BLOCK_ALIGN - 1);
	if (size - overhead > BINS_SIZE_MAX)
		size = (size_t)(BINS_SIZE_MAX + overhead);

	struct region *r = (struct region *)((char *)base + skipped);
	*r = (struct region){ .next = regions, .end = (char *)r + size };
	regions = r;
	struct block *last = (struct block *)(r->end - BLOCK_HEADER);
	last->size_and_flag = 0;
	struct block *first = first_block(r);
	first->previous = NULL;
	set_free(first, size - overhead);
	return size - overhead;
}

bool rt_region_holds(uintptr_t address)
{
	for (struct region *r = regions; r; r = r->next)
		if (address >= (uintptr_t)first_block(r) &&
		    address < (uintptr_t)r->end - BLOCK_HEADER)
			return true;
	return false;
}

void rt_region_each(void (*visit)(struct block *b))
{
	for (struct region *r = regions; r; r = r->next)
		for (struct block *b = first_block(r); (char *)b < r->end - BLOCK_HEADER;
		     b = block_next(b))
			visit(b);
}

/* Frees what a block in use has above `size`, if that is a block; the one behind
 * it must be in use. */
static void cut_tail(struct block *b, size_t size)
{
	size_t rest = block_size(b) - size;

	if (rest < BLOCK_MIN)
		return;
	set_used(b, size);
	set_free(block_next(b), rest);
}

/* Frees the first `size` bytes of a block in use; returns the rest. */
static struct block *cut_head(struct block *b, size_t size)
{
	size_t rest = block_size(b) - size;

	set_free(b, size);
	struct block *kept = block_next(b);
	set_used(kept, rest);
	return kept;
}

/* How far the block has to begin later for its payload to be aligned: not at
 * all, or far enough to leave a whole block. */
static size_t head_for(struct block *b, size_t alignment)
{
	uintptr_t payload = (uintptr_t)block_payload(b);
	size_t head = -payload & (alignment - 1);

	while (head != 0 && head < BLOCK_MIN)
		head += alignment;
	return head;
}

struct block *rt_region_take(size_t size, size_t alignment)
{
	size_t slack = alignment > BLOCK_ALIGN ? alignment + BLOCK_MIN : 0;
	struct block *b = rt_bins_find(size + slack);

	if (!b)
		return NULL;
	rt_bins_remove(b);
	set_used(b, block_size(b));
	size_t head = alignment > BLOCK_ALIGN ? head_for(b, alignment) : 0;
	if (head != 0)
		b = cut_head(b, head);
	cut_tail(b, size);
	return b;
}

static void absorb_next(struct block *b)
{
	struct block *next = block_next(b);

	rt_bins_remove(next);
	set_used(b, block_size(b) + block_size(next));
}

void rt_region_give(struct block *b)
{
	if (block_is_free(block_next(b)))
		absorb_next(b);
	if (b->previous && block_is_free(b->previous)) {
		rt_bins_remove(b->previous);
		set_used(b->previous, block_size(b->previous) + block_size(b));
		b = b->previous;
	}
	set_free(b, block_size(b));
}

bool rt_region_resize(struct block *b, size_t size)
{
	size_t more = block_is_free(block_next(b)) ? block_size(block_next(b)) : 0;

	if (size > block_size(b) + more)
		return false;
	if (more != 0 && size != block_size(b))
		absorb_next(b);
	cut_tail(b, size);
	return true;
}
