#include "host/image/gpt.h"

#include <assert.h>
#include <string.h>

#include "host/base/os_file.h"
#include "host/image/crc32.h"

#define CHS_HEADS   255u
#define CHS_SECTORS 63u
#define CHS_END     (1024u * CHS_HEADS * CHS_SECTORS)

struct entries {
	struct gpt_entry entry[GPT_ENTRY_COUNT];
};

_Static_assert(sizeof(struct entries) == GPT_ENTRIES_SECTORS * SECTOR_SIZE, "GPT entries");

struct gpt_guid gpt_guid_of_hash(const uint8_t *hash)
{
	struct gpt_guid guid;

	memcpy(guid.byte, hash, sizeof guid.byte);
	/* The third group is stored little-endian: its top digit is in byte 7. */
	guid.byte[7] = (uint8_t)((guid.byte[7] & 0x0f) | 0x80);
	guid.byte[8] = (uint8_t)((guid.byte[8] & 0x3f) | 0x80);
	return guid;
}

static void fill_entry(struct gpt_entry *entry, const struct gpt_partition *partition)
{
	entry->type = partition->type;
	entry->id = partition->id;
	entry->first_lba = le64_of(partition->first_lba);
	entry->last_lba = le64_of(partition->last_lba);
	for (int i = 0; i < GPT_NAME_UNITS && partition->name[i]; i++)
		entry->name[i] = le16_of((unsigned char)partition->name[i]);
}

static struct gpt_header make_header(const struct gpt_disk *disk, const struct entries *entries)
{
	struct gpt_header header = {
		.revision = le32_of(GPT_REVISION),
		.header_size = le32_of(GPT_HEADER_SIZE),
		.first_usable_lba = le64_of(GPT_FIRST_USABLE),
		.last_usable_lba = le64_of(disk->sectors - GPT_END_SECTORS - 1),
		.disk_guid = disk->id,
		.entry_count = le32_of(GPT_ENTRY_COUNT),
		.entry_size = le32_of(sizeof(struct gpt_entry)),
		.entries_crc = le32_of(crc32_add(0, entries, sizeof *entries)),
	};

	memcpy(header.signature, GPT_SIGNATURE, sizeof header.signature);
	return header;
}

static bool write_table(struct output *output, struct gpt_header header, uint64_t header_lba,
                        uint64_t other_lba, uint64_t entries_lba, const struct entries *entries)
{
	uint8_t sector[SECTOR_SIZE] = { 0 };

	header.this_lba = le64_of(header_lba);
	header.other_lba = le64_of(other_lba);
	header.entries_lba = le64_of(entries_lba);
	header.header_crc = le32_of(crc32_add(0, &header, sizeof header));
	memcpy(sector, &header, sizeof header);
	return output_write(output, entries, sizeof *entries, entries_lba * SECTOR_SIZE) &&
	       output_write(output, sector, sizeof sector, header_lba * SECTOR_SIZE);
}

bool gpt_write(struct output *output, const struct gpt_disk *disk)
{
	struct entries entries = { 0 };
	uint64_t last_lba = disk->sectors - 1;

	assert(disk->partition_count <= GPT_ENTRY_COUNT);
	for (size_t i = 0; i < disk->partition_count; i++)
		fill_entry(&entries.entry[i], &disk->partitions[i]);
	struct gpt_header header = make_header(disk, &entries);
	return write_table(output, header, GPT_HEADER_LBA, last_lba, GPT_HEADER_LBA + 1,
	                   &entries) &&
	       write_table(output, header, last_lba, GPT_HEADER_LBA, last_lba - GPT_ENTRIES_SECTORS,
	                   &entries);
}

/* Cylinder, head and sector of a block, or all ones if they cannot name it. */
static void fill_chs(uint8_t chs[3], uint64_t lba)
{
	if (lba >= CHS_END) {
		memset(chs, 0xff, 3);
		return;
	}
	uint32_t cylinder = (uint32_t)lba / (CHS_HEADS * CHS_SECTORS);
	chs[0] = (uint8_t)(lba / CHS_SECTORS % CHS_HEADS);
	chs[1] = (uint8_t)((lba % CHS_SECTORS + 1) | (cylinder >> 2 & 0xc0));
	chs[2] = (uint8_t)cylinder;
}

void gpt_protect(struct mbr *mbr, uint64_t sectors, bool is_active)
{
	struct mbr_partition *whole = &mbr->partitions[0];
	uint64_t covered = sectors - 1 > UINT32_MAX ? UINT32_MAX : sectors - 1;

	/* Signature of the disk zero: UEFI 2.10, table 5.3. */
	mbr->disk_signature = le32_of(0);
	mbr->reserved = le16_of(0);
	memset(mbr->partitions, 0, sizeof mbr->partitions);
	whole->status = is_active ? MBR_STATUS_ACTIVE : 0;
	whole->type = MBR_TYPE_PROTECTIVE;
	fill_chs(whole->first_chs, 1);
	fill_chs(whole->last_chs, sectors - 1);
	whole->first_lba = le32_of(1);
	whole->sector_count = le32_of((uint32_t)covered);
	mbr->signature = le16_of(SECTOR_BOOT_SIGNATURE);
}

static void place_header(struct gpt_header *header, uint64_t this_lba, uint64_t other_lba,
                         uint64_t entries_lba)
{
	header->this_lba = le64_of(this_lba);
	header->other_lba = le64_of(other_lba);
	header->entries_lba = le64_of(entries_lba);
	header->header_crc = le32_of(0);
	header->header_crc = le32_of(crc32_add(0, header, sizeof *header));
}

static bool write_sector(int fd, const void *data, size_t size_bytes, uint64_t lba)
{
	uint8_t sector[SECTOR_SIZE] = { 0 };

	memcpy(sector, data, size_bytes);
	return os_write_at(fd, sector, sizeof sector, lba * SECTOR_SIZE);
}

static bool clear_old_end(int fd, uint64_t image_sectors, uint64_t disk_sectors)
{
	uint64_t end = disk_sectors - GPT_END_SECTORS;

	for (uint64_t lba = image_sectors - GPT_END_SECTORS; lba < image_sectors && lba < end;
	     lba++)
		if (!write_sector(fd, "", 0, lba))
			return false;
	return true;
}

/* The end first: until the beginning names it, the table is as it was. */
bool gpt_move_end(int fd, uint64_t image_sectors, uint64_t disk_sectors)
{
	uint64_t last = disk_sectors - 1;
	struct gpt_header header;
	struct entries entries;
	struct mbr mbr;

	if (!os_read_at(fd, &mbr, sizeof mbr, 0) ||
	    !os_read_at(fd, &header, sizeof header, GPT_HEADER_LBA * SECTOR_SIZE) ||
	    !os_read_at(fd, &entries, sizeof entries, (GPT_HEADER_LBA + 1) * SECTOR_SIZE))
		return false;
	if (memcmp(header.signature, GPT_SIGNATURE, sizeof header.signature) != 0)
		return true;
	header.last_usable_lba = le64_of(last - GPT_END_SECTORS);
	place_header(&header, last, GPT_HEADER_LBA, last - GPT_ENTRIES_SECTORS);
	if (!os_write_at(fd, &entries, sizeof entries,
	                 (last - GPT_ENTRIES_SECTORS) * SECTOR_SIZE) ||
	    !write_sector(fd, &header, sizeof header, last))
		return false;
	place_header(&header, GPT_HEADER_LBA, last, GPT_HEADER_LBA + 1);
	gpt_protect(&mbr, disk_sectors, mbr.partitions[0].status == MBR_STATUS_ACTIVE);
	return write_sector(fd, &header, sizeof header, GPT_HEADER_LBA) &&
	       write_sector(fd, &mbr, sizeof mbr, 0) &&
	       clear_old_end(fd, image_sectors, disk_sectors);
}
