#include "boot/smp/bridge.h"

#include <string.h>

#include "abi/boot_config.h"
#include "abi/x86.h"
#include "boot/memory/memory.h"
#include "boot/memory/paging.h"

extern const uint8_t bridge_code[], bridge_32[], bridge_64[], bridge_code_end[];
_Noreturn void bridge_descend(struct bridge *bridge);

static struct bridge *data_of(uint64_t page)
{
	return memory_at(page + (size_t)(bridge_code_end - bridge_code));
}

/* Tables with the page at its own address, and the loader's page. */
static uint64_t make_tables(uint64_t page, uint64_t root)
{
	uint64_t tables = paging_create();

	paging_map(tables, page, page, X86_PAGE_SIZE, PAGE_WRITE | PAGE_EXECUTE);
	paging_share(tables, root, BOOT_LOADER_PAGE_ADDRESS);
	return tables;
}

uint64_t bridge_build(uint64_t root)
{
	uint64_t page = memory_allocate_low();
	struct bridge *bridge = data_of(page);

	if (!page)
		return 0;
	memcpy(memory_at(page), bridge_code, (size_t)(bridge_code_end - bridge_code));
	*bridge = (struct bridge){
		.cr3 = (uint32_t)make_tables(page, root),
		.cr4 = (uint32_t)paging_cr4(),
		.gdt_limit = sizeof bridge->gdt - 1,
		.gdt_base = (uintptr_t)bridge->gdt,
		.offset32 = (uint32_t)(page + (size_t)(bridge_32 - bridge_code)),
		.selector32 = BRIDGE_CODE32,
		.offset64 = (uint32_t)(page + (size_t)(bridge_64 - bridge_code)),
		.selector64 = SELECTOR_CODE64,
	};
	bridge->gdt[SELECTOR_CODE64 / 8] = X86_DESCRIPTOR_CODE64;
	bridge->gdt[SELECTOR_DATA / 8] = X86_DESCRIPTOR_DATA;
	bridge->gdt[BRIDGE_CODE32 / 8] = X86_DESCRIPTOR_CODE32;
	return page;
}

void bridge_point(uint64_t page, uint64_t target, uint64_t argument)
{
	data_of(page)->target = target;
	data_of(page)->argument = argument;
}

_Noreturn void bridge_cross(uint64_t page)
{
	bridge_descend(data_of(page));
}
