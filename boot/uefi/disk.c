#include "boot/uefi/disk.h"

#include <stdbool.h>
#include <string.h>

#include "abi/bits.h"
#include "boot/base/firmware.h"
#include "boot/base/stop.h"

/* Read at least: small reads come in flocks, and edk2's IDE driver waits 10 ms in
 * every command. So much is still one command of an ATA disk below 128 GiB; the
 * files of a small kernel lie within. */
#define WINDOW_BYTES     (128u << 10)
#define DIRECT_BYTES_MIN (32u << 10) /* what is more goes straight to its place */
#define READ_BYTES_MAX   (8u << 20)  /* of one call: firmware drivers have limits */
#define BLOCK_BYTES_MAX  4096
#define WINDOW_SHRINK    16 /* by this, after a failure */
#define TRIES            3
#define PATH_NODES_MAX   64

static struct {
	struct efi_block_io *io;
	uint64_t block_bytes, size_bytes;
	uint64_t alignment;               /* of buffers; a power of two */
	uint64_t window_base, window_end; /* what the window holds */
} disk;

static uint8_t window[WINDOW_BYTES] __attribute__((aligned(4096)));

void uefi_disk_start(efi_handle device)
{
	const struct efi_block_media *media;

	disk.io = uefi_protocol(device, &EFI_BLOCK_IO_GUID);
	if (!disk.io)
		stop(ERROR_UEFI_DISK,
		     "the loader was not read from a disk: put it on a FAT "
		     "partition as EFI/BOOT/BOOTX64.EFI",
		     NULL);
	media = disk.io->media;
	disk.block_bytes = media->block_size_bytes;
	disk.size_bytes = (media->last_block + 1) * disk.block_bytes;
	disk.alignment = media->alignment ? media->alignment : 1;
	if (!is_power_of_two(disk.block_bytes) || disk.block_bytes > BLOCK_BYTES_MAX ||
	    !is_power_of_two(disk.alignment))
		stop(ERROR_UEFI_DISK, "the disk has blocks of % bytes, aligned to %",
		     FACTS(NUMBER(disk.block_bytes), NUMBER(disk.alignment)));
}

uint64_t uefi_disk_size(void)
{
	return disk.size_bytes;
}

/* Whole blocks, to memory as the device wants it aligned. The firmware's status,
 * 0 when all have come. */
static efi_status read_blocks(uint64_t offset_bytes, void *to, size_t size_bytes)
{
	efi_status status = 0;

	for (int i = 0; i < TRIES; i++) {
		status = disk.io->read_blocks(disk.io, disk.io->media->media_id,
		                              offset_bytes / disk.block_bytes, size_bytes, to);
		if (status == 0)
			break;
	}
	return status;
}

static uint64_t smaller(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* What a large read can take from the disk to its place at once: 0 if its
 * beginning must come through the window. */
static uint64_t direct_size(uint64_t offset_bytes, const void *to, uint64_t size_bytes)
{
	uint64_t size = smaller(size_bytes, READ_BYTES_MAX) & ~(disk.block_bytes - 1);

	if (offset_bytes % disk.block_bytes || (uintptr_t)to % disk.alignment)
		return 0;
	return size >= DIRECT_BYTES_MIN ? size : 0;
}

static bool window_has(uint64_t offset_bytes)
{
	return offset_bytes >= disk.window_base && offset_bytes < disk.window_end;
}

/* From the block of a byte on. Asks for less after a failure, until that block is
 * read alone: what nobody has asked for may well be unreadable. */
static void fill_window(uint64_t offset_bytes)
{
	uint64_t base = offset_bytes & ~(disk.block_bytes - 1);
	uint64_t size = smaller(WINDOW_BYTES, disk.size_bytes - base);
	efi_status status;

	disk.window_end = disk.window_base;
	while ((status = read_blocks(base, window, size)) && size > disk.block_bytes)
		size = round_up(size / WINDOW_SHRINK, disk.block_bytes);
	if (status)
		stop(ERROR_DISK_READ,
		     "the disk fails to read % bytes at byte % of the partition: "
		     "firmware status %, tried % times",
		     FACTS(NUMBER(size), NUMBER(base), HEX(status), NUMBER(TRIES)));
	disk.window_base = base;
	disk.window_end = base + size;
}

/* What goes past the window, if the disk reads that at once; else nothing. */
static uint64_t read_direct(uint64_t offset_bytes, void *to, uint64_t size_bytes)
{
	uint64_t size = direct_size(offset_bytes, to, size_bytes);

	return size && read_blocks(offset_bytes, to, size) == 0 ? size : 0;
}

static uint64_t read_window(uint64_t offset_bytes, void *to, uint64_t size_bytes)
{
	uint64_t size;

	if (!window_has(offset_bytes))
		fill_window(offset_bytes);
	size = smaller(size_bytes, disk.window_end - offset_bytes);
	memcpy(to, window + (offset_bytes - disk.window_base), size);
	return size;
}

void firmware_disk_read(uint64_t offset_bytes, void *to, size_t size_bytes)
{
	uint8_t *at = to;

	if (offset_bytes > disk.size_bytes || size_bytes > disk.size_bytes - offset_bytes)
		stop(ERROR_DISK_READ, "% bytes at byte % lie outside the partition's %",
		     FACTS(NUMBER(size_bytes), NUMBER(offset_bytes), NUMBER(disk.size_bytes)));
	while (size_bytes) {
		uint64_t count = 0;

		if (!window_has(offset_bytes))
			count = read_direct(offset_bytes, at, size_bytes);
		if (!count)
			count = read_window(offset_bytes, at, size_bytes);
		at += count;
		offset_bytes += count;
		size_bytes -= count;
	}
}

/* The node of a partition in the device's path: what boot info tells of it. */
static const struct efi_hard_drive_path *find_partition(const struct efi_device_path *path)
{
	const struct efi_hard_drive_path *found = NULL;

	for (int i = 0; path && path->type != EFI_PATH_END && i < PATH_NODES_MAX; i++) {
		size_t size = path->size_bytes[0] | (size_t)path->size_bytes[1] << 8;

		if (path->type == EFI_PATH_MEDIA && path->subtype == EFI_MEDIA_HARD_DRIVE &&
		    size >= sizeof *found)
			found = (const struct efi_hard_drive_path *)path;
		path = (const struct efi_device_path *)((const uint8_t *)path + size);
	}
	return found;
}

struct boot_device firmware_boot_device(void)
{
	const struct efi_hard_drive_path *partition =
		find_partition(uefi_protocol(uefi.loaded->device, &EFI_DEVICE_PATH_GUID));
	struct boot_device device = { 0 };

	if (!disk.io) /* we came by a network */
		return device;
	device.sector_count = disk.size_bytes / disk.block_bytes;
	device.sector_size_bytes = (uint32_t)disk.block_bytes;
	if (!partition)
		return device;
	device.first_lba = partition->first_lba;
	if (partition->signature_type == EFI_SIGNATURE_GUID)
		memcpy(device.partition_guid, partition->signature, sizeof device.partition_guid);
	return device;
}
