#pragma once
/* image_reader: reads an image by docs/format.md alone.
 *
 * It shares no line with the writer, not even abi/: offsets are written out
 * here as they stand in the document, so that an error in a structure that
 * both sides use cannot hide. Any broken promise fails the running test. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reader {
	uint8_t *data;
	uint64_t size_bytes;
	uint64_t esp_lba, esp_sectors;
	uint64_t bios_lba, bios_sectors; /* 0: there is none */
	uint32_t bits;                   /* 12, 16, 32 */
	uint32_t cluster_bytes, cluster_count, root_cluster;
	uint64_t table_at, table_bytes, root_at, root_bytes, clusters_at;
	uint32_t serial;
};

struct reader_entry {
	char long_name[1024]; /* UTF-8; without one, the short name */
	uint8_t short_name[11];
	bool has_long_name;
	uint8_t attributes, tenths;
	uint16_t date, time;
	uint32_t first_cluster, size_bytes;
};

/* Maps the image, and checks MBR, both partition tables and the volume's
 * first sectors. */
void reader_open(struct reader *reader, const char *path);
void reader_close(struct reader *reader);

/* The partition's bytes. */
const uint8_t *reader_bios_partition(const struct reader *reader);

uint32_t reader_link(const struct reader *reader, uint32_t cluster);
uint64_t reader_cluster_offset(const struct reader *reader, uint32_t cluster);

/* The entry of a path ("boot/kernel", exact spelling); false: not there. */
bool reader_find(const struct reader *reader, const char *path, struct reader_entry *entry);
bool reader_has_content(const struct reader *reader, const char *path, const void *content,
                        size_t size_bytes);

/* Every directory and file: chains end where sizes say, are contiguous, and share
 * no cluster; no cluster is lost; short names are unique; long names belong to
 * their short ones. Returns how many files there are. */
unsigned reader_check_all(const struct reader *reader);
