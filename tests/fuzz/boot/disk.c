#include "disk.h"

#include <string.h>

#include "abi/fat.h"
#include "abi/gpt.h"
#include "abi/mbr.h"
#include "kernel.h"

#define SECTOR     512u
#define PAGE       4096u
#define FOLDER_MAX 64u /* entries of a directory that are looked at */

struct volume {
	size_t offset, table, root, root_size, clusters, cluster_size;
	bool is_fat12;
};

/* What is free gets code of the kernel's, so that a chain of clusters that leads
 * there gives another kernel that runs. */
static void fill_free(struct medium *medium, const struct volume *volume)
{
	static const uint8_t zeros[PAGE];
	const uint8_t *code = medium->data + medium->kernel.offset + PAGE;

	for (size_t at = volume->clusters; at + PAGE <= medium->size - 64 * SECTOR; at += PAGE)
		if (memcmp(medium->data + at, zeros, PAGE) == 0)
			memcpy(medium->data + at, code, PAGE);
}

/* Stage 2, in its two parts: the second ends where nothing but zeros follows. */
static void find_stage2(struct medium *medium)
{
	const struct mbr *mbr = (const void *)medium->data;
	size_t start = (size_t)le64_get(mbr->stage2_lba) * SECTOR;
	size_t first = (size_t)le16_get(mbr->stage2_sectors) * SECTOR;
	size_t end = start + STAGE2_SECTORS_MAX * SECTOR;

	while (end > start + first && !medium->data[end - 1])
		end--;
	medium_set_area(medium, AREA_STAGE2_PLACE, 0, MBR_STAGE2_LBA,
	                MBR_CODE_SIZE - MBR_STAGE2_LBA);
	medium_set_area(medium, AREA_STAGE2_PLACE, 1, MBR_STAGE2_REST_SUM, sizeof(struct le32));
	medium_set_area(medium, AREA_STAGE2, 0, start, first);
	medium_set_area(medium, AREA_STAGE2, 1, start + first, end - start - first);
}

static void read_tables(struct medium *medium)
{
	const struct gpt_header *gpt = (const void *)(medium->data + SECTOR);

	medium_set_area(medium, AREA_GPT_HEADER, 0, SECTOR, GPT_HEADER_SIZE);
	medium_set_area(medium, AREA_GPT_ENTRIES, 0, le64_get(gpt->entries_lba) * SECTOR,
	                3 * sizeof(struct gpt_entry));
}

static bool find_volume(const struct medium *medium, struct volume *volume)
{
	static const struct gpt_guid esp = { GPT_TYPE_ESP };
	size_t at = medium->areas[AREA_GPT_ENTRIES][0].offset;
	const struct gpt_entry *entry = (const void *)(medium->data + at);

	for (int i = 0; i < 2; i++, entry++) {
		if (memcmp(&entry->type, &esp, sizeof esp) == 0) {
			volume->offset = le64_get(entry->first_lba) * SECTOR;
			return volume->offset < medium->size;
		}
	}
	return false;
}

/* FAT12 and FAT16: this is what small images are. */
static bool read_volume(struct medium *medium, struct volume *volume)
{
	const struct fat_bpb *bpb = (const void *)(medium->data + volume->offset);
	size_t table_size = (size_t)le16_get(bpb->fat_sectors_16) * SECTOR;

	if (!table_size)
		return medium_complain("FAT12 or FAT16 volume");
	volume->table = volume->offset + (size_t)le16_get(bpb->reserved_sectors) * SECTOR;
	volume->root = volume->table + bpb->fat_count * table_size;
	volume->root_size = (size_t)le16_get(bpb->root_entries) * sizeof(struct fat_entry);
	volume->clusters = volume->root + volume->root_size;
	volume->cluster_size = (size_t)bpb->cluster_sectors * SECTOR;
	medium_set_area(medium, AREA_VOLUME, 0, volume->offset, 64);
	medium_set_area(medium, AREA_VOLUME, 1, volume->offset + SECTOR - 2, 2);
	medium_set_area(medium, AREA_TABLE, 0, volume->table, 64);
	volume->is_fat12 = (medium->size - volume->clusters) / volume->cluster_size <
	                   FAT12_CLUSTERS_END;
	return volume->clusters < medium->size;
}

static size_t offset_of_cluster(const struct volume *volume, const struct fat_entry *entry)
{
	size_t cluster = le16_get(entry->first_cluster_low);

	return volume->clusters + (cluster - FAT_FIRST_CLUSTER) * volume->cluster_size;
}

/* By its short name, 8 characters and 3. */
static const struct fat_entry *find_entry(const struct medium *medium, size_t folder,
                                          const char *name)
{
	const struct fat_entry *entry = (const void *)(medium->data + folder);

	for (size_t i = 0; i < FOLDER_MAX && entry[i].name[0]; i++)
		if (memcmp(entry[i].name, name, sizeof entry[i].name) == 0)
			return &entry[i];
	return NULL;
}

static size_t folder_size(const struct medium *medium, size_t folder)
{
	const struct fat_entry *entry = (const void *)(medium->data + folder);
	size_t count = 0;

	while (count < FOLDER_MAX && entry[count].name[0])
		count++;
	return (count + 1) * sizeof *entry;
}

static bool read_folders(struct medium *medium, const struct volume *volume)
{
	const struct fat_entry *boot = find_entry(medium, volume->root, "BOOT       ");
	size_t folder = boot ? offset_of_cluster(volume, boot) : medium->size;

	if (folder >= medium->size)
		return medium_complain("directory boot/");
	const struct fat_entry *conf = find_entry(medium, folder, "INGOT~1 CON");
	const struct fat_entry *kernel = find_entry(medium, folder, "KERNEL     ");
	if (!conf || !kernel)
		return medium_complain("boot/ingot.conf or no boot/kernel");
	medium_set_area(medium, AREA_FOLDERS, 0, volume->root, folder_size(medium, volume->root));
	medium_set_area(medium, AREA_FOLDERS, 1, folder, folder_size(medium, folder));
	medium_set_area(medium, AREA_CONF, 0, offset_of_cluster(volume, conf),
	                le32_get(conf->size_bytes));
	medium->kernel = (struct extent){ offset_of_cluster(volume, kernel),
		                          le32_get(kernel->size_bytes) };
	return medium->kernel.offset + medium->kernel.size <= medium->size;
}

/* --- What UEFI needs ------------------------------------------------------- */

static void spare(struct medium *medium, const void *at, size_t size)
{
	if (medium->spared_count < MEDIUM_SPARED_MAX)
		medium->spared[medium->spared_count++] =
			(struct extent){ (size_t)((const uint8_t *)at - medium->data), size };
}

/* The entry, and what the table says of its clusters. */
static void spare_chain(struct medium *medium, const struct volume *volume,
                        const struct fat_entry *entry)
{
	size_t cluster = le16_get(entry->first_cluster_low), count = 0;

	spare(medium, entry, sizeof *entry);
	while (cluster >= FAT_FIRST_CLUSTER && count++ < MEDIUM_SPARED_MAX) {
		size_t at = volume->table + (volume->is_fat12 ? cluster * 3 / 2 : cluster * 2);
		size_t next = medium->data[at] | (size_t)medium->data[at + 1] << 8;

		spare(medium, medium->data + at, 2);
		if (volume->is_fat12)
			next = cluster % 2 ? next >> 4 : next & 0xfff;
		if (next >= (volume->is_fat12 ? 0xff8 : 0xfff8))
			break;
		cluster = next;
	}
}

/* EFI/BOOT/BOOTX64.EFI, directory by directory, and the table's first entries. */
static bool spare_loader(struct medium *medium, const struct volume *volume)
{
	static const char *const path[] = { "EFI        ", "BOOT       ", "BOOTX64 EFI" };
	size_t folder = volume->root;

	spare(medium, medium->data + volume->table, 3);
	for (int i = 0; i < 3; i++) {
		const struct fat_entry *entry = find_entry(medium, folder, path[i]);

		if (!entry)
			return medium_complain("EFI/BOOT/BOOTX64.EFI");
		spare_chain(medium, volume, entry);
		folder = offset_of_cluster(volume, entry);
		if (folder >= medium->size)
			return medium_complain("directory below EFI/");
	}
	return medium->spared_count < MEDIUM_SPARED_MAX ||
	       medium_complain("loader that takes less than MEDIUM_SPARED_MAX clusters");
}

/* --- Checksums ------------------------------------------------------------- */

/* Both of the first GPT, if its entries are there to be summed. */
static void repair(const struct medium *good, uint8_t *data)
{
	struct gpt_header *gpt = (void *)(data + SECTOR);
	uint64_t entries = le64_get(gpt->entries_lba);
	uint64_t entries_size = (uint64_t)le32_get(gpt->entry_count) * le32_get(gpt->entry_size);
	uint32_t header_size = le32_get(gpt->header_size);

	if (entries < good->size / SECTOR && entries_size <= good->size - entries * SECTOR)
		gpt->entries_crc =
			le32_of(medium_crc32(data + entries * SECTOR, (size_t)entries_size));
	if (header_size < GPT_HEADER_SIZE || header_size > SECTOR)
		header_size = GPT_HEADER_SIZE;
	gpt->header_crc = le32_of(0);
	gpt->header_crc = le32_of(medium_crc32(data + SECTOR, header_size));
}

bool disk_open(struct medium *medium, const char *path)
{
	struct volume volume = { 0 };

	*medium = (struct medium){ .repair = repair };
	medium->data = medium_read_file(path, &medium->size);
	if (!medium->data)
		return false;
	find_stage2(medium);
	read_tables(medium);
	if (!find_volume(medium, &volume))
		return medium_complain("EFI system partition");
	if (!read_volume(medium, &volume) || !read_folders(medium, &volume) ||
	    !spare_loader(medium, &volume) || !kernel_find_parts(medium))
		return false;
	fill_free(medium, &volume);
	return kernel_can_run(medium->data, medium->size, medium) ||
	       medium_complain("kernel that runs");
}
