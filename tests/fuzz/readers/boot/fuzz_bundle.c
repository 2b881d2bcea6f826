/* A bundle in memory: a header and a list of files, as the input has them, behind a byte
 * that says whether magic, version and checksum are made right. Each file that opens
 * lies in whole pages within the bundle, behind the list and the file before.
 *
 * Runs: 30000
 * Longest: 1200 */
#include "abi/bits.h"
#include "abi/bundle.h"
#include "abi/x86.h"
#include "boot/file/bundle.h"
#include "tests/fuzz/readers/fuzz.h"
#include "tests/unit/boot/fake.h"

#define PAGES_MAX 8

static void make_right(uint8_t *bytes, size_t size)
{
	struct bundle_header *header = (struct bundle_header *)bytes;
	uint64_t covered = sizeof *header +
	                   le32_get(header->member_count) * (uint64_t)sizeof(struct bundle_member);

	memcpy(header->magic, BUNDLE_MAGIC, sizeof header->magic);
	header->version = le32_of(BUNDLE_VERSION);
	header->crc = le32_of(0);
	if (covered <= size)
		header->crc = le32_of(fake_crc32(bytes, covered));
}

static void look_at(const struct bundle *bundle, size_t there)
{
	const struct bundle_member *members = (const struct bundle_member *)(bundle->bytes + 32);
	uint64_t end = sizeof(struct bundle_header) +
	               (uint64_t)bundle->member_count * sizeof *members;
	struct file file;

	HOLDS(bundle->size_bytes <= there && bundle->member_count <= BUNDLE_MEMBERS_MAX);
	for (uint32_t i = 0; i < bundle->member_count; i++) {
		HOLDS(bundle_file_open(bundle, &file, members[i].path));
		uint64_t at = le64_get(members[i].offset_bytes);
		HOLDS(at >= end && at % BUNDLE_PAGE_SIZE == 0);
		end = at + le64_get(members[i].size_bytes);
		HOLDS(end >= at && end <= bundle->size_bytes);
		char *copy = malloc(file.size_bytes + 1);
		if (!copy)
			abort();
		bundle_file_read(&file, 0, copy, file.size_bytes);
		free(copy);
	}
	HOLDS(!bundle_file_open(bundle, &file, "no/such file"));
}

FUZZ(data, size)
{
	struct input input = { data, data + size };
	bool is_honest = input_below(&input, 4) == 0;
	size_t pages = 1 + input_below(&input, PAGES_MAX), there = pages * BUNDLE_PAGE_SIZE;
	uint8_t *bytes = aligned_alloc(BUNDLE_PAGE_SIZE, there);
	struct bundle bundle;
	const uint8_t *piece;

	if (!bytes)
		abort();
	memset(bytes, 0, there);
	size_t count = input_piece(&input, there, &piece);

	memcpy(bytes, piece, count);
	if (!is_honest)
		make_right(bytes, there);
	TRY(bundle_open(&bundle, bytes, there));
	HOLDS(!fake.error == !fake.sentence[0]);
	if (!fake.error)
		look_at(&bundle, there);
	free(bytes);
}
