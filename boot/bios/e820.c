/* e820: the memory map of the firmware (ACPI 6.5, 15.1: INT 15h E820h). */
#include "boot/base/e820.h"

#include <string.h>

#include "abi/x86.h"
#include "boot/base/bda.h"
#include "boot/base/cpu.h"
#include "boot/base/firmware.h"
#include "boot/base/stop.h"
#include "boot/bios/memlayout.h"
#include "boot/bios/thunk.h"
#include "boot/memory/identity.h"
#include "boot/memory/memory.h"

#define SMAP              0x534d4150u
#define OURS              3    /* regions that we add ourselves */
#define CALLS_MAX         1024 /* some firmware lists what is empty, too */
#define ATTRIBUTE_ENABLED 1    /* else the entry means nothing */
#define LOW_KIB_MAX       640
#define LOW_END           0x100000

struct e820_entry {
	uint64_t base, size_bytes;
	uint32_t type;
	uint32_t attributes; /* ACPI 3.0: only if 24 bytes came */
};
_Static_assert(sizeof(struct e820_entry) == 24, "ACPI 15.1");

static struct e820_entry buffer; /* .bss: below 1 MiB */

/* One entry; regs carry the firmware's place in its list. 0 when it has none. */
static uint32_t next_entry(struct bios_registers *regs, struct e820_entry *entry)
{
	uint32_t size;

	buffer = (struct e820_entry){ .attributes = ATTRIBUTE_ENABLED };
	regs->eax = 0xe820;
	regs->edx = SMAP;
	regs->ecx = sizeof buffer;
	regs->es = (uint16_t)((uintptr_t)&buffer >> 4);
	regs->edi = (uintptr_t)&buffer & 15;
	bios_call(0x15, regs);
	size = regs->ecx;
	if (regs->flags & X86_FLAGS_CF || regs->eax != SMAP || size < 20)
		return 0;
	*entry = buffer;
	if (size < sizeof buffer)
		entry->attributes = ATTRIBUTE_ENABLED;
	return size;
}

/* Gathers what the firmware's memory map tells, behind the regions of ours. */
static size_t gather(struct boot_memory_region *regions, size_t count, size_t limit)
{
	struct bios_registers regs = { 0 };
	struct e820_entry entry;
	size_t calls = 0;

	while (next_entry(&regs, &entry)) {
		if (++calls > CALLS_MAX)
			stop(ERROR_MEMORY_MAP,
			     "the firmware's memory map does not end after % entries (CALLS_MAX)",
			     FACTS(NUMBER(CALLS_MAX)));
		if (entry.size_bytes && entry.attributes & ATTRIBUTE_ENABLED) {
			if (count == limit)
				stop(ERROR_MEMORY_MAP,
				     "the firmware's memory map exceeds "
				     "% entries (MEMORY_FIRMWARE_REGIONS_MAX)",
				     FACTS(NUMBER(limit - OURS)));
			regions[count++] = (struct boot_memory_region){ entry.base,
				                                        entry.size_bytes,
				                                        e820_kind(entry.type), 0 };
		}
		if (!regs.ebx)
			break;
	}
	return count;
}

static uint64_t low_memory_end(void)
{
	uint16_t kib = *(const volatile uint16_t *)BDA_LOW_MEMORY;

	if (kib < LOW_MEMORY_KIB)
		stop(ERROR_LOW_MEMORY,
		     "the firmware leaves % KiB of low memory, the loader needs %",
		     FACTS(NUMBER(kib), NUMBER(LOW_MEMORY_KIB)));
	return kib < LOW_KIB_MAX ? kib * 1024ull : LOW_KIB_MAX * 1024ull;
}

/* From the EBDA to 1 MiB there is no memory to be had, whatever the map says: the
 * firmware's data, the screen, ROMs. */
size_t firmware_memory_map(struct boot_memory_region *regions, size_t limit)
{
	uint64_t low_end = low_memory_end();
	const struct boot_memory_region ours[OURS] = {
		{ 0, X86_PAGE_SIZE, BOOT_MEMORY_FRAME_ZERO, 0 },
		{ LOADER_BASE, LOADER_END - LOADER_BASE, BOOT_MEMORY_LOADER_RECLAIMABLE, 0 },
		{ low_end, LOW_END - low_end, BOOT_MEMORY_RESERVED, 0 },
	};
	size_t count;

	memcpy(regions, ours, sizeof ours);
	count = gather(regions, OURS, limit);
	if (count == OURS)
		stop(ERROR_MEMORY_MAP, "the firmware provides no memory map (INT 15h E820h)", NULL);
	return count;
}

uint64_t firmware_memory_limit(void)
{
	return IDENTITY_END;
}

uint64_t firmware_physical_end(void)
{
	return cpu_physical_end();
}

uint64_t firmware_allocate(uint64_t size_bytes, uint64_t alignment, uint64_t phase)
{
	return memory_find(size_bytes, alignment, phase);
}

bool firmware_take(uint64_t base, uint64_t size_bytes)
{
	(void)base;
	(void)size_bytes;
	return true;
}

uint64_t firmware_allocate_low(void)
{
	return memory_find_low();
}
