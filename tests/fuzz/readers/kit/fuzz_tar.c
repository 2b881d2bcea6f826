/* Archives, and the name that is looked for in them. A byte says how: as it is; or with
 * the checksum of every block made right, so that what is behind it is reached. Data lies
 * in the archive, names are as tar.h promises, and what a walk meets tar_find finds.
 *
 * Runs: 30000
 * Longest: 2600 */
#include <ingot/tar.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi/ustar.h"
#include "tests/fuzz/readers/fuzz.h"

#define ENTRIES_MAX 64

static void seal(char *block)
{
	static const char end_mark[USTAR_BLOCK_SIZE];
	struct ustar_header *header = (struct ustar_header *)block;
	unsigned sum = 0;

	if (memcmp(block, end_mark, sizeof end_mark) == 0)
		return;
	memset(header->checksum, ' ', sizeof header->checksum);
	for (size_t i = 0; i < USTAR_BLOCK_SIZE; i++)
		sum += (unsigned char)block[i];
	snprintf(header->checksum, sizeof header->checksum, "%06o", sum & 0777777);
}

static void look_at_name(const char *name)
{
	size_t length = strlen(name);

	HOLDS(length < TAR_NAME_SIZE_MAX);
	HOLDS(name[0] != '/' && strncmp(name, "./", 2) != 0);
	HOLDS(length == 0 || name[length - 1] != '/');
}

static void look_at(const struct tar *tar, const struct tar_entry *entry)
{
	const uint8_t *at = entry->data;
	volatile uint8_t last = 0;

	look_at_name(entry->name);
	HOLDS(strlen(entry->link) < TAR_NAME_SIZE_MAX);
	HOLDS(entry->kind >= TAR_FILE && entry->kind <= TAR_SPECIAL);
	HOLDS(entry->mode <= 07777);
	HOLDS(entry->kind == TAR_FILE || entry->size_bytes == 0);
	HOLDS(at >= tar->bytes && at <= tar->bytes + tar->size_bytes &&
	      entry->size_bytes <= tar->size_bytes - (size_t)(at - tar->bytes));
	if (entry->size_bytes > 0)
		last = at[entry->size_bytes - 1];
	(void)last;
}

static bool is_same(const struct tar_entry *a, const struct tar_entry *b)
{
	return a->kind == b->kind && a->data == b->data && a->size_bytes == b->size_bytes &&
	       strcmp(a->name, b->name) == 0 && strcmp(a->link, b->link) == 0;
}

FUZZ(data, size)
{
	static struct tar_entry entries[ENTRIES_MAX], found;
	struct input input = { data, data + size };
	bool is_honest = input_below(&input, 4) == 0;
	size_t count = 0;
	const uint8_t *piece;
	size_t length = input_piece(&input, size, &piece);
	char *bytes = input_text(piece, length);
	struct tar all, walk;

	for (size_t at = 0; !is_honest && at + USTAR_BLOCK_SIZE <= length; at += USTAR_BLOCK_SIZE)
		seal(bytes + at);
	tar_open(&all, bytes, length);
	walk = all;
	while (count < ENTRIES_MAX && tar_next(&walk, &entries[count]))
		look_at(&all, &entries[count++]);
	if (count < ENTRIES_MAX) { /* the walk has ended, and stays so */
		HOLDS(!tar_next(&walk, &found));
		HOLDS(walk.at <= length);
	}
	for (size_t i = 0; i < count && count < ENTRIES_MAX; i++) {
		const char *why = tar_find(&all, entries[i].name, &found);
		size_t last = count;

		if (walk.error) {
			HOLDS(why && strcmp(why, walk.error) == 0);
			continue;
		}
		HOLDS(!why);
		while (strcmp(entries[--last].name, entries[i].name) != 0) {
		}
		HOLDS(is_same(&found, &entries[last]));
	}
	free(bytes);
}
