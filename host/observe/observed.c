#include "host/observe/observed.h"

#include "host/base/os_file.h"
#include "host/image/elf_file.h"

#define SLOTS_FIRST 4096
#define PAGE_BYTES  4096

/* What of a file is in use. */
struct view {
	struct observe_header header;
	struct observe_block *blocks;
	struct observe_leave *leaves;
	uint64_t *counts; /* of each block, on all CPUs */
};

static bool is_sound(const struct observe_header *header)
{
	return header->magic == OBSERVE_MAGIC && header->version == OBSERVE_VERSION &&
	       header->blocks <= header->block_capacity && header->leaves <= header->leave_capacity;
}

static bool read_view(int fd, struct view *view, struct arena *scratch)
{
	struct observe_header *header = &view->header;

	if (!os_read_at(fd, header, sizeof *header, 0) || !is_sound(header))
		return false;
	struct observe_layout at = observe_layout(header->cpus, header->block_capacity,
	                                          header->leave_capacity);
	uint64_t *counts = arena_push(scratch, uint64_t, header->blocks);

	view->blocks = arena_push(scratch, struct observe_block, header->blocks);
	view->leaves = arena_push(scratch, struct observe_leave, header->leaves);
	view->counts = arena_push(scratch, uint64_t, header->blocks);
	if (!os_read_at(fd, view->blocks, header->blocks * sizeof *view->blocks, at.block) ||
	    !os_read_at(fd, view->leaves, header->leaves * sizeof *view->leaves, at.leave))
		return false;
	for (uint32_t cpu = 0; cpu < header->cpus; cpu++) {
		uint64_t from = at.count + (uint64_t)cpu * header->block_capacity * sizeof *counts;

		if (!os_read_at(fd, counts, header->blocks * sizeof *counts, from))
			return false;
		for (uint32_t i = 0; i < header->blocks; i++)
			view->counts[i] += counts[i];
	}
	return true;
}

static size_t slot_of(const struct observed *observed, uint64_t address, uint64_t hash)
{
	return (size_t)((address ^ hash) * 0x9e3779b97f4a7c15 >> 20) & (observed->slot_count - 1);
}

static void put(struct observed *observed, uint32_t number)
{
	const struct observed_block *block = &observed->blocks[number];
	size_t at = slot_of(observed, block->address, block->hash);

	while (observed->slots[at])
		at = (at + 1) & (observed->slot_count - 1);
	observed->slots[at] = number + 1;
}

static void make_room(struct observed *observed)
{
	if (2 * (observed->block_count + 1) <= observed->slot_count)
		return;
	observed->slot_count = observed->slot_count ? 2 * observed->slot_count : SLOTS_FIRST;
	observed->slots = arena_push(observed->keep, uint32_t, observed->slot_count);
	for (size_t i = 0; i < observed->block_count; i++)
		put(observed, (uint32_t)i);
}

static struct observed_block *find_block(struct observed *observed,
                                         const struct observe_block *sought, uint64_t address)
{
	make_room(observed);
	size_t at = slot_of(observed, address, sought->hash);

	for (; observed->slots[at]; at = (at + 1) & (observed->slot_count - 1)) {
		struct observed_block *block = &observed->blocks[observed->slots[at] - 1];

		if (block->address == address && block->hash == sought->hash &&
		    block->bytes == sought->bytes)
			return block;
	}
	arena_grow(observed->keep, observed->blocks, observed->block_count,
	           observed->block_capacity);
	observed->blocks[observed->block_count] =
		(struct observed_block){ .address = address,
		                         .hash = sought->hash,
		                         .bytes = sought->bytes,
		                         .instructions = sought->instructions };
	observed->slots[at] = (uint32_t)++observed->block_count;
	return &observed->blocks[observed->block_count - 1];
}

static void add_leave(struct observed *observed, struct observed_block *block,
                      const struct observe_leave *leave)
{
	for (uint32_t i = block->left; i; i = observed->leaves[i - 1].next) {
		struct observed_leave *known = &observed->leaves[i - 1];

		if (known->offset == leave->offset && known->why == leave->why) {
			known->count += leave->count;
			return;
		}
	}
	arena_grow(observed->keep, observed->leaves, observed->leave_count,
	           observed->leave_capacity);
	observed->leaves[observed->leave_count] = (struct observed_leave){
		leave->offset, leave->index, leave->why, block->left, leave->count
	};
	block->left = (uint32_t)++observed->leave_count;
}

struct observed observed_new(struct arena *keep, struct bytes elf)
{
	struct observed observed = { .keep = keep, .elf = elf };
	const struct elf_header *header = elf_part(elf, 0, sizeof *header);
	const struct elf_segment *segment;

	if (!header)
		return observed;
	observed.entry = le64_get(header->entry);
	for (size_t i = 0; (segment = elf_get_segment(elf, i)); i++) {
		uint64_t into = observed.entry - le64_get(segment->virtual_address);
		uint64_t size = le64_get(segment->file_size);

		if (le32_get(segment->type) != ELF_SEGMENT_LOAD || into >= size)
			continue;
		const void *code = elf_part(elf, le64_get(segment->offset) + into, size - into);

		observed.entry_code = (struct bytes){ code, code ? size - into : 0 };
	}
	return observed;
}

/* How far the kernel lay above the place for which it was linked: its first block has the
 * bytes of its entry, and pages stay whole. */
static uint64_t find_slide(const struct observed *observed, const struct view *view)
{
	for (uint32_t i = 0; i < view->header.blocks; i++) {
		const struct observe_block *block = &view->blocks[i];
		uint64_t slide = block->address - observed->entry;

		if (slide % PAGE_BYTES == 0 && block->bytes <= observed->entry_code.size &&
		    block->hash == observe_hash(OBSERVE_HASH_EMPTY, observed->entry_code.data,
		                                block->bytes))
			return slide;
	}
	return 0;
}

bool observed_add(struct observed *observed, int fd, struct arena scratch)
{
	struct view view;

	if (!read_view(fd, &view, &scratch))
		return false;
	uint64_t slide = find_slide(observed, &view);

	for (uint32_t i = 0; i < view.header.blocks; i++)
		find_block(observed, &view.blocks[i], view.blocks[i].address - slide)->count +=
			view.counts[i];
	for (uint32_t i = 0; i < view.header.leaves; i++) {
		const struct observe_leave *leave = &view.leaves[i];

		if (leave->block >= view.header.blocks)
			continue;
		const struct observe_block *block = &view.blocks[leave->block];

		add_leave(observed, find_block(observed, block, block->address - slide), leave);
	}
	observed->missing |= view.header.missing;
	observed->lost += view.header.blocks_lost + view.header.leaves_lost;
	observed->machines++;
	return true;
}
