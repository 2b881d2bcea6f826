#include "bins.h"

#define STEP_BITS  4
#define BINS_STEPS (1 << STEP_BITS)
/* Sizes below this are one row of steps of BLOCK_ALIGN each. */
#define LINEAR_BITS (STEP_BITS + 4)
#define BINS_ROWS   (BINS_SIZE_BITS - LINEAR_BITS + 1)
/* How many blocks of the very size class are tried when no larger class has
 * any: some may fit although not all do. */
#define BINS_SCAN_LIMIT 32

_Static_assert((1 << (LINEAR_BITS - STEP_BITS)) == 16, "linear steps");

static uint64_t rows_used;
static uint32_t steps_used[BINS_ROWS];
static struct block *lists[BINS_ROWS][BINS_STEPS];

struct bin {
	unsigned row, step;
};

static unsigned highest_bit(uint64_t value)
{
	return 63 - (unsigned)__builtin_clzll(value);
}

static struct bin bin_of(uint64_t size)
{
	if (size >> LINEAR_BITS == 0)
		return (struct bin){ 0, (unsigned)(size / BLOCK_ALIGN) };
	unsigned bit = highest_bit(size);
	return (struct bin){
		bit - LINEAR_BITS + 1,
		(unsigned)(size >> (bit - STEP_BITS)) - BINS_STEPS,
	};
}

/* The first bin whose every block has at least that size. */
static struct bin bin_above(uint64_t size)
{
	if (size >> LINEAR_BITS != 0)
		size += (UINT64_C(1) << (highest_bit(size) - STEP_BITS)) - 1;
	return bin_of(size);
}

void rt_bins_insert(struct block *b)
{
	struct bin bin = bin_of(block_size(b));
	struct block **list = &lists[bin.row][bin.step];

	b->links = (struct block_links){ .next = *list };
	if (*list)
		(*list)->links.previous = b;
	*list = b;
	rows_used |= UINT64_C(1) << bin.row;
	steps_used[bin.row] |= UINT32_C(1) << bin.step;
}

static void mark_empty(struct bin bin)
{
	steps_used[bin.row] &= ~(UINT32_C(1) << bin.step);
	if (steps_used[bin.row] == 0)
		rows_used &= ~(UINT64_C(1) << bin.row);
}

void rt_bins_remove(struct block *b)
{
	struct bin bin = bin_of(block_size(b));

	if (b->links.next)
		b->links.next->links.previous = b->links.previous;
	if (b->links.previous)
		b->links.previous->links.next = b->links.next;
	else if (!(lists[bin.row][bin.step] = b->links.next))
		mark_empty(bin);
}

static struct block *first_from(struct bin bin)
{
	if (bin.row >= BINS_ROWS)
		return NULL;
	uint32_t steps = steps_used[bin.row] & ~UINT32_C(0) << bin.step;
	if (steps == 0) {
		uint64_t rows = rows_used & ~UINT64_C(0) << bin.row << 1;
		if (rows == 0)
			return NULL;
		bin.row = (unsigned)__builtin_ctzll(rows);
		steps = steps_used[bin.row];
	}
	return lists[bin.row][__builtin_ctz(steps)];
}

static struct block *scan(struct bin bin, size_t size)
{
	struct block *b = lists[bin.row][bin.step];

	for (int i = 0; i < BINS_SCAN_LIMIT && b; i++, b = b->links.next)
		if (block_size(b) >= size)
			return b;
	return NULL;
}

struct block *rt_bins_find(size_t size)
{
	struct block *found = first_from(bin_above(size));

	return found ? found : scan(bin_of(size), size);
}

size_t rt_bins_largest(void)
{
	size_t largest = 0;

	if (rows_used == 0)
		return 0;
	unsigned row = highest_bit(rows_used);
	struct block *b = lists[row][highest_bit(steps_used[row])];
	for (; b; b = b->links.next)
		if (block_size(b) > largest)
			largest = block_size(b);
	return largest;
}
