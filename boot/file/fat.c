#include "boot/file/fat.h"

#include <string.h>

#include "abi/fat.h"
#include "boot/base/firmware.h"
#include "boot/base/stop.h"
#include "boot/file/fat_name.h"

#define TABLE_WINDOW   4096        /* bytes of the FAT kept at hand */
#define CHAIN_END_BITS 0x0ffffff8u /* from here on: end of chain, widened */

/* The part of the FAT looked at last. Volumes do not change while we run. */
static struct {
	const struct fat_volume *volume;
	uint64_t offset;
	uint8_t bytes[TABLE_WINDOW + 4]; /* a FAT12 entry may straddle */
} window;

static _Noreturn void volume_is_damaged(const char *what, uint64_t value)
{
	stop(ERROR_FAT_VOLUME, "the EFI system partition is not a valid FAT volume: % is %",
	     FACTS(TEXT(what), NUMBER(value)));
}

/* The BPB's fields, widened, with FAT32's variants resolved. */
struct geometry {
	uint64_t total_sectors, fat_sectors, root_sectors, data_sector, clusters;
	uint32_t cluster_sectors, fat_count, reserved_sectors;
};

static struct geometry geometry_of(const struct fat_bpb *bpb, const struct fat32_bpb *bpb32)
{
	struct geometry g = {
		.total_sectors = le16_get(bpb->total_sectors_16),
		.fat_sectors = le16_get(bpb->fat_sectors_16),
		.root_sectors =
			(le16_get(bpb->root_entries) * sizeof(struct fat_entry) + SECTOR_SIZE - 1) /
			SECTOR_SIZE,
		.cluster_sectors = bpb->cluster_sectors,
		.fat_count = bpb->fat_count,
		.reserved_sectors = le16_get(bpb->reserved_sectors),
	};

	if (!g.total_sectors)
		g.total_sectors = le32_get(bpb->total_sectors_32);
	if (!g.fat_sectors)
		g.fat_sectors = le32_get(bpb32->fat_sectors);
	g.data_sector = g.reserved_sectors + g.fat_count * g.fat_sectors + g.root_sectors;
	return g;
}

static void check_geometry(struct geometry *g, uint64_t partition_sectors)
{
	if (!g->cluster_sectors || g->cluster_sectors & (g->cluster_sectors - 1))
		volume_is_damaged("sectors per cluster", g->cluster_sectors);
	if (!g->reserved_sectors)
		volume_is_damaged("count of reserved sectors", 0);
	if (!g->fat_count || !g->fat_sectors)
		volume_is_damaged("FATs times sectors", g->fat_count * g->fat_sectors);
	if (!g->total_sectors || g->total_sectors > partition_sectors)
		volume_is_damaged("count of sectors", g->total_sectors);
	if (g->data_sector >= g->total_sectors)
		volume_is_damaged("first data sector", g->data_sector);
	g->clusters = (g->total_sectors - g->data_sector) / g->cluster_sectors;
	if (!g->clusters || g->clusters >= FAT32_CLUSTERS_END)
		volume_is_damaged("count of clusters", g->clusters);
}

static uint32_t entry_bits_of(uint64_t clusters)
{
	if (clusters < FAT12_CLUSTERS_END)
		return 12;
	return clusters < FAT16_CLUSTERS_END ? 16 : 32;
}

/* FAT32 may keep one FAT alone up to date: its flags say which. */
static uint64_t active_fat(const struct geometry *g, const struct fat32_bpb *bpb32,
                           uint32_t entry_bits)
{
	uint16_t flags = le16_get(bpb32->flags);

	if (entry_bits != 32 || !(flags & 0x80))
		return 0;
	if ((flags & 15u) >= g->fat_count)
		volume_is_damaged("active FAT", flags & 15u);
	return flags & 15u;
}

void fat_open_volume(struct fat_volume *volume, struct partition partition)
{
	uint8_t sector[SECTOR_SIZE];
	struct fat_bpb bpb;
	struct fat32_bpb bpb32;
	struct geometry g;
	uint32_t bits;

	firmware_disk_read(partition.base_bytes, sector, sizeof sector);
	memcpy(&bpb, sector, sizeof bpb);
	memcpy(&bpb32, sector + sizeof bpb, sizeof bpb32);
	if (sector[SECTOR_SIZE - 2] != (SECTOR_BOOT_SIGNATURE & 0xff) ||
	    sector[SECTOR_SIZE - 1] != SECTOR_BOOT_SIGNATURE >> 8)
		volume_is_damaged("signature",
		                  sector[SECTOR_SIZE - 2] | (uint32_t)sector[SECTOR_SIZE - 1] << 8);
	if (le16_get(bpb.sector_size_bytes) != SECTOR_SIZE)
		volume_is_damaged("sector size", le16_get(bpb.sector_size_bytes));
	g = geometry_of(&bpb, &bpb32);
	check_geometry(&g, partition.size_bytes / SECTOR_SIZE);
	bits = entry_bits_of(g.clusters);
	if (g.fat_sectors * SECTOR_SIZE * 8 < (g.clusters + FAT_FIRST_CLUSTER) * bits)
		volume_is_damaged("sectors per FAT", g.fat_sectors);

	*volume = (struct fat_volume){
		.table_bytes = partition.base_bytes +
		               SECTOR_SIZE * (g.reserved_sectors +
		                              active_fat(&g, &bpb32, bits) * g.fat_sectors),
		.table_size_bytes = SECTOR_SIZE * g.fat_sectors,
		.data_bytes = partition.base_bytes + SECTOR_SIZE * g.data_sector,
		.root_bytes = partition.base_bytes + SECTOR_SIZE * (g.data_sector - g.root_sectors),
		.root_size_bytes = le16_get(bpb.root_entries) * sizeof(struct fat_entry),
		.root_cluster = le32_get(bpb32.root_cluster),
		.cluster_size_bytes = g.cluster_sectors * SECTOR_SIZE,
		.cluster_end = (uint32_t)g.clusters + FAT_FIRST_CLUSTER,
		.entry_bits = bits,
	};
	if ((bits == 32) != !volume->root_size_bytes)
		volume_is_damaged("count of root entries", le16_get(bpb.root_entries));
	window.volume = NULL;
}

/* Four bytes of the FAT from the byte offset on. */
static const uint8_t *table_bytes_at(const struct fat_volume *volume, uint64_t offset)
{
	uint64_t base = offset - offset % TABLE_WINDOW;

	if (window.volume != volume || window.offset != base) {
		uint64_t left = volume->table_size_bytes - base;

		firmware_disk_read(volume->table_bytes + base, window.bytes,
		                   left < sizeof window.bytes ? left : sizeof window.bytes);
		window.volume = volume;
		window.offset = base;
	}
	return window.bytes + offset % TABLE_WINDOW;
}

/* What follows a cluster: a cluster, or CHAIN_END_BITS and more. FAT12 and
 * FAT16 values are widened so that their special values equal FAT32's. */
static uint32_t table_next(const struct fat_volume *volume, uint32_t cluster)
{
	uint64_t bit = (uint64_t)cluster * volume->entry_bits;
	const uint8_t *at = table_bytes_at(volume, bit / 8);
	uint32_t value = (uint32_t)at[0] | (uint32_t)at[1] << 8;

	if (volume->entry_bits == 32)
		return (value | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24) & 0x0fffffff;
	if (volume->entry_bits == 12)
		value = value >> bit % 8 & 0xfff;
	if (value >> 4 == 0xfffu >> (16 - volume->entry_bits))
		value |= 0x0fffffff & ~0u << volume->entry_bits;
	return value;
}

static void check_cluster(const struct fat_volume *volume, uint32_t cluster)
{
	if (cluster < FAT_FIRST_CLUSTER || cluster >= volume->cluster_end)
		stop(ERROR_FAT_CHAIN, "a file's cluster chain leads to cluster %, outside 2..%",
		     FACTS(NUMBER(cluster), NUMBER(volume->cluster_end - 1)));
}

static uint64_t minimum(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* How many clusters, up to limit, come after this one in the file as on the
 * disk. Sees no further than the window: a file's thousands of clusters cost
 * some instructions each. FAT12 has few, and entries that no loop likes: they
 * go one at a time. */
static uint64_t followers(const struct fat_volume *volume, uint32_t cluster, uint64_t limit)
{
	uint32_t bytes = volume->entry_bits / 8, count = 0;
	const uint8_t *at;

	if (volume->entry_bits == 12)
		return table_next(volume, cluster) == cluster + 1;
	at = table_bytes_at(volume, (uint64_t)cluster * bytes);
	limit = minimum(limit, (uint64_t)(window.bytes + TABLE_WINDOW - at) / bytes);
	limit = minimum(limit, volume->cluster_end - 1 - cluster);
	for (; count < limit; count++, at += bytes) {
		uint32_t value = (uint32_t)at[0] | (uint32_t)at[1] << 8;

		if (bytes == 4)
			value |= (uint32_t)at[2] << 16 | (at[3] & 15u) << 24;
		if (value != cluster + count + 1)
			break;
	}
	return count;
}

/* The run that begins with a cluster, which lies at offset in the file. At
 * most limit bytes, so that a damaged chain cannot grow for ever. */
static struct fat_run run_from(const struct fat_volume *volume, uint32_t cluster,
                               uint64_t offset_bytes, uint64_t limit_bytes)
{
	uint64_t size = volume->cluster_size_bytes, more;
	struct fat_run run = { .offset_bytes = offset_bytes, .size_bytes = size };

	check_cluster(volume, cluster);
	run.disk_bytes = volume->data_bytes + (cluster - FAT_FIRST_CLUSTER) * size;
	while (run.size_bytes < limit_bytes) {
		more = followers(volume, cluster, (limit_bytes - run.size_bytes + size - 1) / size);
		if (!more)
			break;
		cluster += (uint32_t)more;
		check_cluster(volume, cluster);
		run.size_bytes += more * size;
	}
	run.last_cluster = cluster;
	return run;
}

static bool run_has_next(const struct fat_volume *volume, const struct fat_run *run)
{
	return run->last_cluster && table_next(volume, run->last_cluster) < CHAIN_END_BITS;
}

static struct fat_run run_after(const struct fat_volume *volume, const struct fat_run *run,
                                uint64_t limit_bytes)
{
	return run_from(volume, table_next(volume, run->last_cluster),
	                run->offset_bytes + run->size_bytes, limit_bytes);
}

/* Follows the chain to its end: the size it has room for. Loops end at limit,
 * which no sound chain passes. Leaves the file at its first run. */
static uint64_t file_measure(struct fat_file *file, uint64_t limit_bytes)
{
	const struct fat_volume *volume = file->volume;
	struct fat_run run = run_from(volume, file->first_cluster, 0, limit_bytes);

	file->run = run;
	while (run_has_next(volume, &run)) {
		if (run.offset_bytes + run.size_bytes >= limit_bytes)
			stop(ERROR_FAT_CHAIN,
			     "a cluster chain is longer than its % bytes, or loops",
			     FACTS(NUMBER(limit_bytes)));
		run = run_after(volume, &run, limit_bytes - run.offset_bytes - run.size_bytes);
	}
	return run.offset_bytes + run.size_bytes;
}

static void file_start(struct fat_file *file, const struct fat_volume *volume,
                       uint32_t first_cluster, uint32_t size_bytes)
{
	uint64_t all = (uint64_t)(volume->cluster_end - FAT_FIRST_CLUSTER) *
	               volume->cluster_size_bytes;
	uint64_t size = size_bytes, room;

	/* Or a chain that loops would be followed for hours. */
	if (size > all)
		stop(ERROR_FAT_CHAIN, "a file of % bytes is in a volume of %",
		     FACTS(NUMBER(size), NUMBER(all)));
	*file = (struct fat_file){ volume, first_cluster, size_bytes, { 0, 0, 0, 0 } };
	if (!size && !first_cluster)
		return;
	if (!size)
		size = volume->cluster_size_bytes;
	room = file_measure(file, size);
	if (room < size)
		stop(ERROR_FAT_CHAIN, "a file of % bytes has clusters for % only",
		     FACTS(NUMBER(size), NUMBER(room)));
}

/* A directory's size is its chain's. */
static void directory_start(struct fat_file *file, const struct fat_volume *volume,
                            uint32_t first_cluster)
{
	*file = (struct fat_file){ volume, first_cluster, 0, { 0, 0, 0, 0 } };
	file->size_bytes = (uint32_t)file_measure(file, FAT_DIRECTORY_SIZE_MAX);
}

static void root_start(struct fat_file *file, const struct fat_volume *volume)
{
	if (!volume->root_size_bytes) {
		directory_start(file, volume, volume->root_cluster);
		return;
	}
	*file = (struct fat_file){ volume,
		                   0,
		                   volume->root_size_bytes,
		                   { 0, volume->root_bytes, volume->root_size_bytes, 0 } };
}

/* Moves the file's run to the one that holds offset. */
static void file_seek(struct fat_file *file, uint32_t offset_bytes)
{
	uint64_t limit = (uint64_t)file->size_bytes + file->volume->cluster_size_bytes;

	if (offset_bytes < file->run.offset_bytes)
		file->run = run_from(file->volume, file->first_cluster, 0, limit);
	while (offset_bytes >= file->run.offset_bytes + file->run.size_bytes)
		file->run = run_after(file->volume, &file->run, limit);
}

void fat_read(struct fat_file *file, uint32_t offset_bytes, void *to, uint32_t size_bytes)
{
	uint8_t *at = to;

	while (size_bytes) {
		uint64_t inside, count;

		file_seek(file, offset_bytes);
		inside = offset_bytes - file->run.offset_bytes;
		count = file->run.size_bytes - inside;
		if (count > size_bytes)
			count = size_bytes;
		firmware_disk_read(file->run.disk_bytes + inside, at, count);
		at += count;
		offset_bytes += (uint32_t)count;
		size_bytes -= (uint32_t)count;
	}
}

/* Finds the entry of one name, of `length` bytes, in a directory. */
static bool directory_find(struct fat_file *directory, const char *name, size_t length,
                           struct fat_entry *entry)
{
	struct fat_name longer = { 0 };

	for (uint32_t at = 0; at < directory->size_bytes; at += sizeof *entry) {
		fat_read(directory, at, entry, sizeof *entry);
		if (entry->name[0] == 0)
			return false;
		if (entry->name[0] == FAT_DELETED) {
			longer.parts_left = 0;
			longer.complete = false;
		} else if ((entry->attributes & 0x3f) == FAT_ATTRIBUTE_LONG_NAME) {
			fat_name_add(&longer, entry);
		} else if (!(entry->attributes & FAT_ATTRIBUTE_VOLUME) &&
		           fat_name_matches(&longer, entry, name, length)) {
			return true;
		} else {
			longer.complete = false;
		}
	}
	return false;
}

static uint32_t entry_cluster(const struct fat_volume *volume, const struct fat_entry *entry)
{
	uint32_t high = volume->entry_bits == 32 ? le16_get(entry->first_cluster_high) : 0;

	return high << 16 | le16_get(entry->first_cluster_low);
}

bool fat_open(struct fat_file *file, const struct fat_volume *volume, const char *path)
{
	struct fat_entry entry;

	root_start(file, volume);
	for (;;) {
		size_t length = strcspn(path, "/");

		if (!directory_find(file, path, length, &entry))
			return false;
		path += length;
		if (!*path)
			break;
		path++;
		if (!(entry.attributes & FAT_ATTRIBUTE_DIRECTORY))
			return false;
		directory_start(file, volume, entry_cluster(volume, &entry));
	}
	if (entry.attributes & FAT_ATTRIBUTE_DIRECTORY)
		return false;
	file_start(file, volume, entry_cluster(volume, &entry), le32_get(entry.size_bytes));
	return true;
}
