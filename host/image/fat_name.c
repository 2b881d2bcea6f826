#include "host/image/fat_name.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define EXTENSION_SIZE (FAT_SHORT_SIZE - FAT_SHORT_BASE)
#define INVALID        0xffffffffu

struct cursor {
	const char *next, *end;
};

static uint32_t continuation(struct cursor *at, uint32_t code)
{
	if (at->next == at->end || ((unsigned char)*at->next & 0xc0) != 0x80)
		return INVALID;
	return code << 6 | ((unsigned char)*at->next++ & 0x3f);
}

/* The next character of UTF-8 (Unicode 15, table 3-7), or INVALID. */
static uint32_t decode(struct cursor *at)
{
	unsigned char first = (unsigned char)*at->next++;
	int more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
	static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
	uint32_t code = first & (0x3fu >> more);

	if (first < 0x80)
		return first;
	if (!more || first > 0xf4)
		return INVALID;
	for (int i = 0; i < more; i++) {
		code = continuation(at, code);
		if (code == INVALID)
			return INVALID;
	}
	bool is_surrogate = code >= 0xd800 && code < 0xe000;
	return code < least[more] || code > 0x10ffff || is_surrogate ? INVALID : code;
}

static const char *refusal(uint32_t code)
{
	if (code == INVALID)
		return "is not UTF-8";
	if (code < 0x20 || code == 0x7f)
		return "has a control character";
	if (code < 0x80 && strchr("\"*/:<>?\\|", (int)code))
		return "has one of the characters \" * / : < > ? \\ |";
	return NULL;
}

static bool append(struct fat_name *name, uint32_t code)
{
	size_t units = code < 0x10000 ? 1 : 2;

	if (name->size + units > FAT_NAME_UNITS_MAX)
		return false;
	if (units == 2) {
		name->unit[name->size++] = (uint16_t)(0xd800 + ((code - 0x10000) >> 10));
		code = 0xdc00 + (code & 0x3ff);
	}
	name->unit[name->size++] = (uint16_t)code;
	return true;
}

const char *fat_name_parse(struct fat_name *name, const char *text, size_t size)
{
	struct cursor at = { text, text + size };

	name->size = 0;
	while (at.next < at.end) {
		uint32_t code = decode(&at);

		if (refusal(code))
			return refusal(code);
		if (!append(name, code))
			return "is longer than 255 characters";
	}
	if (!name->size)
		return "is empty";
	if (name->unit[name->size - 1] == '.' || name->unit[name->size - 1] == ' ')
		return "ends with a dot or a space";
	return NULL;
}

/* Letters whose upper case lies at a fixed distance. */
static uint16_t upper(uint16_t unit)
{
	static const struct {
		uint16_t first, last, distance;
	} letters[] = {
		{ 'a', 'z', 0x20 },       { 0x00e0, 0x00f6, 0x20 },
		{ 0x00f8, 0x00fe, 0x20 },                           /* Latin-1 */
		{ 0x03b1, 0x03c1, 0x20 }, { 0x03c3, 0x03cb, 0x20 }, /* Greek */
		{ 0x0430, 0x044f, 0x20 }, { 0x0450, 0x045f, 0x50 }, /* Cyrillic */
	};

	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (unit >= letters[i].first && unit <= letters[i].last)
			return (uint16_t)(unit - letters[i].distance);
	return unit;
}

struct fat_name fat_name_fold(const struct fat_name *name)
{
	struct fat_name folded = { .size = name->size };

	for (size_t i = 0; i < name->size; i++)
		folded.unit[i] = upper(name->unit[i]);
	return folded;
}

bool fat_name_equal(const struct fat_name *a, const struct fat_name *b)
{
	return a->size == b->size && memcmp(a->unit, b->unit, a->size * sizeof *a->unit) == 0;
}

static bool is_short_unit(uint16_t unit)
{
	return (unit >= 'A' && unit <= 'Z') || (unit >= '0' && unit <= '9') ||
	       (unit > ' ' && unit < 0x7f && strchr("$%'-_@~`!(){}^#&", unit));
}

static size_t last_dot(const struct fat_name *name)
{
	size_t i = name->size;

	while (i && name->unit[i - 1] != '.')
		i--;
	return i ? i - 1 : name->size;
}

bool fat_name_shorten(const struct fat_name *folded, struct fat_short *out)
{
	size_t dot = last_dot(folded);

	if (!dot || dot > FAT_SHORT_BASE || folded->size > dot + 1 + EXTENSION_SIZE)
		return false;
	memset(out->byte, ' ', sizeof out->byte);
	for (size_t i = 0; i < folded->size; i++) {
		if (i == dot)
			continue;
		if (!is_short_unit(folded->unit[i]))
			return false;
		out->byte[i < dot ? i : FAT_SHORT_BASE + i - dot - 1] = (uint8_t)folded->unit[i];
	}
	return true;
}

/* units first..end as short characters, at most limit: dots and spaces are
 * left out, what a short name cannot hold becomes '_'. */
static size_t squeeze(uint8_t *out, const struct fat_name *name, size_t first, size_t end,
                      size_t limit)
{
	size_t size = 0;

	for (size_t i = first; i < end && size < limit; i++) {
		uint16_t unit = name->unit[i];

		if (unit != '.' && unit != ' ')
			out[size++] = is_short_unit(unit) ? (uint8_t)unit : '_';
	}
	return size;
}

struct fat_short fat_name_alias(const struct fat_name *folded, uint32_t number)
{
	struct fat_short alias;
	char tail[9];
	size_t first = 0, dot = last_dot(folded);

	assert(number >= 1 && number <= FAT_ALIAS_MAX);
	/* The remainder is the number: it tells compilers that the tail fits. */
	unsigned shown = number % (FAT_ALIAS_MAX + 1);
	int tail_size = snprintf(tail, sizeof tail, "~%u", shown);
	/* ".profile" has no extension. */
	while (first < folded->size && folded->unit[first] == '.')
		first++;
	if (dot < first)
		dot = folded->size;
	memset(alias.byte, ' ', sizeof alias.byte);
	squeeze(alias.byte + FAT_SHORT_BASE, folded, dot + 1, folded->size, EXTENSION_SIZE);
	size_t size = squeeze(alias.byte, folded, first, dot, FAT_SHORT_BASE - (size_t)tail_size);
	memcpy(alias.byte + size, tail, (size_t)tail_size);
	return alias;
}

struct fat_name fat_name_of_short(const struct fat_short *name)
{
	struct fat_name out = { .size = 0 };

	for (size_t i = 0; i < FAT_SHORT_SIZE; i++) {
		if (name->byte[i] == ' ')
			continue;
		if (i == FAT_SHORT_BASE)
			out.unit[out.size++] = '.';
		out.unit[out.size++] = name->byte[i];
	}
	return out;
}
