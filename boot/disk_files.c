#include "boot/disk_files.h"

#include <stddef.h>

#include "boot/gpt.h"

bool disk_file_open(struct file *file, const char *path)
{
	static struct fat_volume volume;
	static bool is_open;

	if (!is_open)
		fat_open_volume(&volume, gpt_find_esp());
	is_open = true;
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
