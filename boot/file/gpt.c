#include "boot/file/gpt.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "abi/gpt.h"
#include "boot/base/firmware.h"
#include "boot/base/stop.h"
#include "boot/file/crc32.h"

#define ENTRY_SIZE_MAX  4096
#define ENTRY_COUNT_MAX 1024
#define LBA_END         (1ull << 54) /* byte offsets stay within 63 bits */

static void read_header(struct gpt_header *header)
{
	uint8_t sector[SECTOR_SIZE];
	uint32_t size, crc;

	firmware_disk_read(GPT_HEADER_LBA * SECTOR_SIZE, sector, sizeof sector);
	memcpy(header, sector, sizeof *header);
	if (memcmp(header->signature, GPT_SIGNATURE, sizeof header->signature) != 0)
		stop(ERROR_GPT, "the disk has no GUID partition table", NULL);
	size = le32_get(header->header_size);
	if (size < GPT_HEADER_SIZE || size > sizeof sector)
		stop(ERROR_GPT, "GPT header size is %", FACTS(NUMBER(size)));
	memset(sector + offsetof(struct gpt_header, header_crc), 0, 4);
	crc = ~crc32_update(CRC32_START, sector, size);
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
		stop(ERROR_GPT, "GPT has % entries; the limit is %",
		     FACTS(NUMBER(count), NUMBER(ENTRY_COUNT_MAX)));
	if (lba <= GPT_HEADER_LBA || lba >= LBA_END)
		stop(ERROR_GPT, "GPT entries begin at sector %", FACTS(NUMBER(lba)));
}

static bool is_esp(const struct gpt_entry *entry)
{
	static const struct gpt_guid esp = { GPT_TYPE_ESP };

	return memcmp(&entry->type, &esp, sizeof esp) == 0;
}

static struct boot_device device_of(const struct gpt_header *header, const struct gpt_entry *entry)
{
	struct boot_device device = {
		.first_lba = le64_get(entry->first_lba),
		.sector_count = le64_get(entry->last_lba) - le64_get(entry->first_lba) + 1,
		.sector_size_bytes = SECTOR_SIZE,
	};

	memcpy(device.disk_guid, header->disk_guid.byte, sizeof device.disk_guid);
	memcpy(device.partition_guid, entry->id.byte, sizeof device.partition_guid);
	return device;
}

static struct partition partition_of(const struct gpt_header *header, const struct gpt_entry *entry)
{
	uint64_t first = le64_get(entry->first_lba);
	uint64_t last = le64_get(entry->last_lba);

	if (first <= GPT_HEADER_LBA || last < first || last >= LBA_END)
		stop(ERROR_GPT, "the EFI system partition spans sectors % to %",
		     FACTS(NUMBER(first), NUMBER(last)));
	return (struct partition){
		.base_bytes = first * SECTOR_SIZE,
		.size_bytes = (last - first + 1) * SECTOR_SIZE,
		.device = device_of(header, entry),
	};
}

struct partition gpt_find_esp(void)
{
	static uint8_t bytes[ENTRY_SIZE_MAX];
	struct partition found = { 0 };
	struct gpt_header header;
	struct gpt_entry entry;
	uint32_t crc = CRC32_START;
	uint64_t at;

	read_header(&header);
	check_header(&header);
	at = le64_get(header.entries_lba) * SECTOR_SIZE;
	for (uint32_t i = 0; i < le32_get(header.entry_count); i++) {
		firmware_disk_read(at, bytes, le32_get(header.entry_size));
		at += le32_get(header.entry_size);
		crc = crc32_update(crc, bytes, le32_get(header.entry_size));
		memcpy(&entry, bytes, sizeof entry);
		if (!found.size_bytes && is_esp(&entry))
			found = partition_of(&header, &entry);
	}
	if (~crc != le32_get(header.entries_crc))
		stop(ERROR_GPT, "GPT entries are damaged: checksum %, not %",
		     FACTS(HEX(~crc), HEX(le32_get(header.entries_crc))));
	if (!found.size_bytes)
		stop(ERROR_ESP, "the disk has no EFI system partition", NULL);
	return found;
}
