#include "boot/gpt.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "abi/gpt.h"
#include "boot/firmware.h"
#include "boot/stop.h"

#define ENTRY_SIZE_MAX  4096
#define ENTRY_COUNT_MAX 1024
#define LBA_END         (1ull << 54)	/* byte offsets stay within 63 bits */

/* CRC-32 four bits at a time: a table that fits a cache line. */
static uint32_t crc32_update(uint32_t crc, const uint8_t *bytes, size_t count)
{
	static const uint32_t table[16] = {
		0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
		0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
		0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
		0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
	};

	while (count--) {
		crc ^= *bytes++;
		crc = crc >> 4 ^ table[crc & 15];
		crc = crc >> 4 ^ table[crc & 15];
	}
	return crc;
}

static void read_header(struct gpt_header *header)
{
	uint8_t sector[GPT_SECTOR_SIZE];
	uint32_t size, crc;

	firmware_disk_read(GPT_HEADER_LBA * GPT_SECTOR_SIZE, sector, sizeof(sector));
	memcpy(header, sector, sizeof(*header));
	if (memcmp(header->signature, GPT_SIGNATURE, sizeof(header->signature)) != 0)
		stop(ERROR_GPT, "the disk has no GUID partition table", NULL);
	size = le32_get(header->header_size);
	if (size < GPT_HEADER_SIZE || size > sizeof(sector))
		stop(ERROR_GPT, "GPT header size is %", FACTS(NUMBER(size)));
	memset(sector + offsetof(struct gpt_header, header_crc), 0, 4);
	crc = ~crc32_update(~0u, sector, size);
	if (crc != le32_get(header->header_crc))
		stop(ERROR_GPT, "GPT header is damaged: checksum %, not %",
		     FACTS(HEX(crc), HEX(le32_get(header->header_crc))));
}

static void check_header(const struct gpt_header *header)
{
	uint32_t count = le32_get(header->entry_count);
	uint32_t size = le32_get(header->entry_size);
	uint64_t lba = le64_get(header->entries_lba);

	if (size < sizeof(struct gpt_entry) || size > ENTRY_SIZE_MAX)
		stop(ERROR_GPT, "GPT entry size is %", FACTS(NUMBER(size)));
	if (count > ENTRY_COUNT_MAX)
		stop(ERROR_GPT, "GPT has % entries; at most % are read",
		     FACTS(NUMBER(count), NUMBER(ENTRY_COUNT_MAX)));
	if (lba <= GPT_HEADER_LBA || lba >= LBA_END)
		stop(ERROR_GPT, "GPT entries begin at sector %", FACTS(NUMBER(lba)));
}

static bool is_esp(const struct gpt_entry *entry)
{
	static const struct gpt_guid esp = { GPT_TYPE_ESP };

	return memcmp(&entry->type, &esp, sizeof(esp)) == 0;
}

static struct partition partition_of(const struct gpt_entry *entry)
{
	uint64_t first = le64_get(entry->first_lba);
	uint64_t last = le64_get(entry->last_lba);

	if (first <= GPT_HEADER_LBA || last < first || last >= LBA_END)
		stop(ERROR_GPT, "the EFI system partition spans sectors % to %",
		     FACTS(NUMBER(first), NUMBER(last)));
	return (struct partition){
		.base_bytes = first * GPT_SECTOR_SIZE,
		.size_bytes = (last - first + 1) * GPT_SECTOR_SIZE,
	};
}

struct partition gpt_find_esp(void)
{
	static uint8_t bytes[ENTRY_SIZE_MAX];
	struct partition found = { 0, 0 };
	struct gpt_header header;
	struct gpt_entry entry;
	uint32_t crc = ~0u;
	uint64_t at;

	read_header(&header);
	check_header(&header);
	at = le64_get(header.entries_lba) * GPT_SECTOR_SIZE;
	for (uint32_t i = 0; i < le32_get(header.entry_count); i++) {
		firmware_disk_read(at, bytes, le32_get(header.entry_size));
		at += le32_get(header.entry_size);
		crc = crc32_update(crc, bytes, le32_get(header.entry_size));
		memcpy(&entry, bytes, sizeof(entry));
		if (!found.size_bytes && is_esp(&entry))
			found = partition_of(&entry);
	}
	if (~crc != le32_get(header.entries_crc))
		stop(ERROR_GPT, "GPT entries are damaged: checksum %, not %",
		     FACTS(HEX(~crc), HEX(le32_get(header.entries_crc))));
	if (!found.size_bytes)
		stop(ERROR_ESP, "the disk has no EFI system partition", NULL);
	return found;
}
