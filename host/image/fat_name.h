#pragma once
/* fat_name: names of files on a FAT volume (Microsoft FAT specification 1.03,
 * "FAT Long Directory Entries").
 *
 * A long name is up to 255 UTF-16 units, kept as it was written and compared
 * without case. Beside it stands a short name of 11 bytes, upper case: the name
 * itself where it fits, else an alias like "LONGNA~1BIN". */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi/fat.h"

#define FAT_NAME_UNITS_MAX 255
#define FAT_ALIAS_MAX      999999u /* what "~999999" leaves room for */

struct fat_name {
	uint16_t unit[FAT_NAME_UNITS_MAX];
	size_t size;
};
struct fat_short {
	uint8_t byte[FAT_SHORT_SIZE];
};

/* NULL, or what is wrong with the text: "has a '?'". */
const char *fat_name_parse(struct fat_name *name, const char *text, size_t size);

/* The name in upper case: equal folded names are the same file. Letters of
 * ASCII, Latin-1, Greek and Cyrillic have case. */
struct fat_name fat_name_fold(const struct fat_name *name);
bool fat_name_equal(const struct fat_name *a, const struct fat_name *b);

/* False if a folded name does not fit 8.3. */
bool fat_name_shorten(const struct fat_name *folded, struct fat_short *out);

/* An alias of a folded name that ends with ~number, 1..FAT_ALIAS_MAX. */
struct fat_short fat_name_alias(const struct fat_name *folded, uint32_t number);

/* The long name that a short one reads as: "KERNEL.ELF". */
struct fat_name fat_name_of_short(const struct fat_short *name);
