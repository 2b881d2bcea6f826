/* A FAT volume: a byte for the kind (12, 16, 32 bits), then what the input changes on a
 * good one: place, length, bytes; a place is a byte for the part (boot sector, FAT, root,
 * boot/, a file) and two within it. What opens is what a reader of forty lines, which
 * follows the chain cluster by cluster, finds; and it does not matter in which pieces it
 * is read.
 *
 * Runs: 20000
 * Longest: 160 */
#include "abi/fat.h"
#include "boot/file/fat.h"
#include "tests/fuzz/readers/fuzz.h"
#include "tests/unit/boot/fake.h"
#include "tests/unit/boot/fat_parts.h"

#define SECTOR       512u
#define RESERVED     2u
#define ROOT_SECTORS 2u /* of FAT12 and FAT16 */
#define FILE_BYTES   1300u
#define CHANGES_MAX  64
#define CHECKED_MAX  (64u * SECTOR)

/* The three volumes, each on a disk of its own, with one sector a cluster. */
static struct disk {
	uint32_t bits, clusters, fat_sectors, data_sector;
	uint8_t *bytes;
	size_t size;
} disks[] = { { 12, 60, 1, 0, NULL, 0 },
	      { 16, 4085, 17, 0, NULL, 0 },
	      { 32, 65525, 513, 0, NULL, 0 } };

static uint8_t *cluster(const struct disk *disk, uint32_t number)
{
	return disk->bytes + (disk->data_sector + number - 2) * SECTOR;
}

static uint32_t next_of(const struct disk *disk, const uint8_t *table, uint32_t number)
{
	const uint8_t *at = table + (size_t)number * disk->bits / 8;

	if (disk->bits == 12)
		return (at[0] | (uint32_t)at[1] << 8) >> (number & 1) * 4 & 0xfff;
	if (disk->bits == 16)
		return at[0] | (uint32_t)at[1] << 8;
	return (at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24) &
	       0x0fffffff;
}

static void set_next(const struct disk *disk, uint32_t from, uint32_t to)
{
	fat_parts_link(disk->bytes + RESERVED * SECTOR, disk->bits, from, to);
}

/* "Long name", before the entry of LONGNA~1. */
static void put_long_name(uint8_t *at)
{
	static const char name[] = "Long name", short_name[] = "LONGNA~1   ";
	struct fat_long_entry entry = { .order = 1 | FAT_LONG_LAST,
		                        .attributes = FAT_ATTRIBUTE_LONG_NAME };
	struct le16 units[FAT_LONG_UNITS];

	for (size_t i = 0; i < FAT_LONG_UNITS; i++)
		units[i] = le16_of(i < sizeof name ? (uint8_t)name[i] : 0xffff);
	memcpy(entry.name1, units, sizeof entry.name1);
	memcpy(entry.name2, units + 5, sizeof entry.name2);
	memcpy(entry.name3, units + 11, sizeof entry.name3);
	entry.checksum = fat_checksum((const uint8_t *)short_name);
	memcpy(at, &entry, sizeof entry);
}

static void put_bpb(const struct disk *disk)
{
	struct fat_bpb *bpb = (struct fat_bpb *)disk->bytes;
	struct fat32_bpb *more = (struct fat32_bpb *)(bpb + 1);

	bpb->sector_size_bytes = le16_of(SECTOR);
	bpb->cluster_sectors = 1;
	bpb->reserved_sectors = le16_of(RESERVED);
	bpb->fat_count = 1;
	bpb->total_sectors_32 = le32_of(disk->data_sector + disk->clusters);
	if (disk->bits == 32) {
		more->fat_sectors = le32_of(disk->fat_sectors);
		more->root_cluster = le32_of(2);
	} else {
		bpb->fat_sectors_16 = le16_of((uint16_t)disk->fat_sectors);
		bpb->root_entries = le16_of(ROOT_SECTORS * SECTOR / 32);
	}
	disk->bytes[510] = 0x55;
	disk->bytes[511] = 0xaa;
}

/* Clusters: 2 is FAT32's root, 3 is boot/, 4, 6 and 7 are boot/kernel, 5 is "Long name". */
static void make(struct disk *disk)
{
	uint32_t end = 0x0fffffff >> (disk->bits == 32 ? 0 : 28 - disk->bits);
	uint8_t *root;

	disk->data_sector = RESERVED + disk->fat_sectors + (disk->bits == 32 ? 0 : ROOT_SECTORS);
	disk->size = (size_t)(disk->data_sector + disk->clusters) * SECTOR;
	disk->bytes = calloc(1, disk->size);
	if (!disk->bytes)
		abort();
	put_bpb(disk);
	root = disk->bits == 32 ? cluster(disk, 2)
	                        : disk->bytes + (RESERVED + disk->fat_sectors) * SECTOR;
	fat_parts_entry(root, "BOOT       ", FAT_ATTRIBUTE_DIRECTORY, 3, 0);
	put_long_name(root + 32);
	fat_parts_entry(root + 64, "LONGNA~1   ", 0, 5, 100);
	fat_parts_entry(root + 96, "EMPTY      ", 0, 0, 0);
	fat_parts_entry(cluster(disk, 3), "KERNEL     ", 0, 4, FILE_BYTES);
	for (uint32_t i = 2; i < 8; i++)
		set_next(disk, i, i == 4 ? 6 : i == 6 ? 7 : end);
	for (uint32_t i = 0; i < 4 * SECTOR; i++)
		cluster(disk, 4)[i] = (uint8_t)(i ^ i / SECTOR);
}

/* Where a change goes; the parts that decide most are the likeliest. */
static size_t place(const struct disk *disk, struct input *input)
{
	size_t within = input_number(input, 2);

	switch (input_below(input, 6)) {
	case 0:  return within % 90;
	case 1:  return RESERVED * SECTOR + within % 64;
	case 2:  return RESERVED * SECTOR + within % ((size_t)disk->fat_sectors * SECTOR);
	case 3:  return (size_t)(RESERVED + disk->fat_sectors) * SECTOR + within % 1024;
	case 4:  return (size_t)(cluster(disk, 3) - disk->bytes) + within % SECTOR;
	default: return (size_t)(cluster(disk, 2) - disk->bytes) + within % (6 * SECTOR);
	}
}

struct change {
	size_t at, size;
	uint8_t was[16];
};

static size_t change_all(struct disk *disk, struct input *input, struct change *changes)
{
	size_t count = 0;

	while (input->at < input->end && count < CHANGES_MAX) {
		struct change *c = &changes[count++];
		const uint8_t *piece;

		c->at = place(disk, input);
		c->size = input_piece(input, 1 + input_below(input, sizeof c->was), &piece);
		if (c->size > disk->size - c->at)
			c->size = disk->size - c->at;
		memcpy(c->was, disk->bytes + c->at, c->size);
		memcpy(disk->bytes + c->at, piece, c->size);
	}
	return count;
}

static void undo_all(struct disk *disk, const struct change *changes, size_t count)
{
	while (count-- > 0)
		memcpy(disk->bytes + changes[count].at, changes[count].was, changes[count].size);
}

/* The chain, cluster by cluster, by the volume's own numbers. */
static void compare_content(const struct fat_file *file, const uint8_t *got, uint32_t size)
{
	const struct fat_volume *v = file->volume;
	struct disk geometry = { .bits = v->entry_bits };
	uint32_t number = file->first_cluster;

	for (uint32_t at = 0; at < size; at += v->cluster_size_bytes) {
		uint32_t part = size - at < v->cluster_size_bytes ? size - at
		                                                  : v->cluster_size_bytes;

		HOLDS(number >= 2 && number < v->cluster_end);
		HOLDS(memcmp(got + at,
		             fake.disk + v->data_bytes +
		                     (uint64_t)(number - 2) * v->cluster_size_bytes,
		             part) == 0);
		number = next_of(&geometry, fake.disk + v->table_bytes, number);
	}
}

static void read_all(struct fat_file *file, uint8_t *whole, uint8_t *pieces, uint32_t size)
{
	fat_read(file, 0, whole, size);
	for (uint32_t at = size; at > 0;) { /* from its end, in odd pieces */
		uint32_t part = at < 131 ? at : 131;

		at -= part;
		fat_read(file, at, pieces + at, part);
	}
}

static void look_at(const struct fat_volume *volume, const char *path)
{
	static uint8_t whole[CHECKED_MAX], pieces[CHECKED_MAX];
	struct fat_file file;
	bool is_there = false;
	uint32_t size;

	TRY(is_there = fat_open(&file, volume, path));
	HOLDS(!fake.error == !fake.sentence[0]);
	if (fake.error || !is_there)
		return;
	size = file.size_bytes < CHECKED_MAX ? file.size_bytes : CHECKED_MAX;
	/* All that is refused was refused when it was opened, but for the disk's end. */
	TRY(read_all(&file, whole, pieces, size));
	HOLDS(fake.error == 0 || fake.error == ERROR_DISK_READ);
	if (fake.error)
		return;
	HOLDS(memcmp(whole, pieces, size) == 0);
	compare_content(&file, whole, size);
}

FUZZ(data, size)
{
	static struct change changes[CHANGES_MAX];
	struct input input = { data, data + size };
	struct disk *disk = &disks[input_below(&input, 3)];
	struct fat_volume volume;

	if (!disk->bytes)
		make(disk);
	size_t count = change_all(disk, &input, changes);
	struct partition partition = { .size_bytes = disk->size };
	fake.disk = disk->bytes;
	fake.disk_size = disk->size;
	TRY(fat_open_volume(&volume, partition));
	HOLDS(!fake.error == !fake.sentence[0]);
	if (!fake.error) {
		look_at(&volume, "boot/kernel");
		look_at(&volume, "Long name");
		look_at(&volume, "empty");
		look_at(&volume, "boot/no such file");
	}
	fake.disk = NULL;
	undo_all(disk, changes, count);
}
