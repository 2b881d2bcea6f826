/* memory: the firmware's memory map, pages from it, and the end of boot
 * services (UEFI 2.10, 7.2 and 7.4.6). */
#include "boot/memory/memory.h"

#include <string.h>

#include "abi/x86.h"
#include "boot/base/cpu.h"
#include "boot/base/firmware.h"
#include "boot/base/pic.h"
#include "boot/base/stop.h"
#include "boot/memory/identity.h"
#include "boot/uefi/screen.h"
#include "boot/uefi/uefi.h"

#define MAP_BYTES_MAX (64u << 10)
#define LEAVE_TRIES   8
#define LOW_LAST      0x9ffffull /* of the first 640 KiB */

/* The map as the firmware told it last. */
static struct {
	size_t size_bytes, key, descriptor_size;
	uint32_t version;
	uint8_t bytes[MAP_BYTES_MAX] __attribute__((aligned(8)));
} map;

static void map_read(void)
{
	efi_status status;

	map.size_bytes = sizeof map.bytes;
	status = uefi.boot->get_memory_map(&map.size_bytes, map.bytes, &map.key,
	                                   &map.descriptor_size, &map.version);
	if (status == EFI_BUFFER_TOO_SMALL)
		stop(ERROR_MEMORY_MAP,
		     "the firmware's memory map has % bytes; the limit is % (MAP_BYTES_MAX)",
		     FACTS(NUMBER(map.size_bytes), NUMBER(MAP_BYTES_MAX)));
	if (status || map.size_bytes > sizeof map.bytes ||
	    map.descriptor_size < sizeof(struct efi_memory_descriptor))
		stop(ERROR_MEMORY_MAP,
		     "the firmware provides no memory map: status %, descriptors of % bytes",
		     FACTS(HEX(status), NUMBER(map.descriptor_size)));
}

static size_t map_count(void)
{
	return map.size_bytes / map.descriptor_size;
}

/* Firmware counts in steps of its own, which need not suit the structure. */
static struct efi_memory_descriptor map_at(size_t i)
{
	struct efi_memory_descriptor descriptor;

	memcpy(&descriptor, map.bytes + i * map.descriptor_size, sizeof descriptor);
	return descriptor;
}

/* More than there is, where it cannot be said. */
static uint64_t size_of(const struct efi_memory_descriptor *descriptor)
{
	if (descriptor->page_count > UINT64_MAX / X86_PAGE_SIZE)
		return UINT64_MAX;
	return descriptor->page_count * X86_PAGE_SIZE;
}

/* What memory is once boot services have ended. */
static enum boot_memory_kind kind_of(const struct efi_memory_descriptor *descriptor)
{
	if (descriptor->attribute & EFI_MEMORY_RUNTIME)
		return BOOT_MEMORY_RESERVED;
	switch (descriptor->type) {
	case EFI_LOADER_CODE:
	case EFI_LOADER_DATA:
	case EFI_BOOT_SERVICES_CODE:
	case EFI_BOOT_SERVICES_DATA:
	case EFI_CONVENTIONAL_MEMORY: return BOOT_MEMORY_USABLE;
	case EFI_ACPI_RECLAIM_MEMORY: return BOOT_MEMORY_ACPI_RECLAIMABLE;
	case EFI_ACPI_MEMORY_NVS:     return BOOT_MEMORY_ACPI_NVS;
	case EFI_UNUSABLE_MEMORY:     return BOOT_MEMORY_BAD;
	default:                      return BOOT_MEMORY_RESERVED;
	}
}

/* Regions being gathered. */
struct gathering {
	struct boot_memory_region *regions;
	size_t count, limit;
};

static void gather(struct gathering *to, uint64_t base, uint64_t size_bytes,
                   enum boot_memory_kind kind)
{
	struct boot_memory_region *last = to->count ? &to->regions[to->count - 1] : NULL;

	if (!size_bytes)
		return;
	if (last && last->kind == (uint32_t)kind && last->base + last->size_bytes == base &&
	    last->base < base && base + size_bytes > base) {
		last->size_bytes += size_bytes;
		return;
	}
	if (to->count == to->limit)
		stop(ERROR_MEMORY_MAP,
		     "the firmware's memory map exceeds % entries (MEMORY_FIRMWARE_REGIONS_MAX)",
		     FACTS(NUMBER(to->limit)));
	to->regions[to->count++] = (struct boot_memory_region){ base, size_bytes, kind, 0 };
}

size_t firmware_memory_map(struct boot_memory_region *regions, size_t limit)
{
	struct gathering all = { regions, 0, limit };

	map_read();
	for (size_t i = 0; i < map_count(); i++) {
		struct efi_memory_descriptor entry = map_at(i);

		gather(&all, entry.physical_start, size_of(&entry), kind_of(&entry));
	}
	gather(&all, 0, X86_PAGE_SIZE, BOOT_MEMORY_FRAME_ZERO);
	gather(&all, uefi.loaded->image_base, uefi.loaded->image_size_bytes,
	       BOOT_MEMORY_LOADER_RECLAIMABLE);
	return all.count;
}

uint64_t firmware_memory_limit(void)
{
	return IDENTITY_END;
}

uint64_t firmware_physical_end(void)
{
	return cpu_physical_end();
}

/* The highest place in free memory below the limit; 0: none. Frame 0 is never
 * free. */
static uint64_t place_in(const struct efi_memory_descriptor *free, uint64_t size_bytes,
                         uint64_t alignment, uint64_t phase)
{
	uint64_t base = free->physical_start, end = base + size_of(free);
	uint64_t place;

	if (end > IDENTITY_END)
		end = IDENTITY_END;
	if (!base)
		base = X86_PAGE_SIZE;
	if (end < base || end - base < size_bytes)
		return 0;
	place = end - size_bytes;
	place -= (place - phase) & (alignment - 1);
	return place >= base && place < end ? place : 0;
}

/* The highest pages below an address that the firmware has free; 0: none. */
static uint64_t allocate_below(uint64_t last, uint64_t size_bytes)
{
	uint64_t place = last;

	if (uefi.boot->allocate_pages(EFI_ALLOCATE_MAX_ADDRESS, EFI_LOADER_DATA,
	                              size_bytes / X86_PAGE_SIZE, &place))
		return 0;
	return place;
}

/* The firmware takes memory too, so the map is read anew each time: it costs
 * edk2 100,000 instructions. Any place will do for most, and takes none of it. */
uint64_t firmware_allocate(uint64_t size_bytes, uint64_t alignment, uint64_t phase)
{
	if (alignment == X86_PAGE_SIZE)
		return allocate_below(IDENTITY_END - 1, size_bytes);
	map_read();
	for (size_t i = map_count(); i > 0; i--) {
		struct efi_memory_descriptor free = map_at(i - 1);
		uint64_t place = 0;

		if (free.type == EFI_CONVENTIONAL_MEMORY && kind_of(&free) == BOOT_MEMORY_USABLE)
			place = place_in(&free, size_bytes, alignment, phase);
		if (place && uefi.boot->allocate_pages(EFI_ALLOCATE_ADDRESS, EFI_LOADER_DATA,
		                                       size_bytes / X86_PAGE_SIZE, &place) == 0)
			return place;
	}
	return 0;
}

bool firmware_take(uint64_t base, uint64_t size_bytes)
{
	return uefi.boot->allocate_pages(EFI_ALLOCATE_ADDRESS, EFI_LOADER_DATA,
	                                 size_bytes / X86_PAGE_SIZE, &base) == 0;
}

uint64_t firmware_allocate_low(void)
{
	return allocate_below(LOW_LAST, X86_PAGE_SIZE);
}

/* The firmware's topmost table may be write-protected, and is not ours: the
 * hand-off gets a copy, which firmware_leave puts in force. */
uint64_t firmware_page_root(void)
{
	static uint64_t root[X86_PAGE_ENTRIES] __attribute__((aligned(X86_PAGE_SIZE)));

	if (!root[0])
		memcpy(root, memory_at(cpu_read_cr3() & X86_PAGE_ADDRESS), sizeof root);
	return (uintptr_t)root;
}

static void end_boot_services(void)
{
	struct efi_boot_services *boot = uefi.boot;
	efi_status status = EFI_INVALID_PARAMETER;

	/* An event that is signalled by the end may change the map: again, then. */
	for (int i = 0; status == EFI_INVALID_PARAMETER && i < LEAVE_TRIES; i++) {
		map_read();
		screen_end();
		status = boot->exit_boot_services(uefi.image, map.key);
	}
	if (status)
		stop(ERROR_FIRMWARE,
		     "the firmware does not exit boot services: status %, tried % times",
		     FACTS(HEX(status), NUMBER(LEAVE_TRIES)));
	uefi.boot = NULL;
}

void firmware_leave(void)
{
	end_boot_services();
	cpu_interrupts_off();
	pic_mask();
	cpu_write_cr3(firmware_page_root());
	for (size_t i = 0; i < map_count(); i++) {
		struct efi_memory_descriptor entry = map_at(i);

		if (kind_of(&entry) != BOOT_MEMORY_USABLE)
			memory_reserve(entry.physical_start, size_of(&entry), kind_of(&entry));
	}
}

struct boot_efi firmware_efi(void)
{
	return (struct boot_efi){
		.system_table = (uintptr_t)uefi.system,
		.memory_map = map.bytes,
		.memory_map_size_bytes = map.size_bytes,
		.descriptor_size_bytes = (uint32_t)map.descriptor_size,
		.descriptor_version = map.version,
	};
}
