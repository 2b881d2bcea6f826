#pragma once
/* iso_name: names of a CD's files (ECMA-119, 7.5, 7.6 and 10.2): capital
 * letters, digits and '_', with one dot in the name of a file. */
#include "host/image/fat_tree.h"

#define ISO_NAME_UNITS_MAX 30 /* without dot and version */

struct iso_name {
	char text[ISO_NAME_UNITS_MAX + sizeof ".;1"];
	uint8_t size;
};

/* The node's name in capitals if a CD can have it and it does not begin with
 * '_'; else '_', the number, which is the node's index in its tree, and three
 * characters from behind the last dot. Unique in its directory. */
struct iso_name iso_name_of(const struct fat_node *node, size_t number);

/* The order of a directory's entries (ECMA-119, 9.3): what stands before the dot,
 * then what stands behind it, the shorter one filled with spaces. */
int iso_name_compare(const struct iso_name *a, const struct iso_name *b);
