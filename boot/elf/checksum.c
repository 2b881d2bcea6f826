#include "boot/elf/checksum.h"

#include "boot/base/stop.h"
#include "boot/file/crc32.h"
#include "boot/memory/memory.h"

#define PIECE_BYTES (1u << 20)

static void judge(uint32_t crc, const struct conf_file *named)
{
	if (crc != named->crc)
		stop(ERROR_CHECKSUM,
		     "% is damaged, or not the one that boot/ingot.conf means: CRC-32 %, not %",
		     FACTS(TEXT(named->path), HEX(crc), HEX(named->crc)));
}

void checksum_check(const void *bytes, uint64_t size_bytes, const struct conf_file *named)
{
	judge(~crc32_update(CRC32_START, bytes, size_bytes), named);
}

void checksum_check_file(struct file *file, const struct conf_file *named)
{
	uint64_t size = file->size_bytes < PIECE_BYTES ? file->size_bytes : PIECE_BYTES;
	uint32_t crc = CRC32_START;
	uint8_t *piece;

	if (file->in_place || !size) {
		checksum_check(file->in_place, file->size_bytes, named);
		return;
	}
	piece = memory_at(memory_allocate_dirty(size, X86_PAGE_SIZE, 0,
	                                        BOOT_MEMORY_LOADER_RECLAIMABLE, named->path));
	for (uint64_t at = 0; at < file->size_bytes; at += size) {
		if (size > file->size_bytes - at)
			size = file->size_bytes - at;
		file_read(file, at, piece, size);
		crc = crc32_update(crc, piece, size);
	}
	judge(~crc, named);
}
