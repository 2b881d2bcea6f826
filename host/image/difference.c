#include "host/image/difference.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "abi/elf.h"
#include "abi/gpt.h"
#include "host/base/os_file.h"
#include "host/base/sha256.h"
#include "host/image/elf_file.h"
#include "host/image/image.h"

#define PIECE_BYTES 65536u
#define SHOWN_BYTES 16u

/* One side, open. */
struct side {
	const struct compared *what;
	int fd; /* -1: content */
	uint64_t size_bytes;
};

static bool open_side(const struct compared *what, struct side *side)
{
	struct os_file_facts facts;

	*side = (struct side){ what, -1, what->content.size };
	if (!what->path)
		return true;
	side->fd = open(what->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (side->fd < 0)
		return false;
	if (!os_file_facts(what->path, &facts))
		return false;
	side->size_bytes = facts.size_bytes;
	return true;
}

static bool read_side(const struct side *side, void *buffer, size_t size, uint64_t offset)
{
	if (side->fd >= 0)
		return os_read_at(side->fd, buffer, size, offset);
	if (size)
		memcpy(buffer, side->what->content.data + offset, size);
	return true;
}

static size_t common_bytes(const unsigned char *a, const unsigned char *b, size_t size)
{
	size_t i = 0;

	while (i < size && a[i] == b[i])
		i++;
	return i;
}

static size_t least(uint64_t a, uint64_t b)
{
	return (size_t)(a < b ? a : b);
}

/* What the second has at an offset is compared with a piece of the first. */
static bool compare_piece(const struct side *other, const unsigned char *piece,
                          unsigned char *buffer, size_t size, struct difference *found)
{
	uint64_t at = found->offset;
	size_t there = at < other->size_bytes ? least(other->size_bytes - at, size) : 0;

	if (!read_side(other, buffer, there, at))
		return false;
	found->offset += common_bytes(piece, buffer, there);
	found->is_same = found->offset == at + size;
	return true;
}

/* The whole first side is read, for its hash; the second until it differs. */
static bool compare(struct side sides[2], struct difference *found, struct arena scratch)
{
	unsigned char *piece = arena_push(&scratch, unsigned char, PIECE_BYTES);
	unsigned char *buffer = arena_push(&scratch, unsigned char, PIECE_BYTES);
	struct sha256 sha;

	*found = (struct difference){ .is_same = true,
		                      .sizes = { sides[0].size_bytes, sides[1].size_bytes } };
	sha256_begin(&sha);
	for (uint64_t at = 0; at < sides[0].size_bytes;) {
		size_t size = least(sides[0].size_bytes - at, PIECE_BYTES);

		if (!read_side(&sides[0], piece, size, at) ||
		    (found->is_same && !compare_piece(&sides[1], piece, buffer, size, found)))
			return false;
		sha256_add(&sha, piece, size);
		at += size;
	}
	found->is_same = found->is_same && sides[0].size_bytes == sides[1].size_bytes;
	struct sha256_hash hash = sha256_end(&sha);
	sha256_write_hex(&hash, SHA256_SIZE, found->hash);
	return true;
}

/* "31 32 3a 30 "12:0"": bytes, and how they read. */
static bool show_side(struct arena *keep, const struct side *side, uint64_t offset,
                      const char **shown)
{
	unsigned char bytes[SHOWN_BYTES];
	size_t size = offset < side->size_bytes ? least(side->size_bytes - offset, SHOWN_BYTES) : 0;
	struct buffer text = { .arena = keep };

	if (!read_side(side, bytes, size, offset))
		return false;
	buffer_puts(&text, size ? "" : "nothing");
	for (size_t i = 0; i < size; i++)
		buffer_printf(&text, "%02x ", bytes[i]);
	buffer_puts(&text, size ? "\"" : "");
	for (size_t i = 0; i < size; i++)
		buffer_printf(&text, "%c", bytes[i] >= ' ' && bytes[i] < 127 ? bytes[i] : '.');
	buffer_puts(&text, size ? "\"" : "");
	*shown = text.data;
	return true;
}

static const char *section_name(struct arena *keep, struct bytes file,
                                const struct elf_section *section)
{
	const struct elf_header *header = elf_part(file, 0, sizeof *header);
	struct bytes names =
		elf_content(file, elf_get_section(file, le16_get(header->section_names_index)));
	uint32_t at = le32_get(section->name);

	if (at >= names.size)
		return NULL;
	const char *name = (const char *)names.data + at;
	const char *end = memchr(name, '\0', names.size - at);
	return end ? text_copy(keep, name, (size_t)(end - name)) : NULL;
}

static const char *elf_section_at(struct arena *keep, struct bytes file, uint64_t offset)
{
	const struct elf_section *section;

	for (size_t i = 1; (section = elf_get_section(file, i)); i++)
		if (le32_get(section->type) != ELF_SECTION_NO_BITS &&
		    offset >= le64_get(section->offset) &&
		    offset - le64_get(section->offset) < le64_get(section->size))
			return section_name(keep, file, section);
	return "the headers";
}

static bool is_elf(struct bytes file)
{
	return file.size >= sizeof(struct elf_header) && memcmp(file.data, ELF_MAGIC, 4) == 0;
}

static bool is_disk(struct bytes file)
{
	return file.size > SECTOR_SIZE + 8 &&
	       memcmp(file.data + SECTOR_SIZE, GPT_SIGNATURE, 8) == 0;
}

static const char *disk_part_at(uint64_t offset)
{
	uint64_t lba = offset / SECTOR_SIZE;

	if (lba == 0)
		return "the boot sector";
	if (lba < IMAGE_STAGE2_LBA)
		return "the partition table";
	return lba < IMAGE_ESP_LBA ? "the BIOS boot partition" : "the EFI system partition";
}

static const char *find_section(struct arena *keep, const struct side *side, uint64_t offset)
{
	struct bytes file = side->what->content;

	if (side->what->path && !os_read_file(keep, side->what->path, &file))
		return NULL; /* too large to be looked into */
	if (is_elf(file))
		return elf_section_at(keep, file, offset);
	return is_disk(file) ? disk_part_at(offset) : NULL;
}

static bool describe(struct arena *keep, const struct side sides[2], struct difference *found)
{
	found->section = find_section(keep, &sides[0], found->offset);
	return show_side(keep, &sides[0], found->offset, &found->bytes[0]) &&
	       show_side(keep, &sides[1], found->offset, &found->bytes[1]);
}

bool difference_find(struct arena *keep, const struct compared sides[2], struct difference *found,
                     const char **failed)
{
	struct side open_sides[2] = { { .fd = -1 }, { .fd = -1 } };
	size_t open_count = 0;

	while (open_count < 2 && open_side(&sides[open_count], &open_sides[open_count]))
		open_count++;
	bool good = open_count == 2 && compare(open_sides, found, *keep) &&
	            (found->is_same || describe(keep, open_sides, found));
	int error = errno;
	*failed = sides[open_count < 2 ? open_count : 0].path;
	for (size_t i = 0; i < 2; i++)
		if (open_sides[i].fd >= 0)
			close(open_sides[i].fd);
	errno = error;
	return good;
}
