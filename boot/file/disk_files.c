#include "boot/file/disk_files.h"

#include <stddef.h>

#include "boot/file/gpt.h"

static struct partition partition;

struct boot_device disk_files_device(void)
{
	return partition.device;
}

bool disk_file_open(struct file *file, const char *path)
{
	static struct fat_volume volume;

	if (!partition.size_bytes) {
		partition = gpt_find_esp();
		fat_open_volume(&volume, partition);
	}
	if (!fat_open(&file->on_disk, &volume, path))
		return false;
	file->size_bytes = file->on_disk.size_bytes;
	file->in_place = NULL;
	return true;
}

/* Within the file: what fits there fits FAT's 32 bits. */
void disk_file_read(struct file *file, uint64_t offset_bytes, void *to, uint64_t size_bytes)
{
	fat_read(&file->on_disk, (uint32_t)offset_bytes, to, (uint32_t)size_bytes);
}
