#include "disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi/elf.h"
#include "abi/fat.h"
#include "abi/gpt.h"
#include "abi/mbr.h"

#define SECTOR     512u
#define PAGE       4096u
#define NO_OP      0x90
#define SLIDE_LEFT 64u			/* no-ops that a good start has before it */
#define FOLDER_MAX 64u			/* entries of a folder that are looked at */

struct volume { size_t offset, table, root, root_size, clusters, cluster_size; };

static const char *const names[AREA_COUNT] = {
	"the place of stage 2", "stage 2", "the GPT header", "the GPT entries",
	"the volume's parameters", "the table of clusters", "the folders", "ingot.conf",
	"the ELF header", "the program headers", "the notes", "the relocations",
};

const char *disk_area_name(enum disk_area area)
{
	return names[area];
}

size_t disk_area_size(const struct disk *disk, enum disk_area area)
{
	return disk->areas[area][0].size + disk->areas[area][1].size;
}

size_t disk_area_offset(const struct disk *disk, enum disk_area area, size_t at)
{
	const struct disk_extent *extents = disk->areas[area];

	return at < extents[0].size ? extents[0].offset + at
	                            : extents[1].offset + at - extents[0].size;
}

static void set_area(struct disk *disk, enum disk_area area, int part, size_t offset, size_t size)
{
	disk->areas[area][part] = (struct disk_extent){ offset, size };
}

static bool complain(const char *what)
{
	fprintf(stderr, "fuzz: the image has no %s\n", what);
	return false;
}

static bool read_image(struct disk *disk, const char *path)
{
	FILE *file = fopen(path, "rb");
	long size = -1;

	if (file && fseek(file, 0, SEEK_END) == 0)
		size = ftell(file);
	if (size > 0 && fseek(file, 0, SEEK_SET) == 0) {
		disk->size = (size_t)size;
		disk->data = malloc(disk->size);
	}
	bool done = disk->data && fread(disk->data, 1, disk->size, file) == disk->size;
	if (!done)
		perror(path);
	if (file)
		fclose(file);
	return done;
}

/* What is free gets code of the kernel's, so that a chain of clusters that leads
 * there gives another kernel that runs. */
static void fill_free(struct disk *disk, const struct volume *volume)
{
	static const uint8_t zeros[PAGE];
	const uint8_t *code = disk->data + disk->kernel.offset + PAGE;

	for (size_t at = volume->clusters; at + PAGE <= disk->size - 64 * SECTOR; at += PAGE)
		if (memcmp(disk->data + at, zeros, PAGE) == 0)
			memcpy(disk->data + at, code, PAGE);
}

static void read_tables(struct disk *disk)
{
	const struct mbr *mbr = (const void *)disk->data;
	const struct gpt_header *gpt = (const void *)(disk->data + SECTOR);

	set_area(disk, AREA_STAGE2_PLACE, 0, MBR_STAGE2_LBA, MBR_CODE_SIZE - MBR_STAGE2_LBA);
	set_area(disk, AREA_STAGE2, 0, le64_get(mbr->stage2_lba) * SECTOR,
	         (size_t)le16_get(mbr->stage2_sectors) * SECTOR);
	set_area(disk, AREA_GPT_HEADER, 0, SECTOR, GPT_HEADER_SIZE);
	set_area(disk, AREA_GPT_ENTRIES, 0, le64_get(gpt->entries_lba) * SECTOR,
	         3 * sizeof(struct gpt_entry));
}

static bool find_volume(const struct disk *disk, struct volume *volume)
{
	static const struct gpt_guid esp = { GPT_TYPE_ESP };
	size_t at = disk->areas[AREA_GPT_ENTRIES][0].offset;
	const struct gpt_entry *entry = (const void *)(disk->data + at);

	for (int i = 0; i < 2; i++, entry++) {
		if (memcmp(&entry->type, &esp, sizeof esp) == 0) {
			volume->offset = le64_get(entry->first_lba) * SECTOR;
			return volume->offset < disk->size;
		}
	}
	return false;
}

/* FAT12 and FAT16: this is what small images are. */
static bool read_volume(struct disk *disk, struct volume *volume)
{
	const struct fat_bpb *bpb = (const void *)(disk->data + volume->offset);
	size_t table_size = (size_t)le16_get(bpb->fat_sectors_16) * SECTOR;

	if (!table_size)
		return complain("FAT12 or FAT16 volume");
	volume->table = volume->offset + (size_t)le16_get(bpb->reserved_sectors) * SECTOR;
	volume->root = volume->table + bpb->fat_count * table_size;
	volume->root_size = (size_t)le16_get(bpb->root_entries) * sizeof(struct fat_entry);
	volume->clusters = volume->root + volume->root_size;
	volume->cluster_size = (size_t)bpb->cluster_sectors * SECTOR;
	set_area(disk, AREA_VOLUME, 0, volume->offset, 64);
	set_area(disk, AREA_VOLUME, 1, volume->offset + SECTOR - 2, 2);
	set_area(disk, AREA_TABLE, 0, volume->table, 64);
	return volume->clusters < disk->size;
}

static size_t offset_of_cluster(const struct volume *volume, const struct fat_entry *entry)
{
	size_t cluster = le16_get(entry->first_cluster_low);

	return volume->clusters + (cluster - FAT_FIRST_CLUSTER) * volume->cluster_size;
}

/* By its short name, 8 characters and 3. */
static const struct fat_entry *find_entry(const struct disk *disk, size_t folder, const char *name)
{
	const struct fat_entry *entry = (const void *)(disk->data + folder);

	for (size_t i = 0; i < FOLDER_MAX && entry[i].name[0]; i++)
		if (memcmp(entry[i].name, name, sizeof entry[i].name) == 0)
			return &entry[i];
	return NULL;
}

static size_t folder_size(const struct disk *disk, size_t folder)
{
	const struct fat_entry *entry = (const void *)(disk->data + folder);
	size_t count = 0;

	while (count < FOLDER_MAX && entry[count].name[0])
		count++;
	return (count + 1) * sizeof *entry;
}

static bool read_folders(struct disk *disk, const struct volume *volume)
{
	const struct fat_entry *boot = find_entry(disk, volume->root, "BOOT       ");
	size_t folder = boot ? offset_of_cluster(volume, boot) : disk->size;

	if (folder >= disk->size)
		return complain("folder boot/");
	const struct fat_entry *conf = find_entry(disk, folder, "INGOT~1 CON");
	const struct fat_entry *kernel = find_entry(disk, folder, "KERNEL     ");
	if (!conf || !kernel)
		return complain("boot/ingot.conf or no boot/kernel");
	set_area(disk, AREA_FOLDERS, 0, volume->root, folder_size(disk, volume->root));
	set_area(disk, AREA_FOLDERS, 1, folder, folder_size(disk, folder));
	set_area(disk, AREA_CONF, 0, offset_of_cluster(volume, conf), le32_get(conf->size_bytes));
	disk->kernel = (struct disk_extent){ offset_of_cluster(volume, kernel),
	                                     le32_get(kernel->size_bytes) };
	return disk->kernel.offset + disk->kernel.size <= disk->size;
}

/* Where in the file what has an address is; 0: nowhere. */
static size_t offset_of_address(const struct elf_segment *segments, int count, uint64_t address)
{
	for (int i = 0; i < count; i++) {
		uint64_t inside = address - le64_get(segments[i].virtual_address);

		if (le32_get(segments[i].type) == ELF_SEGMENT_LOAD &&
		    inside < le64_get(segments[i].file_size))
			return (size_t)(le64_get(segments[i].offset) + inside);
	}
	return 0;
}

static void read_dynamic(struct disk *disk, const struct elf_segment *segments, int count,
                         const struct elf_segment *dynamic)
{
	size_t at = disk->kernel.offset + (size_t)le64_get(dynamic->offset);
	const struct elf_dynamic *entry = (const void *)(disk->data + at);
	size_t table = 0, size = 0;

	set_area(disk, AREA_RELOCATIONS, 0, at, (size_t)le64_get(dynamic->file_size));
	for (; le64_get(entry->tag) != ELF_DYNAMIC_END; entry++) {
		if (le64_get(entry->tag) == ELF_DYNAMIC_RELA)
			table = offset_of_address(segments, count, le64_get(entry->value));
		if (le64_get(entry->tag) == ELF_DYNAMIC_RELA_SIZE)
			size = (size_t)le64_get(entry->value);
	}
	if (table)
		set_area(disk, AREA_RELOCATIONS, 1, disk->kernel.offset + table, size);
}

static bool read_kernel(struct disk *disk)
{
	size_t at = disk->kernel.offset;
	const struct elf_header *header = (const void *)(disk->data + at);
	size_t offset = (size_t)le64_get(header->segments_offset);
	int count = le16_get(header->segment_count);
	const struct elf_segment *segments = (const void *)(disk->data + at + offset);

	if (memcmp(header->magic, ELF_MAGIC, 4) != 0)
		return complain("ELF kernel in one piece");
	set_area(disk, AREA_ELF_HEADER, 0, at, sizeof *header);
	set_area(disk, AREA_SEGMENTS, 0, at + offset, (size_t)count * sizeof *segments);
	for (int i = 0; i < count; i++) {
		if (le32_get(segments[i].type) == ELF_SEGMENT_NOTE)
			set_area(disk, AREA_NOTES, 0, at + (size_t)le64_get(segments[i].offset),
			         (size_t)le64_get(segments[i].file_size));
		if (le32_get(segments[i].type) == ELF_SEGMENT_DYNAMIC)
			read_dynamic(disk, segments, count, &segments[i]);
	}
	return disk_area_size(disk, AREA_NOTES) || complain("notes");
}

bool disk_open(struct disk *disk, const char *path)
{
	struct volume volume;

	memset(disk, 0, sizeof *disk);
	if (!read_image(disk, path))
		return false;
	read_tables(disk);
	if (!find_volume(disk, &volume))
		return complain("EFI system partition");
	if (!read_volume(disk, &volume) || !read_folders(disk, &volume) || !read_kernel(disk))
		return false;
	fill_free(disk, &volume);
	return disk_kernel_can_run(disk->data, disk->size, disk) || complain("kernel that runs");
}

/* --- Checksums ------------------------------------------------------------- */

static uint32_t crc32(const uint8_t *data, size_t size)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < size; i++) {
		crc ^= data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

void disk_repair_gpt(uint8_t *data, size_t size)
{
	struct gpt_header *gpt = (void *)(data + SECTOR);

	if (size < 2 * SECTOR)
		return;
	uint64_t entries = le64_get(gpt->entries_lba);
	uint64_t entries_size = (uint64_t)le32_get(gpt->entry_count) * le32_get(gpt->entry_size);
	uint32_t header_size = le32_get(gpt->header_size);

	if (entries < size / SECTOR && entries_size <= size - entries * SECTOR)
		gpt->entries_crc = le32_of(crc32(data + entries * SECTOR, (size_t)entries_size));
	if (header_size < GPT_HEADER_SIZE || header_size > SECTOR)
		header_size = GPT_HEADER_SIZE;
	gpt->header_crc = le32_of(0);
	gpt->header_crc = le32_of(crc32(data + SECTOR, header_size));
}

/* --- What a damaged kernel is told to run ---------------------------------- */

/* Whether the file has no-ops at offset, and the rest of their page before end. */
static bool is_slide(const uint8_t *file, uint64_t offset, uint64_t end)
{
	if (offset % PAGE > PAGE - 2 * SLIDE_LEFT || (offset | (PAGE - 1)) >= end)
		return false;
	for (size_t i = 0; i < SLIDE_LEFT; i++)
		if (file[offset + i] != NO_OP)
			return false;
	return true;
}

bool disk_kernel_can_run(const uint8_t *data, size_t size, const struct disk *good)
{
	const uint8_t *file = data + good->kernel.offset;
	const struct elf_header *header = (const void *)file;
	size_t file_size = good->kernel.size;
	uint64_t at = le64_get(header->segments_offset), entry = le64_get(header->entry);

	if (good->kernel.offset + file_size > size || at > file_size)
		return false;
	for (int i = 0; i < le16_get(header->segment_count); i++, at += sizeof(struct elf_segment)) {
		const struct elf_segment *segment = (const void *)(file + at);

		if (at + sizeof *segment > file_size)
			return false;
		uint64_t size_left = le64_get(segment->file_size);
		uint64_t inside = entry - le64_get(segment->virtual_address);
		/* As far as the file goes: memory behind it is zeros, not code. */
		if (le32_get(segment->type) == ELF_SEGMENT_LOAD && inside < size_left &&
		    size_left - inside >= PAGE)
			return is_slide(file, le64_get(segment->offset) + inside, file_size);
	}
	return false;
}
