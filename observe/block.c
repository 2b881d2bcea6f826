#include "observe/block.h"

#include <stdlib.h>
#include <string.h>

#define SPREAD 0x9e3779b97f4a7c15 /* odd, and its bits are even */

static struct {
	struct file *file;
	struct block *blocks; /* by number */
	uint32_t *slots;      /* a hash table of numbers + 1, twice as large */
	uint32_t mask;
} table;

bool block_table(struct file *file, uint32_t capacity)
{
	uint32_t slots = 1;

	while (slots < 2 * capacity)
		slots *= 2;
	table.file = file;
	table.mask = slots - 1;
	table.blocks = calloc(capacity, sizeof *table.blocks);
	table.slots = calloc(slots, sizeof *table.slots);
	return table.blocks && table.slots;
}

/* What precedes an opcode in 64-bit mode: legacy prefixes, then REX. */
static size_t prefixes(const unsigned char *code, size_t size)
{
	size_t i = 0;

	while (i < size && memchr("\x26\x2e\x36\x3e\x64\x65\x66\x67\xf0\xf2\xf3", code[i], 11))
		i++;
	return i < size && (code[i] & 0xf0) == 0x40 ? i + 1 : i;
}

/* The target of a jump or call relative to `end`, where the next instruction is; `end` if
 * it is none. Intel's manual, volume 2, JMP, Jcc, CALL, LOOP. In 16- and 32-bit code it
 * may be wrong, which costs time only. */
static uint64_t target_of(const unsigned char *code, size_t size, uint64_t end)
{
	size_t i = prefixes(code, size);
	unsigned opcode = i < size ? code[i] : 0;
	bool is_long = opcode == 0xe8 || opcode == 0xe9;

	if (opcode == 0x0f && i + 1 < size && (code[i + 1] & 0xf0) == 0x80)
		is_long = true;
	if (is_long && size >= 4) {
		int32_t by;

		memcpy(&by, code + size - 4, sizeof by);
		return end + (uint64_t)(int64_t)by;
	}
	if ((opcode & 0xf0) == 0x70 || opcode == 0xeb || (opcode & 0xfc) == 0xe0)
		return end + (uint64_t)(int64_t)(int8_t)code[size - 1];
	return end;
}

/* Its place in the table, and where a new one would have its number. */
static struct block *look_up(const struct observe_block *sought, uint32_t **slot)
{
	uint64_t at = (sought->address ^ sought->hash) * SPREAD >> 20;

	for (;; at++) {
		*slot = &table.slots[at & table.mask];
		if (!**slot)
			return NULL;
		const struct observe_block *here = &table.file->block[**slot - 1];

		if (here->address == sought->address && here->hash == sought->hash &&
		    here->bytes == sought->bytes)
			return &table.blocks[**slot - 1];
	}
}

struct block *block_note(const struct qemu_block *translated)
{
	struct observe_header *header = table.file->header;
	struct observe_block block = { qemu.address(translated), OBSERVE_HASH_EMPTY, 0, 0 };
	size_t count = qemu.instructions(translated), size = 0;
	uint16_t offsets[BLOCK_INSTRUCTIONS_MAX];
	unsigned char code[16];
	uint32_t *slot;

	if (count > BLOCK_INSTRUCTIONS_MAX)
		count = BLOCK_INSTRUCTIONS_MAX;
	for (size_t i = 0; i < count; i++) {
		size = qemu_bytes(qemu.instruction(translated, i), code);
		offsets[i] = (uint16_t)block.bytes;
		block.bytes += (uint32_t)size;
		block.hash = observe_hash(block.hash, code, size);
	}
	block.instructions = (uint32_t)count;
	struct block *known = look_up(&block, &slot);

	if (known)
		return known;
	uint16_t *kept = header->blocks < header->block_capacity
	                         ? malloc((count + 1) * sizeof *kept)
	                         : NULL;

	if (!kept) {
		header->blocks_lost++;
		return NULL;
	}
	memcpy(kept, offsets, count * sizeof *kept);
	uint32_t number = header->blocks;
	uint64_t end = block.address + block.bytes;

	known = &table.blocks[number];
	*known = (struct block){ .address = block.address,
		                 .end = end,
		                 .target = target_of(code, size, end),
		                 .number = number,
		                 .instructions = (uint16_t)count,
		                 .offsets = kept };
	table.file->block[number] = block;
	*slot = number + 1;
	header->blocks++;
	return known;
}

uint32_t block_index(const struct block *block, uint64_t address)
{
	for (uint32_t i = 0; i < block->instructions; i++)
		if (block->address + block->offsets[i] == address)
			return i;
	return block->instructions;
}
