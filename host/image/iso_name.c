#include "host/image/iso_name.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define NUMBER_MAX 9999999u
#define TYPE_AT    8 /* in a short name */

_Static_assert(FAT_FILES_MAX *(FAT_PATH_UNITS_MAX / 2) <= NUMBER_MAX, "seven digits will do");

static bool is_allowed(unsigned c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool stands_as_it_is(const struct fat_name *folded, bool is_folder)
{
	int dots_left = is_folder ? 0 : 1;

	if (folded->unit[0] == '_' || folded->unit[0] == '.' || folded->size > ISO_NAME_UNITS_MAX)
		return false;
	for (size_t i = 0; i < folded->size; i++)
		if (!is_allowed(folded->unit[i]) && (folded->unit[i] != '.' || dots_left-- == 0))
			return false;
	return true;
}

static void add(struct iso_name *name, unsigned c)
{
	assert(name->size < sizeof name->text - 1);
	name->text[name->size++] = (char)c;
}

static void add_text(struct iso_name *name, const char *text)
{
	while (*text)
		add(name, (unsigned char)*text++);
}

/* No name that stands as it is begins with '_': so all are distinct. */
static void add_number(struct iso_name *name, const struct fat_node *node, size_t number)
{
	char digits[16];

	snprintf(digits, sizeof digits, "_%07u", (unsigned)(number % (NUMBER_MAX + 1)));
	add_text(name, digits);
	if (fat_node_is_folder(node))
		return;
	add(name, '.');
	for (int i = TYPE_AT; i < FAT_SHORT_SIZE && node->short_name.byte[i] != ' '; i++)
		add(name, is_allowed(node->short_name.byte[i]) ? node->short_name.byte[i] : '_');
}

struct iso_name iso_name_of(const struct fat_node *node, size_t number)
{
	struct fat_name folded = fat_name_fold(node->name);
	struct iso_name name = { .size = 0 };

	if (stands_as_it_is(&folded, fat_node_is_folder(node))) {
		for (size_t i = 0; i < folded.size; i++)
			add(&name, folded.unit[i]);
		if (!fat_node_is_folder(node) && !strchr(name.text, '.'))
			add(&name, '.');
	} else {
		add_number(&name, node, number);
	}
	if (!fat_node_is_folder(node))
		add_text(&name, ";1");
	return name;
}

static int compare_parts(const char *a, size_t a_size, const char *b, size_t b_size)
{
	for (size_t i = 0; i < a_size || i < b_size; i++) {
		int difference = (i < a_size ? a[i] : ' ') - (i < b_size ? b[i] : ' ');

		if (difference)
			return difference;
	}
	return 0;
}

/* What stands behind the dot, without the version. */
static const char *type_of(const struct iso_name *name, size_t base_size, size_t *size)
{
	const char *type = name->text + base_size;

	type += *type == '.';
	*size = strcspn(type, ";");
	return type;
}

int iso_name_compare(const struct iso_name *a, const struct iso_name *b)
{
	size_t a_base = strcspn(a->text, "."), b_base = strcspn(b->text, "."), a_size, b_size;
	int order = compare_parts(a->text, a_base, b->text, b_base);

	if (order)
		return order;
	const char *a_type = type_of(a, a_base, &a_size), *b_type = type_of(b, b_base, &b_size);
	return compare_parts(a_type, a_size, b_type, b_size);
}
