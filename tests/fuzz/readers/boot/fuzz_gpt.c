/* The partition table: a good disk, and on it what the input changes: a byte that says
 * whether checksums are made right again, then (place, length, bytes) one after the other.
 * What is found is an entry of the table, of the right type, within 2^63 bytes.
 *
 * Runs: 40000
 * Longest: 160 */
#include "abi/crc32.h"
#include "abi/gpt.h"
#include "boot/file/gpt.h"
#include "tests/fuzz/readers/fuzz.h"
#include "tests/unit/boot/fake.h"

#define ENTRIES_LBA 2u
#define ENTRIES     4u
#define DISK_BYTES  (8u * SECTOR_SIZE)

static uint8_t disk[DISK_BYTES];

static struct gpt_header *header(void)
{
	return (struct gpt_header *)(disk + GPT_HEADER_LBA * SECTOR_SIZE);
}

static void make_disk(void)
{
	static const struct gpt_guid esp = { GPT_TYPE_ESP }, bios = { GPT_TYPE_BIOS_BOOT };
	struct gpt_entry *entries = (struct gpt_entry *)(disk + ENTRIES_LBA * SECTOR_SIZE);

	memset(disk, 0, sizeof disk);
	*header() = (struct gpt_header){
		.revision = le32_of(GPT_REVISION),
		.header_size = le32_of(GPT_HEADER_SIZE),
		.this_lba = le64_of(GPT_HEADER_LBA),
		.entries_lba = le64_of(ENTRIES_LBA),
		.entry_count = le32_of(ENTRIES),
		.entry_size = le32_of(sizeof *entries),
	};
	memcpy(header()->signature, GPT_SIGNATURE, sizeof header()->signature);
	entries[0] = (struct gpt_entry){ .type = bios, .first_lba = le64_of(3) };
	entries[1] =
		(struct gpt_entry){ .type = esp, .first_lba = le64_of(4), .last_lba = le64_of(7) };
}

static void make_sums(void)
{
	uint64_t at = le64_get(header()->entries_lba) * SECTOR_SIZE;
	uint64_t size = (uint64_t)le32_get(header()->entry_count) * le32_get(header()->entry_size);
	uint32_t covered = le32_get(header()->header_size);

	if (at < sizeof disk && size <= sizeof disk - at)
		header()->entries_crc = le32_of(fake_crc32(disk + at, size));
	header()->header_crc = le32_of(0);
	if (covered <= SECTOR_SIZE)
		header()->header_crc = le32_of(fake_crc32(header(), covered));
}

static void look_at(const struct partition *found)
{
	static const struct gpt_guid esp = { GPT_TYPE_ESP };
	uint64_t at = le64_get(header()->entries_lba) * SECTOR_SIZE;
	uint32_t step = le32_get(header()->entry_size);
	bool is_there = false;

	HOLDS(found->size_bytes && found->base_bytes + found->size_bytes <= 1ull << 63);
	HOLDS_EQUAL(found->device.first_lba * SECTOR_SIZE, found->base_bytes);
	HOLDS_EQUAL(found->device.sector_count * SECTOR_SIZE, found->size_bytes);
	for (uint32_t i = 0; i < le32_get(header()->entry_count) && !is_there; i++, at += step) {
		struct gpt_entry entry;

		memcpy(&entry, disk + at, sizeof entry);
		if (memcmp(&entry.type, &esp, sizeof esp) != 0)
			continue;
		HOLDS_EQUAL(le64_get(entry.first_lba) * SECTOR_SIZE, found->base_bytes);
		is_there = true;
	}
	HOLDS(is_there);
}

FUZZ(data, size)
{
	struct input input = { data, data + size };
	struct partition found = { 0 };
	bool is_honest = input_below(&input, 4) == 0;

	make_disk();
	while (input.at < input.end) {
		/* Header and entries, and now and then all else. */
		size_t at = SECTOR_SIZE + input_below(&input, sizeof disk - SECTOR_SIZE);
		const uint8_t *piece;
		size_t count = input_piece(&input, 1 + input_below(&input, 16), &piece);

		memcpy(disk + at, piece, count < sizeof disk - at ? count : sizeof disk - at);
	}
	if (!is_honest)
		make_sums();
	fake.disk = disk;
	fake.disk_size = sizeof disk;
	TRY(found = gpt_find_esp());
	fake.disk = NULL;
	HOLDS(!fake.error == !fake.sentence[0]);
	if (!fake.error)
		look_at(&found);
}
