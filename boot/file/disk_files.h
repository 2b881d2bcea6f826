#pragma once
/* disk_files: the files of the EFI system partition, ESP (gpt.h, fat.h), for
 * front ends with a firmware_disk_read. The volume is opened with the first
 * file. */
#include "boot/file/files.h"

#define DISK_FILES_PLACE "the EFI system partition"

bool disk_file_open(struct file *file, const char *path);
/* Where they lie: zero before the first is opened. */
struct boot_device disk_files_device(void);
void disk_file_read(struct file *file, uint64_t offset_bytes, void *to, uint64_t size_bytes);
