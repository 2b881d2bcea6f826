/* page_reclaim: see <ingot/page.h>. */
#include <ingot/boot_info.h>
#include <ingot/mapping.h>
#include <ingot/page.h>

#include "kit/smp/smp.h"

static bool cpus_are_parked(const struct boot_cpus *cpus)
{
	if (smp_all_have_left && smp_all_have_left())
		return false;
	for (size_t i = 0; i < cpus->count; i++)
		if (cpus->list[i].state == BOOT_CPU_PARKED)
			return true;
	return false;
}

/* So that nobody finds later what is somebody else's page by then. */
static void unmap(uint64_t address, uint64_t size_max)
{
	for (uint64_t at = address; at - address < size_max; at += PAGE_SIZE)
		if (paging_walk(at).mapped)
			(void)mapping_remove(at, PAGE_SIZE);
}

/* Page 0 is no page, and the map's neighbours may reach over what is mapped. */
static uint64_t give(const struct boot_memory_region *region)
{
	phys_t base = region->base == 0 ? PAGE_SIZE : region->base;
	phys_t end = region->base + region->size_bytes;

	if (region->kind != BOOT_MEMORY_LOADER_RECLAIMABLE || base >= end ||
	    !memory_to_virtual(end - 1))
		return 0;
	page_add_region(base, end - base);
	return end - base;
}

const char *page_reclaim_loader(uint64_t *size_bytes)
{
	static bool done;
	const struct boot_info *boot = boot_info_get();

	if (boot->physical_memory_size_bytes == 0)
		return "physical memory is not mapped";
	if (cpus_are_parked(&boot->cpus))
		return "other CPUs are still parked in loader memory: call smp_start first";
	if (__atomic_exchange_n(&done, true, __ATOMIC_ACQ_REL))
		return "already reclaimed";
	unmap(BOOT_MAILBOXES_ADDRESS, BOOT_CPUS_MAX * sizeof(struct boot_mailbox));
	unmap(BOOT_LOADER_PAGE_ADDRESS, PAGE_SIZE);
	*size_bytes = 0;
	for (size_t i = 0; i < boot->memory_map.count; i++)
		*size_bytes += give(&boot->memory_map.regions[i]);
	return NULL;
}
