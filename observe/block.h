#pragma once
/* block: what QEMU translates at a time, known by its address and bytes.
 *
 * A block that was translated again, moved to another buffer or built anew after all were
 * thrown away is the one that it was. */
#include <stdbool.h>

#include "observe/file.h"
#include "observe/qemu.h"

#define BLOCK_INSTRUCTIONS_MAX 512 /* TCG's own limit */

struct block {
	uint64_t address, end;
	uint64_t target; /* of the jump or call it ends with; `end` if that has none, or many */
	uint32_t number; /* in the file */
	uint16_t instructions;
	/* Set when it began and no fault or interrupt had led there: it is no handler. */
	bool is_ordinary;
	uint16_t *offsets;          /* of its instructions, from `address` */
	struct observe_leave *left; /* how it was left last, or NULL */
};

/* Room for as many blocks. False: out of memory. */
bool block_table(struct file *file, uint32_t capacity);
/* The block, new or known; NULL: the table is full. One caller at a time. */
struct block *block_note(const struct qemu_block *translated);
/* The instruction at `address` in a block, or its instructions if none begins there. */
uint32_t block_index(const struct block *block, uint64_t address);
