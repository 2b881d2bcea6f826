#include "host/image/fat.h"

#include <string.h>

#include "abi/bits.h"
#include "abi/fat.h"

#define LIMIT_DISTANCE 16u /* clusters: readers err by that many */
#define GIB_SECTORS    (1u << 21)
#define CHUNK_ENTRIES  8192u /* of a table: whole sectors of every kind */

struct kind {
	uint32_t bits;
	uint32_t clusters_begin, clusters_end;
	uint32_t reserved_sectors, root_sectors;
};

static const struct kind kinds[] = {
	{ 12, 0, FAT12_CLUSTERS_END, 8, FAT_ROOT_ENTRIES_MAX * 32 / SECTOR_SIZE },
	{ 16, FAT12_CLUSTERS_END, FAT16_CLUSTERS_END, 8, FAT_ROOT_ENTRIES_MAX * 32 / SECTOR_SIZE },
	{ 32, FAT16_CLUSTERS_END, FAT32_CLUSTERS_END, 32, 0 },
};

/* 4 KiB, a page: small files waste little. Above 8 GiB as the specification
 * says, so that the tables stay small. */
static uint32_t cluster_sectors_for(uint64_t sectors)
{
	return sectors <= 8ull * GIB_SECTORS    ? 8
	       : sectors <= 16ull * GIB_SECTORS ? 16
	       : sectors <= 32ull * GIB_SECTORS ? 32
	                                        : 64;
}

/* Tables for the clusters that there would be without tables: a little more
 * than needed, in one step. */
static bool plan_kind(struct fat_geometry *geometry, const struct kind *kind, uint32_t sectors)
{
	uint32_t cluster = cluster_sectors_for(sectors);
	uint32_t fixed = kind->reserved_sectors + kind->root_sectors;
	uint64_t most = sectors > fixed ? (sectors - fixed) / cluster + FAT_FIRST_CLUSTER : 0;
	uint64_t table_bytes = (most * kind->bits + 7) / 8;
	uint32_t table = (uint32_t)((table_bytes + SECTOR_SIZE - 1) / SECTOR_SIZE);

	/* Two tables of half the alignment keep what follows aligned. */
	table = (uint32_t)round_up(table, FAT_ALIGNMENT_SECTORS / FAT_TABLES);
	if (sectors <= fixed + FAT_TABLES * table)
		return false;
	*geometry = (struct fat_geometry){
		.bits = kind->bits,
		.sectors = sectors,
		.cluster_sectors = cluster,
		.reserved_sectors = kind->reserved_sectors,
		.table_sectors = table,
		.root_sectors = kind->root_sectors,
		.cluster_count = (sectors - fixed - FAT_TABLES * table) / cluster,
	};
	return geometry->cluster_count >= kind->clusters_begin + LIMIT_DISTANCE &&
	       geometry->cluster_count < kind->clusters_end - LIMIT_DISTANCE;
}

bool fat_geometry_plan(struct fat_geometry *geometry, uint64_t sectors)
{
	if (sectors > FAT_SECTORS_MAX)
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (plan_kind(geometry, &kinds[i], (uint32_t)sectors))
			return true;
	return false;
}

uint32_t fat_geometry_cluster_bytes(const struct fat_geometry *geometry)
{
	return geometry->cluster_sectors * SECTOR_SIZE;
}

static uint64_t node_size_bytes(const struct fat_node *node, const struct fat_geometry *geometry)
{
	if (!fat_node_is_folder(node))
		return node->size_bytes;
	if (!node->parent && geometry->root_sectors)
		return 0; /* the root has a place of its own */
	return (uint64_t)node->entry_count * sizeof(struct fat_entry);
}

static uint64_t place_node(struct fat_node *node, const struct fat_geometry *geometry,
                           uint64_t next)
{
	uint32_t cluster_bytes = fat_geometry_cluster_bytes(geometry);
	uint64_t size_bytes = node_size_bytes(node, geometry);

	node->cluster_count = (uint32_t)((size_bytes + cluster_bytes - 1) / cluster_bytes);
	node->first_cluster = node->cluster_count ? (uint32_t)next : 0;
	return next + node->cluster_count;
}

uint64_t fat_place(const struct fat_tree *tree, const struct fat_geometry *geometry)
{
	uint64_t next = FAT_FIRST_CLUSTER;

	for (int folders = 1; folders >= 0; folders--)
		for (size_t i = 0; i < tree->node_count; i++)
			if (fat_node_is_folder(&tree->nodes[i]) == folders)
				next = place_node(&tree->nodes[i], geometry, next);
	return next - FAT_FIRST_CLUSTER;
}

uint64_t fat_cluster_offset(const struct fat_volume *volume, uint32_t cluster)
{
	const struct fat_geometry *geometry = &volume->geometry;
	uint64_t sector = volume->first_lba + geometry->reserved_sectors +
	                  FAT_TABLES * geometry->table_sectors + geometry->root_sectors;

	return (sector + (uint64_t)(cluster - FAT_FIRST_CLUSTER) * geometry->cluster_sectors) *
	       SECTOR_SIZE;
}

bool fat_write_files(const struct fat_volume *volume, struct arena scratch)
{
	for (size_t i = 0; i < volume->tree->node_count; i++) {
		struct fat_node *node = &volume->tree->nodes[i];

		if (!fat_node_is_folder(node) &&
		    !image_file_copy(node->file, volume->output,
		                     fat_cluster_offset(volume, node->first_cluster),
		                     node->size_bytes, &node->crc, scratch))
			return false;
	}
	return true;
}

static void put_link(uint8_t *table, uint32_t bits, uint32_t index, uint32_t value)
{
	uint8_t *at = table + (size_t)index * bits / 8;

	if (bits == 12 && index % 2) {
		at[0] |= (uint8_t)(value << 4);
		at[1] = (uint8_t)(value >> 4);
	} else if (bits == 12) {
		at[0] = (uint8_t)value;
		at[1] = (uint8_t)(value >> 8 & 0x0f);
	} else {
		for (uint32_t i = 0; i < bits / 8; i++)
			at[i] = (uint8_t)(value >> 8 * i);
	}
}

/* One bit for each cluster: whether a file or directory ends with it. */
static uint8_t *mark_ends(struct arena *keep, const struct fat_volume *volume)
{
	uint8_t *ends = arena_push(keep, uint8_t, volume->clusters_used / 8 + 1);

	for (size_t i = 0; i < volume->tree->node_count; i++) {
		const struct fat_node *node = &volume->tree->nodes[i];
		uint32_t last = node->first_cluster + node->cluster_count - 1 - FAT_FIRST_CLUSTER;

		if (node->cluster_count)
			ends[last / 8] |= (uint8_t)(1u << last % 8);
	}
	return ends;
}

static uint32_t link_of(uint32_t bits, const uint8_t *ends, uint32_t cluster)
{
	uint32_t end = bits == 32 ? 0x0fffffffu : (1u << bits) - 1;

	if (cluster == 0)
		return (end & ~0xffu) | FAT_MEDIA;
	if (cluster == 1)
		return end; /* clean, no errors */
	uint32_t i = cluster - FAT_FIRST_CLUSTER;
	return ends[i / 8] >> i % 8 & 1 ? end : cluster + 1;
}

static bool write_chunk(const struct fat_volume *volume, const uint8_t *chunk, uint32_t first)
{
	const struct fat_geometry *geometry = &volume->geometry;
	uint64_t table_bytes = (uint64_t)geometry->table_sectors * SECTOR_SIZE;
	uint64_t offset = (uint64_t)first * geometry->bits / 8;
	uint64_t size = (uint64_t)CHUNK_ENTRIES * geometry->bits / 8;
	uint64_t base = (volume->first_lba + geometry->reserved_sectors) * SECTOR_SIZE;

	if (size > table_bytes - offset)
		size = table_bytes - offset;
	return output_write(volume->output, chunk, (size_t)size, base + offset) &&
	       output_write(volume->output, chunk, (size_t)size, base + table_bytes + offset);
}

bool fat_write_tables(const struct fat_volume *volume, struct arena scratch)
{
	uint32_t bits = volume->geometry.bits;
	uint32_t end = FAT_FIRST_CLUSTER + volume->clusters_used;
	uint32_t chunk_bytes = CHUNK_ENTRIES * bits / 8;
	uint8_t *chunk = arena_push(&scratch, uint8_t, chunk_bytes);
	const uint8_t *ends = mark_ends(&scratch, volume);

	/* Free clusters are zeros, which the output has anyway. */
	for (uint32_t first = 0; first < end; first += CHUNK_ENTRIES) {
		memset(chunk, 0, chunk_bytes);
		for (uint32_t i = 0; i < CHUNK_ENTRIES && first + i < end; i++)
			put_link(chunk, bits, i, link_of(bits, ends, first + i));
		if (!write_chunk(volume, chunk, first))
			return false;
	}
	return true;
}
