/* memory: see <ingot/memory.h>. */
#include "kit/base/memory.h"

#include <ingot/boot_info.h>
#include <runtime.h>
#include <stdbool.h>

#include "abi/x86.h"

void *memory_to_virtual(phys_t physical)
{
	const struct boot_info *boot = boot_info_get();

	if (!boot || physical >= boot->physical_memory_size_bytes)
		return NULL;
	return (void *)(boot->physical_memory_offset + physical);
}

phys_t memory_to_physical(const void *address)
{
	return (phys_t)address - boot_info_get()->physical_memory_offset;
}

const char *memory_get_kind_name(uint32_t kind)
{
	static const char *const names[] = {
		[BOOT_MEMORY_USABLE] = "usable",
		[BOOT_MEMORY_RESERVED] = "reserved",
		[BOOT_MEMORY_ACPI_RECLAIMABLE] = "ACPI tables",
		[BOOT_MEMORY_ACPI_NVS] = "ACPI non-volatile",
		[BOOT_MEMORY_BAD] = "bad",
		[BOOT_MEMORY_LOADER_RECLAIMABLE] = "loader, reclaimable",
		[BOOT_MEMORY_KERNEL] = "kernel",
		[BOOT_MEMORY_KERNEL_STACK] = "kernel stack",
		[BOOT_MEMORY_PAGE_TABLES] = "page tables",
		[BOOT_MEMORY_BOOT_INFO] = "boot info",
		[BOOT_MEMORY_MODULE] = "module",
		[BOOT_MEMORY_FRAMEBUFFER] = "framebuffer",
		[BOOT_MEMORY_FRAME_ZERO] = "real-mode vectors",
	};

	if (kind >= sizeof names / sizeof names[0] || !names[kind])
		return "unknown";
	return names[kind];
}

/* Weak: see memory_give_heap's promise about kernels without a heap. */
__attribute__((weak)) void heap_add_region(void *base, size_t size_bytes);

static void memory_give_region(const struct boot_memory_region *region)
{
	phys_t end = region->base + region->size_bytes;
	phys_t base = region->base < MEMORY_LOW_END ? MEMORY_LOW_END : region->base;
	void *memory = memory_to_virtual(base);

	if (region->kind == BOOT_MEMORY_USABLE && base < end && memory)
		heap_add_region(memory, end - base);
}

/* Weak: linked into kernels only that call for it. */
__attribute__((weak)) void heap_set_grow(bool (*grow)(size_t size_bytes));

static bool memory_grow_heap(size_t size_bytes)
{
	size_t count = (size_bytes + X86_PAGE_SIZE - 1) / X86_PAGE_SIZE;
	phys_t first = page_take_run(count);

	if (first != 0)
		heap_add_region(memory_to_virtual(first), count * X86_PAGE_SIZE);
	return first != 0;
}

static void memory_start_pages(const struct boot_info *boot)
{
	page_start(boot);
	if (heap_set_grow)
		heap_set_grow(memory_grow_heap);
	if (mapping_start)
		mapping_start(boot);
}

__attribute__((weak)) void memory_give_heap(const struct boot_info *boot)
{
	if (page_start) {
		memory_start_pages(boot);
		return;
	}
	if (!heap_add_region)
		return;
	for (size_t i = 0; i < boot->memory_map.count; i++)
		memory_give_region(&boot->memory_map.regions[i]);
}
