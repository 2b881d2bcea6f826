/* main: the BIOS front end. entry.S has brought us into long mode, and only the
 * first part of stage 2 is in memory. */
#include "boot/core/main.h"

#include "boot/base/console.h"
#include "boot/base/firmware.h"
#include "boot/base/pic.h"
#include "boot/base/smbios.h"
#include "boot/base/trap.h"
#include "boot/bios/disk.h"
#include "boot/bios/memlayout.h"
#include "boot/bios/rest.h"
#include "boot/file/disk_files.h"
#include "boot/memory/identity.h"

_Noreturn void bios_main(uint8_t drive, uint64_t tsc_start);

_Noreturn void bios_main(uint8_t drive, uint64_t tsc_start)
{
	identity_complete((uint64_t *)IDENTITY_TABLES);
	trap_start();
	console_start();
	disk_start(drive);
	rest_load();
	disk_start_rest();
	loader_main(tsc_start);
}

const char *firmware_command_line(void)
{
	return "";
}

enum boot_firmware firmware_kind(void)
{
	return BOOT_FIRMWARE_BIOS;
}

uint64_t firmware_page_root(void)
{
	return IDENTITY_TABLES;
}

bool file_open(struct file *file, const char *path)
{
	return disk_file_open(file, path);
}

void file_read(struct file *file, uint64_t offset_bytes, void *to, uint64_t size_bytes)
{
	disk_file_read(file, offset_bytes, to, size_bytes);
}

struct boot_device firmware_boot_device(void)
{
	return disk_files_device();
}

uint64_t firmware_smbios(void)
{
	return smbios_search();
}

struct boot_efi firmware_efi(void)
{
	return (struct boot_efi){ 0 };
}

const char *file_place(void)
{
	return DISK_FILES_PLACE;
}

void firmware_leave(void)
{
	disk_leave();
	pic_mask();
}
