#include "image_reader.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/unit.h"

#define SECTOR 512u
#define ENTRY  32u

/* What a walk over a directory has to know. */
struct folder {
	const struct reader *reader;
	uint32_t cluster;
	uint32_t index;
};

static uint64_t number(const uint8_t *at, int size)
{
	uint64_t value = 0;

	while (size--)
		value = value << 8 | at[size];
	return value;
}

static uint32_t crc_of(const uint8_t *data, size_t size)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < size; i++) {
		crc ^= data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
	}
	return ~crc;
}

static void check_mbr(const struct reader *reader)
{
	static const uint8_t zeros[48];
	const uint8_t *record = reader->data + 0x1be;
	uint64_t sectors = reader->size_bytes / SECTOR;

	assert_int_equal(number(reader->data + 0x1b8, 6), 0);
	assert_int_equal(record[0], 0);
	assert_int_equal(number(record + 1, 3), 0x000200);
	assert_int_equal(record[4], 0xee);
	assert_int_equal(number(record + 8, 4), 1);
	assert_int_equal(number(record + 12, 4), sectors - 1);
	assert_memory_equal(record + 16, zeros, sizeof zeros);
	assert_int_equal(number(reader->data + 0x1fe, 2), 0xaa55);
}

static void check_header(const struct reader *reader, uint64_t lba, uint64_t other,
                         uint64_t entries)
{
	const uint8_t *at = reader->data + lba * SECTOR;
	uint64_t last = reader->size_bytes / SECTOR - 1;
	uint8_t header[92];

	assert_memory_equal(at, "EFI PART", 8);
	assert_int_equal(number(at + 8, 4), 0x10000);
	assert_int_equal(number(at + 12, 4), 92);
	memcpy(header, at, sizeof header);
	memset(header + 16, 0, 4);
	assert_int_equal(number(at + 16, 4), crc_of(header, sizeof header));
	assert_int_equal(number(at + 24, 8), lba);
	assert_int_equal(number(at + 32, 8), other);
	assert_int_equal(number(at + 40, 8), 34);
	assert_int_equal(number(at + 48, 8), last - 33);
	assert_int_equal(number(at + 72, 8), entries);
	assert_int_equal(number(at + 80, 4), 128);
	assert_int_equal(number(at + 84, 4), 128);
	assert_int_equal(number(at + 88, 4), crc_of(reader->data + entries * SECTOR, 128 * 128));
}

static void find_partitions(struct reader *reader)
{
	static const uint8_t esp[16] = { 0x28, 0x73, 0x2a, 0xc1, 0x1f, 0xf8, 0xd2, 0x11,
		                         0xba, 0x4b, 0x00, 0xa0, 0xc9, 0x3e, 0xc9, 0x3b };

	for (int i = 0; i < 128; i++) {
		const uint8_t *at = reader->data + 2 * SECTOR + 128 * i;
		uint64_t first = number(at + 32, 8), last = number(at + 40, 8);

		if (memcmp(at, esp, 16) == 0) {
			reader->esp_lba = first;
			reader->esp_sectors = last - first + 1;
		} else if (memcmp(at, "Hah!IdontNeedEFI", 16) == 0) {
			reader->bios_lba = first;
			reader->bios_sectors = last - first + 1;
		} else {
			assert_int_equal(number(at, 8) | number(at + 8, 8), 0);
		}
	}
	assert_int_equal(reader->esp_lba, 2048);
	assert_true(reader->esp_lba + reader->esp_sectors <= reader->size_bytes / SECTOR - 33);
}

static void check_partition_tables(struct reader *reader)
{
	uint64_t last = reader->size_bytes / SECTOR - 1;
	const uint8_t *first_entries = reader->data + 2 * SECTOR;
	const uint8_t *last_entries = reader->data + (last - 32) * SECTOR;

	check_header(reader, 1, last, 2);
	check_header(reader, last, 1, last - 32);
	assert_memory_equal(first_entries, last_entries, 128 * 128);
	assert_memory_equal(reader->data + SECTOR + 56, reader->data + last * SECTOR + 56, 16);
	find_partitions(reader);
}

static void read_extended(struct reader *reader, const uint8_t *at)
{
	static const char *const kinds[] = { "FAT12   ", "FAT16   ", "FAT32   " };

	assert_int_equal(at[0], 0x80);
	assert_int_equal(at[2], 0x29);
	reader->serial = (uint32_t)number(at + 3, 4);
	assert_memory_equal(at + 7, "INGOT      ", 11);
	assert_memory_equal(at + 18, kinds[reader->bits == 12 ? 0 : reader->bits == 16 ? 1 : 2], 8);
}

static void read_fat32(struct reader *reader, const uint8_t *boot)
{
	const uint8_t *info = boot + SECTOR;

	reader->root_cluster = (uint32_t)number(boot + 44, 4);
	assert_int_equal(number(boot + 48, 2), 1);
	assert_int_equal(number(boot + 50, 2), 6);
	assert_memory_equal(boot, boot + 6 * SECTOR, 2 * SECTOR);
	assert_int_equal(number(info, 4), 0x41615252);
	assert_int_equal(number(info + 484, 4), 0x61417272);
	assert_int_equal(number(info + 508, 4), 0xaa550000);
}

static void read_volume(struct reader *reader)
{
	const uint8_t *boot = reader->data + reader->esp_lba * SECTOR;
	uint64_t total = number(boot + 19, 2) ? number(boot + 19, 2) : number(boot + 32, 4);
	uint64_t table = number(boot + 22, 2) ? number(boot + 22, 2) : number(boot + 36, 4);
	uint64_t reserved = number(boot + 14, 2), roots = number(boot + 17, 2);

	assert_int_equal(number(boot + 11, 2), SECTOR);
	assert_int_equal(boot[16], 2);
	assert_int_equal(total, reader->esp_sectors);
	assert_int_equal(number(boot + 28, 4), reader->esp_lba);
	assert_int_equal(number(boot + 510, 2), 0xaa55);
	reader->cluster_bytes = boot[13] * SECTOR;
	reader->table_at = (reader->esp_lba + reserved) * SECTOR;
	reader->table_bytes = table * SECTOR;
	reader->root_at = reader->table_at + 2 * reader->table_bytes;
	reader->root_bytes = roots * ENTRY;
	reader->clusters_at = reader->root_at + reader->root_bytes;
	reader->cluster_count =
		(uint32_t)((reader->esp_lba + total - reader->clusters_at / SECTOR) / boot[13]);
	reader->bits = reader->cluster_count < 4085 ? 12 : reader->cluster_count < 65525 ? 16 : 32;
	assert_true((reader->bits == 32) == (roots == 0));
	assert_true(reader->table_bytes * 8 / reader->bits >= reader->cluster_count + 2u);
	assert_int_equal(reader->clusters_at % 4096, 0);
	read_extended(reader, boot + (reader->bits == 32 ? 64 : 36));
	if (reader->bits == 32)
		read_fat32(reader, boot);
	assert_memory_equal(reader->data + reader->table_at,
	                    reader->data + reader->table_at + reader->table_bytes,
	                    reader->table_bytes);
}

void reader_open(struct reader *reader, const char *path)
{
	struct stat facts;
	int fd = open(path, O_RDONLY);

	*reader = (struct reader){ 0 };
	assert_true(fd >= 0 && fstat(fd, &facts) == 0);
	reader->size_bytes = (uint64_t)facts.st_size;
	assert_int_equal(reader->size_bytes % (1 << 20), 0);
	reader->data = mmap(NULL, (size_t)reader->size_bytes, PROT_READ, MAP_PRIVATE, fd, 0);
	assert_true(reader->data != MAP_FAILED);
	close(fd);
	check_mbr(reader);
	check_partition_tables(reader);
	read_volume(reader);
}

void reader_close(struct reader *reader)
{
	munmap(reader->data, (size_t)reader->size_bytes);
}

const uint8_t *reader_bios_partition(const struct reader *reader)
{
	return reader->data + reader->bios_lba * SECTOR;
}

uint32_t reader_link(const struct reader *reader, uint32_t cluster)
{
	const uint8_t *table = reader->data + reader->table_at;
	uint32_t pair;

	switch (reader->bits) {
	case 12:
		pair = (uint32_t)number(table + cluster * 3 / 2, 2);
		return cluster % 2 ? pair >> 4 : pair & 0xfff;
	case 16: return (uint32_t)number(table + 2 * cluster, 2);
	default: return (uint32_t)number(table + 4 * (uint64_t)cluster, 4) & 0x0fffffff;
	}
}

uint64_t reader_cluster_offset(const struct reader *reader, uint32_t cluster)
{
	return reader->clusters_at + (uint64_t)(cluster - 2) * reader->cluster_bytes;
}

static bool is_end(const struct reader *reader, uint32_t link)
{
	return link >= (reader->bits == 32 ? 0x0ffffff8u : (1u << reader->bits) - 8);
}

/* The next 32 bytes of a directory; NULL after the last. Cluster 0 is the root
 * of FAT12 and FAT16. */
static const uint8_t *next_raw(struct folder *folder)
{
	const struct reader *reader = folder->reader;
	uint32_t at = folder->index++ * ENTRY;

	if (!folder->cluster)
		return at < reader->root_bytes ? reader->data + reader->root_at + at : NULL;
	if (at == reader->cluster_bytes) {
		folder->cluster = reader_link(reader, folder->cluster);
		folder->index = 1;
		at = 0;
		if (is_end(reader, folder->cluster))
			return NULL;
	}
	return reader->data + reader_cluster_offset(reader, folder->cluster) + at;
}

static uint8_t short_sum(const uint8_t *name)
{
	uint8_t sum = 0;

	for (int i = 0; i < 11; i++)
		sum = (uint8_t)(((sum & 1) << 7) + (sum >> 1) + name[i]);
	return sum;
}

static void take_long(uint16_t *units, const uint8_t *raw)
{
	static const uint8_t places[13] = { 1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30 };
	unsigned part = raw[0] & 0x3f;

	assert_in_range(part, 1, 20);
	assert_int_equal(raw[12], 0);
	assert_int_equal(number(raw + 26, 2), 0);
	for (int i = 0; i < 13; i++)
		units[(part - 1) * 13 + (unsigned)i] = (uint16_t)number(raw + places[i], 2);
}

static void to_utf8(char *out, const uint16_t *units)
{
	while (*units) {
		uint32_t code = *units++;

		if (code >= 0xd800 && code < 0xdc00)
			code = 0x10000 + ((code - 0xd800) << 10) + (*units++ - 0xdc00u);
		int more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
		static const uint8_t lead[] = { 0x00, 0xc0, 0xe0, 0xf0 };
		*out++ = (char)(lead[more] | code >> 6 * more);
		while (more--)
			*out++ = (char)(0x80 | (code >> 6 * more & 0x3f));
	}
	*out = '\0';
}

static void short_to_text(char *out, const uint8_t *name)
{
	for (int i = 0; i < 11; i++) {
		if (i == 8 && name[8] != ' ')
			*out++ = '.';
		if (name[i] != ' ')
			*out++ = (char)name[i];
	}
	*out = '\0';
}

static void take_short(struct reader_entry *entry, const uint8_t *raw)
{
	memcpy(entry->short_name, raw, 11);
	entry->attributes = raw[11];
	assert_int_equal(raw[12], 0);
	entry->tenths = raw[13];
	entry->time = (uint16_t)number(raw + 22, 2);
	entry->date = (uint16_t)number(raw + 24, 2);
	assert_int_equal(number(raw + 14, 2), entry->time);
	assert_int_equal(number(raw + 16, 2), entry->date);
	assert_int_equal(number(raw + 18, 2), entry->date);
	entry->first_cluster = (uint32_t)(number(raw + 20, 2) << 16 | number(raw + 26, 2));
	entry->size_bytes = (uint32_t)number(raw + 28, 4);
}

static bool next_entry(struct folder *folder, struct reader_entry *entry)
{
	uint16_t units[20 * 13 + 1] = { 0 };
	unsigned expected = 0;
	uint8_t sum = 0;
	const uint8_t *raw = next_raw(folder);

	memset(entry, 0, sizeof *entry);
	for (; raw && raw[0] && raw[11] == 0x0f; raw = next_raw(folder)) {
		if (raw[0] & 0x40)
			expected = (raw[0] & 0x3f) + 1u;
		assert_int_equal(raw[0] & 0x3f, --expected);
		sum = raw[13];
		take_long(units, raw);
		entry->has_long_name = true;
	}
	if (!raw || !raw[0])
		return false;
	take_short(entry, raw);
	if (entry->has_long_name) {
		assert_int_equal(expected, 1);
		assert_int_equal(sum, short_sum(entry->short_name));
		to_utf8(entry->long_name, units);
	} else {
		short_to_text(entry->long_name, entry->short_name);
	}
	return true;
}

static bool find_in(const struct reader *reader, uint32_t cluster, const char *name, size_t size,
                    struct reader_entry *entry)
{
	struct folder folder = { reader, cluster, 0 };

	while (next_entry(&folder, entry))
		if (strlen(entry->long_name) == size && memcmp(entry->long_name, name, size) == 0)
			return true;
	return false;
}

bool reader_find(const struct reader *reader, const char *path, struct reader_entry *entry)
{
	uint32_t cluster = reader->root_cluster;

	for (;;) {
		size_t size = strcspn(path, "/");

		if (!find_in(reader, cluster, path, size, entry))
			return false;
		if (!path[size])
			return true;
		assert_int_equal(entry->attributes, 0x10);
		cluster = entry->first_cluster;
		path += size + 1;
	}
}

bool reader_has_content(const struct reader *reader, const char *path, const void *content,
                        size_t size_bytes)
{
	struct reader_entry entry;

	if (!reader_find(reader, path, &entry) || entry.size_bytes != size_bytes)
		return false;
	/* Contiguity is promised, and checked by reader_check_all. */
	return size_bytes == 0 ||
	       memcmp(reader->data + reader_cluster_offset(reader, entry.first_cluster), content,
	              size_bytes) == 0;
}

struct census {
	const struct reader *reader;
	uint8_t *seen;
	uint32_t clusters;
	unsigned files;
};

/* Follows a chain; returns its length in clusters. */
static uint32_t take_chain(struct census *census, uint32_t first)
{
	const struct reader *reader = census->reader;
	uint32_t length = 0;

	for (uint32_t cluster = first; !is_end(reader, cluster);
	     cluster = reader_link(reader, cluster)) {
		assert_in_range(cluster, 2, reader->cluster_count + 1);
		assert_false(census->seen[cluster]);
		assert_int_equal(cluster, first + length);
		census->seen[cluster] = 1;
		length++;
	}
	census->clusters += length;
	return length;
}

static void check_unique(const struct reader *reader, uint32_t cluster,
                         const struct reader_entry *entry)
{
	struct folder folder = { reader, cluster, 0 };
	struct reader_entry other;
	unsigned same = 0;

	while (next_entry(&folder, &other))
		same += memcmp(other.short_name, entry->short_name, 11) == 0;
	assert_int_equal(same, 1);
}

static void check_folder(struct census *census, uint32_t cluster, uint32_t parent);

static void check_entry(struct census *census, uint32_t cluster, const struct reader_entry *entry)
{
	if (entry->attributes == 0x10) {
		assert_int_equal(entry->size_bytes, 0);
		check_folder(census, entry->first_cluster,
		             cluster == census->reader->root_cluster ? 0 : cluster);
		return;
	}
	uint32_t bytes = census->reader->cluster_bytes;
	uint32_t expected = (uint32_t)(((uint64_t)entry->size_bytes + bytes - 1) / bytes);
	assert_int_equal(entry->attributes, 0x20);
	assert_true((expected == 0) == (entry->first_cluster == 0));
	if (expected)
		assert_int_equal(take_chain(census, entry->first_cluster), expected);
	census->files++;
}

static void check_dots(struct folder *folder, uint32_t cluster, uint32_t parent)
{
	struct reader_entry entry;

	assert_true(next_entry(folder, &entry));
	assert_memory_equal(entry.short_name, ".          ", 11);
	assert_int_equal(entry.first_cluster, cluster);
	assert_true(next_entry(folder, &entry));
	assert_memory_equal(entry.short_name, "..         ", 11);
	assert_int_equal(entry.first_cluster, parent);
}

static void check_folder(struct census *census, uint32_t cluster, uint32_t parent)
{
	const struct reader *reader = census->reader;
	struct folder folder = { reader, cluster, 0 };
	struct reader_entry entry;
	unsigned count = 0;

	if (cluster)
		take_chain(census, cluster);
	if (cluster != reader->root_cluster) {
		check_dots(&folder, cluster, parent);
	} else {
		assert_true(next_entry(&folder, &entry));
		assert_int_equal(entry.attributes, 0x08);
		assert_memory_equal(entry.short_name, "INGOT      ", 11);
	}
	while (next_entry(&folder, &entry)) {
		/* Quadratic: not for every entry of a large directory. */
		if (count++ < 300)
			check_unique(reader, cluster, &entry);
		check_entry(census, cluster, &entry);
	}
}

unsigned reader_check_all(const struct reader *reader)
{
	struct census census = { .reader = reader };
	uint32_t used = 0, end = reader->bits == 32 ? 0x0fffffff : (1u << reader->bits) - 1;

	census.seen = calloc(reader->cluster_count + 2, 1);
	assert_non_null(census.seen);
	check_folder(&census, reader->root_cluster, 0);
	for (uint32_t i = 2; i < reader->cluster_count + 2; i++)
		used += reader_link(reader, i) != 0;
	assert_int_equal(used, census.clusters);
	assert_int_equal(reader_link(reader, 0), (end & ~0xffu) | 0xf8);
	assert_int_equal(reader_link(reader, 1), end);
	if (reader->bits == 32) {
		const uint8_t *info = reader->data + (reader->esp_lba + 1) * SECTOR;
		assert_int_equal(number(info + 488, 4), reader->cluster_count - used);
		assert_int_equal(number(info + 492, 4), used + 2);
	}
	free(census.seen);
	return census.files;
}
