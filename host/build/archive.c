/* archive: see archive.h. In GNU's form, which LLVM makes for ELF:
 *
 *	"!<arch>\n"
 *	"/"     the index: a count and as many places of members, 32 bits each, the highest
 *	        byte first, then as many names
 *	"//"    names of members that are too long for a header, each with "/\n"
 *	the members
 *
 * Each is a header of 60 characters (<ar.h>) and its content, padded to an even size. A
 * thin archive begins with "!<thin>\n"; its members are headers alone, whose names, all of
 * them among the long ones, are paths from the archive's directory. */
#include "host/build/archive.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "host/base/os_file.h"
#include "host/base/sources.h"

#define MAGIC            "!<arch>\n"
#define THIN_MAGIC       "!<thin>\n"
#define MAGIC_BYTES      (sizeof MAGIC - 1)
#define HEADER_BYTES     60
#define NAME_BYTES_MAX   15 /* in a header, before the '/' that ends it */
#define SIZE_AT          48 /* in a header, in decimal */
#define SIZE_BYTES       10
#define NUMBER_BYTES     4
#define ARCHIVE_SIZE_MAX UINT32_MAX

static size_t padded(size_t size)
{
	return size + (size & 1);
}

static void add_number(struct buffer *to, uint32_t number)
{
	const char bytes[NUMBER_BYTES] = { (char)(number >> 24), (char)(number >> 16),
		                           (char)(number >> 8), (char)number };

	buffer_add(to, bytes, sizeof bytes);
}

static void add_part(struct buffer *to, const char *name, const char *facts, const void *content,
                     size_t size)
{
	buffer_printf(to, "%-16s%-32s%-10zu`\n", name, facts, size);
	buffer_add(to, content, size);
	if (size & 1)
		buffer_add(to, "\n", 1);
}

/* The names of members as headers have them: their own, or where the long ones lie. */
static const char **name_members(struct arena *keep, const struct archive_member *members,
                                 size_t count, struct buffer *long_names)
{
	const char **names = arena_push(keep, const char *, count);

	for (size_t i = 0; i < count; i++) {
		bool is_long = strlen(members[i].name) > NAME_BYTES_MAX;

		names[i] = is_long ? text_format(keep, "/%zu", long_names->size)
		                   : text_format(keep, "%s/", members[i].name);
		if (is_long)
			buffer_printf(long_names, "%s/\n", members[i].name);
	}
	if (long_names->size & 1)
		buffer_add(long_names, "\n", 1);
	return names;
}

/* at: of the first member, behind the index. */
static void add_index(struct buffer *to, const struct archive_member *members, size_t count,
                      size_t at)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t n = 0; n < members[i].symbols.count; n++)
			add_number(to, (uint32_t)at);
		at += HEADER_BYTES + padded(members[i].content.size);
	}
	for (size_t i = 0; i < count; i++)
		for (size_t n = 0; n < members[i].symbols.count; n++)
			buffer_add(to, members[i].symbols.items[n],
			           strlen(members[i].symbols.items[n]) + 1);
	if (to->size & 1)
		buffer_add(to, "", 1);
}

/* How many symbols there are, and how long the index of them is. */
static size_t measure_index(const struct archive_member *members, size_t count, size_t *symbols)
{
	size_t size = NUMBER_BYTES;

	*symbols = 0;
	for (size_t i = 0; i < count; i++) {
		*symbols += members[i].symbols.count;
		for (size_t n = 0; n < members[i].symbols.count; n++)
			size += NUMBER_BYTES + strlen(members[i].symbols.items[n]) + 1;
	}
	return padded(size);
}

bool archive_make(struct arena *keep, const struct archive_member *members, size_t count,
                  struct bytes *archive)
{
	static const char nobody[] = "0           0     0     644";
	struct buffer index = { .arena = keep }, long_names = { .arena = keep };
	struct buffer out = { .arena = keep };
	size_t symbols, at = measure_index(members, count, &symbols), end;
	const char **names = name_members(keep, members, count, &long_names);

	at += MAGIC_BYTES + HEADER_BYTES;
	if (long_names.size)
		at += HEADER_BYTES + long_names.size;
	end = at;
	for (size_t i = 0; i < count; i++)
		end += HEADER_BYTES + padded(members[i].content.size);
	if (end > ARCHIVE_SIZE_MAX)
		return false;
	add_number(&index, (uint32_t)symbols);
	add_index(&index, members, count, at);
	buffer_puts(&out, MAGIC);
	add_part(&out, "/", "0           0     0     0", index.data, index.size);
	if (long_names.size)
		add_part(&out, "//", "", long_names.data, long_names.size);
	for (size_t i = 0; i < count; i++)
		add_part(&out, names[i], nobody, members[i].content.data, members[i].content.size);
	*archive = buffer_bytes(&out);
	return true;
}

/* Digits up to a blank; what is larger than any archive ends the reading. */
static uint64_t read_decimal(const char *text, size_t size)
{
	uint64_t value = 0;

	for (size_t i = 0; i < size && text[i] >= '0' && text[i] <= '9'; i++)
		value = value * 10 + (uint64_t)(text[i] - '0');
	return value;
}

/* Up to '/' or, in an archive that is damaged, to the end of the line or of the names. */
static const char *find_long_name(struct arena *keep, struct bytes names, uint64_t at)
{
	size_t size = 0;

	if (!names.data || at >= names.size)
		return "";
	const char *text = (const char *)names.data + at;
	while (size < names.size - at && text[size] != '\n' && text[size] != '\0')
		size++;
	if (size && text[size - 1] == '/')
		size--;
	return text_copy(keep, text, size);
}

/* An archive with contents may be large, and is not read for its first line. */
static bool is_thin(const char *path)
{
	char magic[MAGIC_BYTES];

	if (sources_kind(path) != SOURCE_ARCHIVE)
		return false;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return false;
	bool result = os_read_at(fd, magic, sizeof magic, 0) &&
	              memcmp(magic, THIN_MAGIC, sizeof magic) == 0;
	(void)close(fd);
	return result;
}

static void add_member(const char *archive, const char *name, struct text_list *files)
{
	struct arena *keep = files->arena;
	const char *path = path_join(keep, path_folder(keep, archive), name);

	if (*name && os_file_exists(path))
		text_list_add(files, path);
}

void archive_add_thin_members(const char *path, struct text_list *files)
{
	struct arena *keep = files->arena;
	struct bytes archive, names = { 0 };

	if (!is_thin(path) || !os_read_file(keep, path, &archive))
		return;
	for (size_t at = MAGIC_BYTES; at + HEADER_BYTES <= archive.size;) {
		const char *header = (const char *)archive.data + at;
		bool is_member = header[0] == '/' && header[1] >= '0' && header[1] <= '9';

		at += HEADER_BYTES;
		if (is_member) {
			uint64_t name_at = read_decimal(header + 1, NAME_BYTES_MAX);

			add_member(path, find_long_name(keep, names, name_at), files);
			continue;
		}
		uint64_t size = read_decimal(header + SIZE_AT, SIZE_BYTES);
		if (size > archive.size - at)
			return;
		if (header[0] == '/' && header[1] == '/')
			names = (struct bytes){ archive.data + at, size };
		at += padded(size);
	}
}
