/* main: the UEFI front end. The firmware has loaded us as an application,
 * entry.S has relocated us. */
#include "boot/core/main.h"

#include "boot/base/console.h"
#include "boot/base/cpu.h"
#include "boot/base/firmware.h"
#include "boot/base/stop.h"
#include "boot/file/fat.h"
#include "boot/file/files.h"
#include "boot/uefi/attached.h"
#include "boot/uefi/disk.h"
#include "boot/uefi/trap.h"
#include "boot/uefi/uefi.h"

#define FILES_PLACE    "the EFI system partition"
#define ATTACHED_PLACE "the file that the loader came in"

struct uefi uefi;
static const struct bundle *attached; /* NULL: files are on the disk */

_Noreturn void uefi_main(efi_handle image, struct efi_system_table *system, uint64_t tsc_start);

void *uefi_protocol(efi_handle handle, const struct efi_guid *protocol)
{
	void *interface = NULL;

	if (!handle || uefi.boot->handle_protocol(handle, protocol, &interface) != 0)
		return NULL;
	return interface;
}

_Noreturn void uefi_main(efi_handle image, struct efi_system_table *system, uint64_t tsc_start)
{
	uefi.image = image;
	uefi.system = system;
	uefi.boot = system->boot_services;
	uefi_trap_start();
	console_start();
	console_begin_text();
	uefi.boot->set_watchdog_timer(0, 0, 0, NULL); /* resets after 5 minutes, else */
	if (!cpu_has_no_execute())
		stop(ERROR_NO_EXECUTE, "this processor has no no-execute (NX) pages", NULL);
	if (cpu_read_cr4() & X86_CR4_LA57)
		stop(ERROR_UEFI_PAGING,
		     "the firmware runs with 5-level paging: switch it off in its setup", NULL);
	uefi.loaded = uefi_protocol(image, &EFI_LOADED_IMAGE_GUID);
	if (!uefi.loaded)
		stop(ERROR_FIRMWARE, "the firmware does not tell which image it loaded", NULL);
	attached = attached_find((const void *)(uintptr_t)uefi.loaded->image_base);
	if (!attached)
		uefi_disk_start(uefi.loaded->device);
	loader_main(tsc_start);
}

/* Without files of our own the volume is what the firmware read us from: a partition, a
 * CD's boot image, or a disk without partitions. */
bool file_open(struct file *file, const char *path)
{
	static struct fat_volume volume;
	static bool is_open;

	if (attached)
		return bundle_file_open(attached, file, path);
	if (!is_open)
		fat_open_volume(&volume, (struct partition){ .size_bytes = uefi_disk_size() });
	is_open = true;
	if (!fat_open(&file->on_disk, &volume, path))
		return false;
	file->size_bytes = file->on_disk.size_bytes;
	file->in_place = NULL;
	return true;
}

/* Within the file: what fits there fits FAT's 32 bits. */
void file_read(struct file *file, uint64_t offset_bytes, void *to, uint64_t size_bytes)
{
	if (attached)
		bundle_file_read(file, offset_bytes, to, size_bytes);
	else
		fat_read(&file->on_disk, (uint32_t)offset_bytes, to, (uint32_t)size_bytes);
}

const char *file_place(void)
{
	return attached ? ATTACHED_PLACE : FILES_PLACE;
}

/* Load options are whatever made the boot entry: a GUID as often as text. */
const char *firmware_command_line(void)
{
	return "";
}

static uint64_t find_table(const struct efi_guid *guid)
{
	for (size_t i = 0; i < uefi.system->table_count; i++)
		if (EFI_GUID_EQUAL(&uefi.system->tables[i].guid, guid))
			return uefi.system->tables[i].table;
	return 0;
}

uint64_t firmware_acpi_rsdp(void)
{
	uint64_t table = find_table(&EFI_ACPI_20_TABLE_GUID);

	return table ? table : find_table(&EFI_ACPI_10_TABLE_GUID);
}

uint64_t firmware_smbios(void)
{
	uint64_t table = find_table(&EFI_SMBIOS3_TABLE_GUID);

	return table ? table : find_table(&EFI_SMBIOS_TABLE_GUID);
}

enum boot_firmware firmware_kind(void)
{
	return BOOT_FIRMWARE_UEFI;
}

uint32_t firmware_boot_drive(void)
{
	return 0;
}
