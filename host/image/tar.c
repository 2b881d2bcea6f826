#include "host/image/tar.h"

#include <assert.h>
#include <string.h>

#define PAX_FOLDER "PaxHeaders/" /* where old readers put a pax header */

const char *tar_refuse(struct arena *keep, const struct tar_entry *entry)
{
	size_t name = strlen(entry->name), link = entry->link ? strlen(entry->link) : 0;

	if (name + sizeof "/" > TAR_NAME_SIZE_MAX)
		return text_format(keep,
		                   "its name in the archive is %zu bytes long; the kit "
		                   "reads %zu (TAR_NAME_SIZE_MAX)",
		                   name, TAR_NAME_SIZE_MAX - sizeof "/");
	if (link >= TAR_NAME_SIZE_MAX)
		return text_format(keep,
		                   "what it points to is %zu bytes long; the kit reads %d "
		                   "(TAR_NAME_SIZE_MAX)",
		                   link, TAR_NAME_SIZE_MAX - 1);
	return NULL;
}

size_t tar_padding(uint64_t size_bytes)
{
	return (USTAR_BLOCK_SIZE - size_bytes % USTAR_BLOCK_SIZE) % USTAR_BLOCK_SIZE;
}

/* What a field holds of a text: it may fill it. */
static void put_text(char *field, size_t size, const char *text, size_t length)
{
	memcpy(field, text, length < size ? length : size);
}

/* Octal digits, as many as fit before a 0. */
static void put_number(char *field, size_t size, uint64_t value)
{
	for (size_t i = size - 1; i-- > 0; value >>= 3)
		field[i] = (char)('0' + (value & 7));
	assert(!value);
}

static void put_checksum(struct ustar_header *header)
{
	const unsigned char *bytes = (const unsigned char *)header;
	unsigned sum = 0;

	memset(header->checksum, ' ', sizeof header->checksum);
	for (size_t i = 0; i < sizeof *header; i++)
		sum += bytes[i];
	/* Six digits, a 0, and the space that is there. */
	put_number(header->checksum, sizeof header->checksum - 1, sum);
	header->checksum[sizeof header->checksum - 2] = '\0';
}

static uint64_t clamp_time(int64_t seconds)
{
	return seconds < 0 ? 0 : seconds > USTAR_NUMBER_MAX ? USTAR_NUMBER_MAX : (uint64_t)seconds;
}

/* All but name, link and checksum. */
static struct ustar_header start_header(enum ustar_type type, unsigned mode, uint64_t size_bytes,
                                        int64_t modified_s)
{
	struct ustar_header header = { .type = (char)type };

	put_number(header.mode, sizeof header.mode, mode);
	put_number(header.uid, sizeof header.uid, 0);
	put_number(header.gid, sizeof header.gid, 0);
	put_number(header.size, sizeof header.size, size_bytes);
	put_number(header.modified, sizeof header.modified, clamp_time(modified_s));
	memcpy(header.magic, USTAR_MAGIC, sizeof header.magic);
	memcpy(header.version, USTAR_VERSION, sizeof header.version);
	put_number(header.major, sizeof header.major, 0);
	put_number(header.minor, sizeof header.minor, 0);
	return header;
}

/* "prefix/name" in two fields, if a '/' allows it. False: cut short. */
static bool put_name(struct ustar_header *header, const char *name)
{
	size_t length = strlen(name);

	for (const char *slash = name;
	     length > sizeof header->name && (slash = strchr(slash, '/')) && slash[1]; slash++) {
		size_t prefix = (size_t)(slash - name), rest = length - prefix - 1;

		if (rest > sizeof header->name || prefix > sizeof header->prefix)
			continue;
		put_text(header->prefix, sizeof header->prefix, name, prefix);
		put_text(header->name, sizeof header->name, slash + 1, rest);
		return true;
	}
	put_text(header->name, sizeof header->name, name, length);
	return length <= sizeof header->name;
}

static bool put_link(struct ustar_header *header, const char *link)
{
	size_t length = strlen(link);

	put_text(header->link, sizeof header->link, link, length);
	return length <= sizeof header->link;
}

/* A record begins with its own length, its digits too. They are three: only what
 * is longer than a field, and no longer than TAR_NAME_SIZE_MAX, is in a record. */
static void add_record(struct buffer *records, const char *key, const char *value)
{
	size_t length = strlen("123 =\n") + strlen(key) + strlen(value);

	assert(length >= 100 && length <= 999);
	buffer_printf(records, "%zu %s=%s\n", length, key, value);
}

static void add_header(struct buffer *blocks, struct ustar_header *header)
{
	put_checksum(header);
	buffer_add(blocks, (const char *)header, sizeof *header);
}

static void add_pax(struct buffer *blocks, const struct tar_entry *entry,
                    const struct buffer *records)
{
	static const char zeros[USTAR_BLOCK_SIZE];
	struct ustar_header header = start_header(USTAR_PAX, 0644, records->size,
	                                          entry->modified_s);
	size_t folder = strlen(PAX_FOLDER);
	const char *name = path_name(entry->name);

	put_text(header.name, sizeof header.name, PAX_FOLDER, folder);
	put_text(header.name + folder, sizeof header.name - folder, name, strlen(name));
	add_header(blocks, &header);
	buffer_add(blocks, records->data, records->size);
	buffer_add(blocks, zeros, tar_padding(records->size));
}

static unsigned mode_of(const struct tar_entry *entry)
{
	if (entry->kind == TAR_LINK)
		return 0777;
	return entry->kind == TAR_FOLDER || entry->is_executable ? 0755 : 0644;
}

struct bytes tar_header(struct arena *keep, const struct tar_entry *entry)
{
	static const enum ustar_type types[] = { [TAR_FILE] = USTAR_FILE,
		                                 [TAR_FOLDER] = USTAR_FOLDER,
		                                 [TAR_LINK] = USTAR_SYMBOLIC_LINK };
	struct ustar_header header = start_header(types[entry->kind], mode_of(entry),
	                                          entry->size_bytes, entry->modified_s);
	const char *name = text_format(keep, "%s%s", entry->name,
	                               entry->kind == TAR_FOLDER ? "/" : "");
	struct buffer records = { .arena = keep }, blocks = { .arena = keep };

	if (!put_name(&header, name))
		add_record(&records, "path", name);
	if (entry->link && !put_link(&header, entry->link))
		add_record(&records, "linkpath", entry->link);
	if (records.size)
		add_pax(&blocks, entry, &records);
	add_header(&blocks, &header);
	return buffer_bytes(&blocks);
}
