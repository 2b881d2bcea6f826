/* fat_boot: the first sectors of a FAT volume. */
#include <string.h>

#include "abi/fat.h"
#include "host/image/fat.h"

#define INFO_SECTOR   1u
#define BACKUP_SECTOR 6u

#define EXTENDED_AT sizeof(struct fat_bpb)
#define CODE_AT     (EXTENDED_AT + sizeof(struct fat_ebpb))
#define CODE32_AT   (CODE_AT + sizeof(struct fat32_bpb))

static struct fat_bpb make_bpb(const struct fat_volume *volume)
{
	const struct fat_geometry *geometry = &volume->geometry;
	bool is_fat32 = geometry->bits == 32, is_small = geometry->sectors < 0x10000;
	struct fat_bpb bpb = {
		.jump = { 0xeb, (uint8_t)((is_fat32 ? CODE32_AT : CODE_AT) - 2), 0x90 },
		.sector_size_bytes = le16_of(SECTOR_SIZE),
		.cluster_sectors = (uint8_t)geometry->cluster_sectors,
		.reserved_sectors = le16_of((uint16_t)geometry->reserved_sectors),
		.fat_count = FAT_TABLES,
		.root_entries = le16_of(is_fat32 ? 0 : FAT_ROOT_ENTRIES_MAX),
		.total_sectors_16 = le16_of(is_small ? (uint16_t)geometry->sectors : 0),
		.media = FAT_MEDIA,
		.fat_sectors_16 = le16_of(is_fat32 ? 0 : (uint16_t)geometry->table_sectors),
		.track_sectors = le16_of(63),
		.heads = le16_of(255),
		.hidden_sectors = le32_of((uint32_t)volume->first_lba),
		.total_sectors_32 = le32_of(is_small ? 0 : geometry->sectors),
	};

	memcpy(bpb.oem_name, "INGOT   ", sizeof bpb.oem_name);
	return bpb;
}

static struct fat_ebpb make_extended(uint32_t bits, uint32_t serial)
{
	struct fat_ebpb extended = {
		.drive = 0x80,
		.boot_signature = 0x29,
		.serial = le32_of(serial),
	};

	memcpy(extended.label, FAT_LABEL, sizeof extended.label);
	memcpy(extended.kind,
	       bits == 12   ? "FAT12   "
	       : bits == 16 ? "FAT16   "
	                    : "FAT32   ",
	       sizeof extended.kind);
	return extended;
}

static void fill_boot_sector(uint8_t *sector, const struct fat_volume *volume, uint32_t serial)
{
	/* hlt; jmp back to it: nothing starts a machine from this sector. */
	static const uint8_t code[] = { 0xf4, 0xeb, 0xfd };
	uint32_t bits = volume->geometry.bits;
	struct fat_bpb bpb = make_bpb(volume);
	struct fat_ebpb extended = make_extended(bits, serial);
	struct fat32_bpb fat32 = {
		.fat_sectors = le32_of(volume->geometry.table_sectors),
		.root_cluster = le32_of(FAT_FIRST_CLUSTER),
		.info_sector = le16_of(INFO_SECTOR),
		.backup_sector = le16_of(BACKUP_SECTOR),
	};
	size_t more = bits == 32 ? sizeof fat32 : 0;

	memcpy(sector, &bpb, sizeof bpb);
	memcpy(sector + EXTENDED_AT, &fat32, more);
	memcpy(sector + EXTENDED_AT + more, &extended, sizeof extended);
	memcpy(sector + CODE_AT + more, code, sizeof code);
	sector[SECTOR_SIZE - 2] = SECTOR_BOOT_SIGNATURE & 0xff;
	sector[SECTOR_SIZE - 1] = SECTOR_BOOT_SIGNATURE >> 8;
}

static struct fat32_info make_info(const struct fat_volume *volume)
{
	return (struct fat32_info){
		.lead_signature = le32_of(FAT32_INFO_LEAD),
		.info_signature = le32_of(FAT32_INFO),
		.free_clusters = le32_of(volume->geometry.cluster_count - volume->clusters_used),
		.next_free = le32_of(FAT_FIRST_CLUSTER + volume->clusters_used),
		.trail_signature = le32_of(FAT32_INFO_TRAIL),
	};
}

bool fat_write_boot(const struct fat_volume *volume, uint32_t serial)
{
	uint8_t sectors[2 * SECTOR_SIZE] = { 0 };
	struct fat32_info info = make_info(volume);
	uint64_t at = volume->first_lba * SECTOR_SIZE;

	fill_boot_sector(sectors, volume, serial);
	if (volume->geometry.bits != 32)
		return output_write(volume->output, sectors, SECTOR_SIZE, at);
	memcpy(sectors + INFO_SECTOR * SECTOR_SIZE, &info, sizeof info);
	return output_write(volume->output, sectors, sizeof sectors, at) &&
	       output_write(volume->output, sectors, sizeof sectors,
	                    at + BACKUP_SECTOR * SECTOR_SIZE);
}
