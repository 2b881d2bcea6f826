/* tar: see <ingot/tar.h>. */
#include <ingot/tar.h>
#include <string.h>

#include "abi/ustar.h"
#include "kit/archive/tar_header.h"

#define NUMBER_BASE_256 0x80 /* GNU: the rest is a binary number */
#define MODE_MASK       07777u

static bool fail(struct tar *tar, const char *why)
{
	tar->error = why;
	return false;
}

/* Octal digits between spaces, ended by a space, a 0 or the field. */
static bool parse_octal(const char *field, size_t size, uint64_t *value)
{
	size_t i = 0;

	*value = 0;
	while (i < size && field[i] == ' ')
		i++;
	for (; i < size && field[i] >= '0' && field[i] <= '7'; i++) {
		if (*value >> 60)
			return false;
		*value = *value << 3 | (uint64_t)(field[i] - '0');
	}
	return i == size || field[i] == ' ' || field[i] == '\0';
}

static bool parse_number(const char *field, size_t size, uint64_t *value)
{
	const uint8_t *bytes = (const uint8_t *)field;

	if (!(bytes[0] & NUMBER_BASE_256))
		return parse_octal(field, size, value);
	*value = bytes[0] & (NUMBER_BASE_256 - 1u);
	for (size_t i = 1; i < size; i++) {
		if (*value >> 55)
			return false;
		*value = *value << 8 | bytes[i];
	}
	return true;
}

/* The field itself counts as spaces. Some writers summed signed bytes. */
static bool checksum_is_right(const struct ustar_header *header)
{
	const uint8_t *bytes = (const uint8_t *)header;
	uint64_t said, is = 0;
	int64_t is_signed = 0;

	for (size_t i = 0; i < USTAR_BLOCK_SIZE; i++) {
		bool inside = i - offsetof(struct ustar_header, checksum) < sizeof header->checksum;
		uint8_t byte = inside ? ' ' : bytes[i];

		is += byte;
		is_signed += (int8_t)byte;
	}
	return parse_octal(header->checksum, sizeof header->checksum, &said) &&
	       (said == is || (int64_t)said == is_signed);
}

static bool is_end_mark(const struct ustar_header *header)
{
	const char *bytes = (const char *)header;

	for (size_t i = 0; i < USTAR_BLOCK_SIZE; i++)
		if (bytes[i] != 0)
			return false;
	return true;
}

void tar_open(struct tar *tar, const void *bytes, size_t size_bytes)
{
	*tar = (struct tar){ .bytes = bytes, .size_bytes = size_bytes };
}

/* The header at tar->at, or NULL at the end mark and at an error. */
static const struct ustar_header *take_header(struct tar *tar)
{
	if (tar->size_bytes - tar->at < USTAR_BLOCK_SIZE) {
		fail(tar, "the archive has no end-of-archive marker");
		return NULL;
	}

	/* Only now: an archive of no bytes may be at NULL, to which nothing may be added. */
	const struct ustar_header *header = (const struct ustar_header *)(tar->bytes + tar->at);

	if (is_end_mark(header))
		return NULL;
	if (!checksum_is_right(header)) {
		fail(tar, "an archive header has a wrong checksum");
		return NULL;
	}
	return header;
}

static void copy_field(struct tar_text *to, const char *from, size_t size)
{
	to->at = from;
	to->length = strnlen(from, size);
}

/* "prefix/name" in two parts, as only ustar has it: GNU keeps times there. */
static bool set_name(struct tar *tar, char to[TAR_NAME_SIZE_MAX], const struct ustar_header *header,
                     const struct tar_extra *extra)
{
	struct tar_text name = extra->name, prefix = { NULL, 0 };

	if (!name.at) {
		copy_field(&name, header->name, sizeof header->name);
		if (memcmp(header->magic, USTAR_MAGIC, sizeof header->magic) == 0)
			copy_field(&prefix, header->prefix, sizeof header->prefix);
	}
	if (!tar_text_join(to, prefix, name))
		return fail(tar, "a name in the archive is longer than TAR_NAME_SIZE_MAX");
	return true;
}

static bool set_link(struct tar *tar, char to[TAR_NAME_SIZE_MAX], const struct ustar_header *header,
                     const struct tar_extra *extra)
{
	struct tar_text link = extra->link;

	if (!link.at)
		copy_field(&link, header->link, sizeof header->link);
	if (link.length >= TAR_NAME_SIZE_MAX)
		return fail(tar, "a link in the archive is longer than TAR_NAME_SIZE_MAX");
	memcpy(to, link.at, link.length);
	to[link.length] = '\0';
	return true;
}

/* Where the data of the header at tar->at is; tar->at moves behind it. Links
 * and directories of some writers have a size and no data. */
static bool take_data(struct tar *tar, const struct ustar_header *header,
                      const struct tar_extra *extra, struct tar_text *data)
{
	size_t left = tar->size_bytes - tar->at - USTAR_BLOCK_SIZE;
	uint64_t size;

	if (!parse_number(header->size, sizeof header->size, &size))
		return fail(tar, "a size in the archive is not a number");
	if (extra->has_size)
		size = extra->size;
	if (header->type >= USTAR_HARD_LINK && header->type <= USTAR_PIPE)
		size = 0;
	if (size > left)
		return fail(tar, "a file extends past the end of the archive");
	data->at = (const char *)tar->bytes + tar->at + USTAR_BLOCK_SIZE;
	data->length = (size_t)size;
	if (left - data->length < -data->length % USTAR_BLOCK_SIZE)
		return fail(tar, "a file extends past the end of the archive");
	tar->at += USTAR_BLOCK_SIZE + data->length + -data->length % USTAR_BLOCK_SIZE;
	return true;
}

/* True if the header only says something about the next one. */
static bool is_extra(char type)
{
	return type == USTAR_PAX || type == USTAR_PAX_GLOBAL || type == USTAR_LONG_NAME ||
	       type == USTAR_LONG_LINK;
}

static bool read_extra(struct tar *tar, char type, struct tar_text data, struct tar_extra *extra)
{
	if (type == USTAR_PAX) {
		const char *error = tar_extra_parse(extra, data);

		return !error || fail(tar, error);
	}
	if (type == USTAR_LONG_NAME)
		copy_field(&extra->name, data.at, data.length);
	if (type == USTAR_LONG_LINK)
		copy_field(&extra->link, data.at, data.length);
	return true;
}

/* 0 if this program cannot read it. A directory of old is a file with a '/'. */
static enum tar_kind kind_of(char type, const char *raw_name, size_t raw_length)
{
	switch (type) {
	case USTAR_FILE_OLD:
	case USTAR_FILE:
	case USTAR_CONTIGUOUS_FILE:
		return raw_length > 0 && raw_name[raw_length - 1] == '/' ? TAR_DIRECTORY : TAR_FILE;
	case USTAR_HARD_LINK:        return TAR_HARD_LINK;
	case USTAR_SYMBOLIC_LINK:    return TAR_SYMBOLIC_LINK;
	case USTAR_FOLDER:           return TAR_DIRECTORY;
	case USTAR_CHARACTER_DEVICE:
	case USTAR_BLOCK_DEVICE:
	case USTAR_PIPE:             return TAR_SPECIAL;
	default:                     return 0;
	}
}

static bool fill_entry(struct tar *tar, const struct ustar_header *header,
                       const struct tar_extra *extra, struct tar_text data, struct tar_entry *entry)
{
	struct tar_text name = extra->name;
	uint64_t mode;

	if (!name.at)
		copy_field(&name, header->name, sizeof header->name);
	entry->kind = kind_of(header->type, name.at, name.length);
	if (entry->kind == 0)
		return fail(tar, header->type == USTAR_SPARSE
		                         ? "a file in the archive is sparse"
		                         : "an archive entry has an unknown type");
	if (!parse_number(header->mode, sizeof header->mode, &mode) ||
	    !parse_number(header->modified, sizeof header->modified, &entry->modified_s))
		return fail(tar, "the mode or time of an archive entry is not a number");
	entry->mode = (uint32_t)mode & MODE_MASK;
	entry->data = data.at;
	entry->size_bytes = entry->kind == TAR_FILE ? data.length : 0;
	return set_name(tar, entry->name, header, extra) &&
	       set_link(tar, entry->link, header, extra);
}

bool tar_next(struct tar *tar, struct tar_entry *entry)
{
	struct tar_extra extra = { .has_size = false };
	const struct ustar_header *header;
	struct tar_text data;

	if (tar->error)
		return false;
	while ((header = take_header(tar))) {
		struct tar_extra none = { .has_size = false };

		if (!take_data(tar, header, is_extra(header->type) ? &none : &extra, &data))
			return false;
		if (!is_extra(header->type))
			return fill_entry(tar, header, &extra, data, entry);
		if (!read_extra(tar, header->type, data, &extra))
			return false;
	}
	return false;
}

const char *tar_find(const struct tar *tar, const char *name, struct tar_entry *entry)
{
	struct tar walk = *tar, found = *tar;
	char wanted[TAR_NAME_SIZE_MAX];
	bool is_found = false;

	if (!tar_text_join(wanted, (struct tar_text){ NULL, 0 },
	                   (struct tar_text){ name, strlen(name) }))
		return "the name is longer than TAR_NAME_SIZE_MAX";
	for (struct tar at = walk; tar_next(&walk, entry); at = walk)
		if (strcmp(entry->name, wanted) == 0) {
			found = at;
			is_found = true;
		}
	if (walk.error)
		return walk.error;
	return is_found && tar_next(&found, entry) ? NULL : "not found in the archive";
}
