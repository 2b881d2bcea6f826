#include "boot/file/bundle.h"

#include <stddef.h>
#include <string.h>

#include "abi/bits.h"
#include "abi/bundle.h"
#include "boot/base/stop.h"
#include "boot/file/crc32.h"

static const struct bundle_header *header_of(const struct bundle *bundle)
{
	return (const struct bundle_header *)bundle->bytes;
}

static const struct bundle_member *member_of(const struct bundle *bundle, uint32_t i)
{
	return (const struct bundle_member *)(header_of(bundle) + 1) + i;
}

static uint64_t directory_size(const struct bundle *bundle)
{
	return sizeof(struct bundle_header) +
	       (uint64_t)bundle->member_count * sizeof(struct bundle_member);
}

/* `there` bytes are in memory, be they a bundle or not. */
static void check_header(struct bundle *bundle, uint64_t there)
{
	const struct bundle_header *header = header_of(bundle);

	if (there < sizeof *header ||
	    memcmp(header->magic, BUNDLE_MAGIC, sizeof header->magic) != 0)
		stop(ERROR_BUNDLE, "what came with the loader is not a bundle of files", NULL);
	if (le32_get(header->version) != BUNDLE_VERSION)
		stop(ERROR_BUNDLE, "the bundle has version %, not %",
		     FACTS(NUMBER(le32_get(header->version)), NUMBER(BUNDLE_VERSION)));
	bundle->size_bytes = le64_get(header->size_bytes);
	bundle->member_count = le32_get(header->member_count);
	if (bundle->size_bytes > there || bundle->size_bytes % BUNDLE_PAGE_SIZE)
		stop(ERROR_BUNDLE, "the bundle has % bytes, of which % were received",
		     FACTS(NUMBER(bundle->size_bytes), NUMBER(there)));
	if (bundle->member_count > BUNDLE_MEMBERS_MAX)
		stop(ERROR_BUNDLE, "the bundle has % files; the limit is % (BUNDLE_MEMBERS_MAX)",
		     FACTS(NUMBER(bundle->member_count), NUMBER(BUNDLE_MEMBERS_MAX)));
	if (directory_size(bundle) > bundle->size_bytes)
		stop(ERROR_BUNDLE, "the bundle's % bytes cannot hold its list of % files",
		     FACTS(NUMBER(bundle->size_bytes), NUMBER(bundle->member_count)));
}

static void check_crc(const struct bundle *bundle)
{
	struct bundle_header header = *header_of(bundle);
	uint32_t wanted = le32_get(header.crc), crc;

	header.crc = le32_of(0);
	crc = crc32_update(CRC32_START, &header, sizeof header);
	crc = ~crc32_update(crc, member_of(bundle, 0), directory_size(bundle) - sizeof header);
	if (crc != wanted)
		stop(ERROR_BUNDLE, "the bundle is damaged: checksum %, not %",
		     FACTS(HEX(crc), HEX(wanted)));
}

static void check_members(const struct bundle *bundle)
{
	uint64_t end = round_up(directory_size(bundle), BUNDLE_PAGE_SIZE);

	for (uint32_t i = 0; i < bundle->member_count; i++) {
		const struct bundle_member *member = member_of(bundle, i);
		uint64_t offset = le64_get(member->offset_bytes);
		uint64_t size = le64_get(member->size_bytes);

		if (!memchr(member->path, '\0', sizeof member->path))
			stop(ERROR_BUNDLE, "the path of the bundle's file % does not end",
			     FACTS(NUMBER(i)));
		if (offset % BUNDLE_PAGE_SIZE || offset < end || offset > bundle->size_bytes ||
		    size > bundle->size_bytes - offset)
			stop(ERROR_BUNDLE, "%: % bytes at % do not fit the bundle",
			     FACTS(TEXT(member->path), NUMBER(size), NUMBER(offset)));
		end = offset + round_up(size, BUNDLE_PAGE_SIZE);
	}
}

void bundle_open(struct bundle *bundle, const void *bytes, uint64_t size_bytes)
{
	*bundle = (struct bundle){ .bytes = bytes };
	check_header(bundle, size_bytes);
	check_crc(bundle);
	check_members(bundle);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Paths are compared as on a FAT volume. */
static bool path_matches(const char *a, const char *b)
{
	while (*a && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return lower(*a) == lower(*b);
}

bool bundle_file_open(const struct bundle *bundle, struct file *file, const char *path)
{
	for (uint32_t i = 0; i < bundle->member_count; i++) {
		const struct bundle_member *member = member_of(bundle, i);

		if (!path_matches(member->path, path))
			continue;
		*file = (struct file){
			.size_bytes = le64_get(member->size_bytes),
			.in_place = bundle->bytes + le64_get(member->offset_bytes),
		};
		return true;
	}
	return false;
}

void bundle_file_read(const struct file *file, uint64_t offset_bytes, void *to, uint64_t size_bytes)
{
	memcpy(to, (const uint8_t *)file->in_place + offset_bytes, size_bytes);
}
