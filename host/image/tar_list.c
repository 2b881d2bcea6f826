#include "host/image/tar_list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "abi/ustar.h"
#include "host/base/os_file.h"
#include "host/image/tar.h"

#define PIECE_BYTES    32768u
#define LONG_BYTES_MAX 65536u /* of a name, or the records of a pax header */
#define NUMBER_BYTES   13

/* An archive, and where its next header is. */
struct reader {
	struct arena *keep;
	int fd;
	uint64_t size_bytes, at;
	const char *long_name; /* of the next entry, from the header before it; or NULL */
	uint64_t long_size;    /* likewise; UINT64_MAX: none */
};

bool tar_list_hash(int fd, uint64_t offset, uint64_t size_bytes, char hash[2 * SHA256_SIZE + 1])
{
	unsigned char piece[PIECE_BYTES];
	struct sha256 sha;

	sha256_begin(&sha);
	while (size_bytes) {
		size_t size = size_bytes < sizeof piece ? (size_t)size_bytes : sizeof piece;

		if (!os_read_at(fd, piece, size, offset))
			return false;
		sha256_add(&sha, piece, size);
		offset += size;
		size_bytes -= size;
	}
	struct sha256_hash sum = sha256_end(&sha);
	sha256_write_hex(&sum, SHA256_SIZE, hash);
	return true;
}

static uint64_t get_number(const char *field, size_t size)
{
	char text[NUMBER_BYTES] = "";

	memcpy(text, field, size < sizeof text ? size : sizeof text - 1);
	return strtoull(text, NULL, 8);
}

static bool is_header(const struct ustar_header *header)
{
	const unsigned char *bytes = (const unsigned char *)header;
	size_t first = offsetof(struct ustar_header, checksum);
	uint64_t sum = 0;

	for (size_t i = 0; i < sizeof *header; i++)
		sum += i - first < sizeof header->checksum ? ' ' : bytes[i];
	return memcmp(header->magic, "ustar", 5) == 0 &&
	       sum == get_number(header->checksum, sizeof header->checksum);
}

static const char *field_text(struct arena *keep, const char *field, size_t size)
{
	const char *end = memchr(field, '\0', size);

	return text_copy(keep, field, end ? (size_t)(end - field) : size);
}

static const char *get_name(struct reader *reader, const struct ustar_header *header)
{
	struct arena *keep = reader->keep;
	/* GNU's archives have other things there. */
	bool has_prefix = header->prefix[0] && header->magic[5] == '\0';
	const char *name = field_text(keep, header->name, sizeof header->name);

	if (reader->long_name)
		name = reader->long_name;
	else if (has_prefix)
		name = text_format(keep, "%s/%s",
		                   field_text(keep, header->prefix, sizeof header->prefix), name);
	while (text_starts_with(name, "./") || *name == '/')
		name += *name == '/' ? 1 : 2;
	return name;
}

/* Records of a pax header: "30 path=etc/motd\n". */
static void read_records(struct reader *reader, const char *text)
{
	while (*text) {
		char *key;
		unsigned long size = strtoul(text, &key, 10);
		const char *end = text + (size ? size - 1 : 0);

		if (*key != ' ' || size > strlen(text) || end <= key)
			return;
		key++;
		if (text_starts_with(key, "path="))
			reader->long_name = text_copy(reader->keep, key + 5,
			                              (size_t)(end - key) - 5);
		if (text_starts_with(key, "size="))
			reader->long_size = strtoull(key + 5, NULL, 10);
		text = end + 1;
	}
}

/* What stands before an entry, and is meant for it. False with errno set. */
static bool read_before(struct reader *reader, char type, uint64_t size)
{
	if (size > LONG_BYTES_MAX)
		return true;
	char *text = arena_push(reader->keep, char, (size_t)size + 1);
	if (!os_read_at(reader->fd, text, (size_t)size, reader->at))
		return false;
	if (type == USTAR_LONG_NAME)
		reader->long_name = text;
	else
		read_records(reader, text);
	return true;
}

static bool add_file(struct reader *reader, const struct ustar_header *header, uint64_t size,
                     struct tar_list *list)
{
	arena_grow(reader->keep, list->items, list->count, list->capacity);
	struct tar_file *file = &list->items[list->count++];

	file->name = get_name(reader, header);
	return tar_list_hash(reader->fd, reader->at, size, file->hash);
}

static bool is_file(char type)
{
	return type == USTAR_FILE || type == USTAR_FILE_OLD || type == USTAR_CONTIGUOUS_FILE;
}

static bool read_entry(struct reader *reader, const struct ustar_header *header,
                       struct tar_list *list, bool *goes_on)
{
	char type = header->type;
	uint64_t size = get_number(header->size, sizeof header->size);
	bool is_before = type == USTAR_LONG_NAME || type == USTAR_PAX;

	if (!is_before && reader->long_size != UINT64_MAX)
		size = reader->long_size;
	reader->at += USTAR_BLOCK_SIZE;
	*goes_on = size <= reader->size_bytes - reader->at;
	if (!*goes_on)
		return true;
	if (is_before && !read_before(reader, type, size))
		return false;
	if (is_file(type) && !add_file(reader, header, size, list))
		return false;
	if (!is_before && type != USTAR_LONG_LINK) {
		reader->long_name = NULL;
		reader->long_size = UINT64_MAX;
	}
	reader->at += size + tar_padding(size);
	return true;
}

static bool read_all(struct reader *reader, struct tar_list *list)
{
	struct ustar_header header;
	bool goes_on = true;

	while (goes_on && reader->size_bytes >= USTAR_BLOCK_SIZE &&
	       reader->at <= reader->size_bytes - USTAR_BLOCK_SIZE) {
		if (!os_read_at(reader->fd, &header, sizeof header, reader->at))
			return false;
		if (!is_header(&header))
			break;
		if (!read_entry(reader, &header, list, &goes_on))
			return false;
	}
	return true;
}

bool tar_list_read(struct arena *keep, const char *path, struct tar_list *list)
{
	struct os_file_facts facts;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	*list = (struct tar_list){ NULL, 0, 0 };
	if (fd < 0)
		return false;
	bool good = os_file_facts(path, &facts);
	struct reader reader = { .keep = keep,
		                 .fd = fd,
		                 .size_bytes = good ? facts.size_bytes : 0,
		                 .long_size = UINT64_MAX };
	good = good && read_all(&reader, list);
	int error = errno;
	close(fd);
	errno = error;
	return good;
}
