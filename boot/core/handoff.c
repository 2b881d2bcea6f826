#include "boot/core/handoff.h"

#include <string.h>

#include "abi/bits.h"
#include "abi/boot_info.h"
#include "abi/x86.h"
#include "boot/base/cpu.h"
#include "boot/base/firmware.h"
#include "boot/base/jump.h"
#include "boot/base/random.h"
#include "boot/base/stop.h"
#include "boot/elf/elf.h"
#include "boot/memory/memory.h"
#include "boot/memory/paging.h"
#include "boot/memory/physical_map.h"
#include "boot/smp/bridge.h"
#include "boot/smp/cpus.h"

#define JUMP_AT 0xf00 /* struct jump, in the loader's page */

/* With 5 levels nothing else lies in the range of the recursive entry, unless
 * it is the first or last: those hold all addresses that 4 levels have. */
static void claim_recursive(struct space *space, uint32_t index)
{
	if (paging_levels() == 4)
		space_claim_area(space, "the recursive entry", paging_recursive_address(index),
		                 x86_level_size(4));
	else if (index == X86_PAGE_ENTRIES - 1)
		stop(ERROR_CONFIG_MAP, "recursive entry % is taken, with 5 levels of paging",
		     FACTS(NUMBER(index)));
}

static uint64_t map_size(void)
{
	return round_up(physical_map_size(), X86_PAGE_SIZE_1GIB);
}

/* A kernel whose addresses are those of its memory and an offset may have the map at
 * that offset: around itself, and up to the last of all addresses. */
static bool is_map_around(const struct elf_kernel *kernel)
{
	const struct boot_config *config = &kernel->requests.config;
	uint64_t base = config->physical_memory.address;

	if (!(config->flags & BOOT_LOAD_AT_PHYSICAL) ||
	    config->physical_memory.mode != BOOT_MAP_MODE_AT)
		return false;
	for (size_t i = 0; i < kernel->segment_count; i++) {
		uint64_t offset = kernel->segments[i].address - base;

		if (offset < physical_map_size() && offset != kernel->segments[i].physical)
			return false;
	}
	return true;
}

/* Where the map ends. */
static uint64_t map_end(const struct elf_kernel *kernel)
{
	uint64_t room = 0 - kernel->requests.config.physical_memory.address;

	return is_map_around(kernel) && room && room < physical_map_size() ? room
	                                                                   : physical_map_size();
}

static void claim_map(struct space *space, const struct elf_kernel *kernel)
{
	uint64_t base = kernel->requests.config.physical_memory.address;

	if (is_map_around(kernel))
		space_claim_around(space, "physical memory", base, map_end(kernel));
	else
		space_claim_area(space, "physical memory", base, map_size());
}

void handoff_claim(struct space *space, const struct elf_kernel *kernel)
{
	const struct boot_config *config = &kernel->requests.config;
	uint64_t stack = config->kernel_stack_size + X86_PAGE_SIZE; /* and guard */

	space_claim_area(space, "the stack", config->kernel_stack_top - stack, stack);
	space_claim_area(space, "the loader's page", BOOT_LOADER_PAGE_ADDRESS, X86_PAGE_SIZE);
	space_claim_area(space, "boot info", config->boot_info_address, INFO_SIZE_MAX);
	if (config->smp == BOOT_ON)
		space_claim_area(space, "the mailboxes", BOOT_MAILBOXES_ADDRESS,
		                 BOOT_CPUS_MAX * sizeof(struct boot_mailbox));
	if (config->physical_memory.mode == BOOT_MAP_MODE_AT)
		claim_map(space, kernel);
	if (config->recursive_index && config->recursive_index != BOOT_RECURSIVE_ANY)
		claim_recursive(space, config->recursive_index);
}

static void choose_map(struct space *space, struct boot_config *config)
{
	struct boot_map_request *map = &config->physical_memory;
	uint64_t start = config->kaslr.mode == BOOT_ON ? random_word() : 0;

	map->address = space_find(space, map_size(), X86_PAGE_SIZE_1GIB, start);
	if (!map->address)
		stop(ERROR_CONFIG_MAP, "no room for % bytes of physical memory in the high half",
		     FACTS(HEX(map_size())));
	space_claim_area(space, "physical memory", map->address, map_size());
}

static void choose_recursive(struct space *space, struct boot_config *config)
{
	uint64_t at = space_find(space, x86_level_size(4), x86_level_size(4), 0);

	if (!at)
		stop(ERROR_CONFIG_MAP, "no entry of the top-level page table is free", NULL);
	config->recursive_index = paging_levels() == 4
	                                  ? (uint32_t)(at / x86_level_size(4) % X86_PAGE_ENTRIES)
	                                  : X86_PAGE_ENTRIES / 2;
	claim_recursive(space, config->recursive_index);
}

void handoff_choose(struct space *space, struct boot_config *config)
{
	if (config->physical_memory.mode == BOOT_MAP_MODE_ANY)
		choose_map(space, config);
	if (config->recursive_index == BOOT_RECURSIVE_ANY)
		choose_recursive(space, config);
}

static uint64_t last_page(const struct elf_load *segment)
{
	return page_round_down(segment->address + (segment->memory_size - 1));
}

/* Maps the pages of one segment that its predecessor has not; a page that it
 * shares with its successor has the rights of both. */
static void map_segment(uint64_t root, const struct elf_kernel *kernel, size_t i)
{
	const struct elf_load *segment = &kernel->segments[i];
	uint64_t last = last_page(segment), begin = page_round_down(segment->address);
	uint64_t offset = segment->physical - segment->address;

	if (i > 0 && last_page(segment - 1) == begin) {
		if (begin == last)
			return;
		begin += X86_PAGE_SIZE;
	}
	if (i + 1 < kernel->segment_count && begin < last &&
	    page_round_down(segment[1].address) == last) {
		paging_map(root, begin, begin + offset, last - begin,
		           elf_page_rights(kernel, begin));
		begin = last;
	}
	paging_map(root, begin, begin + offset, last - begin + X86_PAGE_SIZE,
	           elf_page_rights(kernel, begin));
}

static void map_stack(uint64_t root, const struct boot_config *config)
{
	uint64_t size = config->kernel_stack_size;
	uint64_t base = memory_allocate(size, X86_PAGE_SIZE, 0, BOOT_MEMORY_KERNEL_STACK,
	                                "the kernel's stack");

	paging_map(root, config->kernel_stack_top - size, base, size, PAGE_WRITE);
}

/* The kernel's pages are mapped, with rights of their own. */
static void make_map(uint64_t root, const struct elf_kernel *kernel)
{
	static struct physical_hole holes[ELF_SEGMENTS_MAX];
	uint64_t base = kernel->requests.config.physical_memory.address;
	size_t count = 0;

	for (size_t i = 0; is_map_around(kernel) && i < kernel->segment_count; i++) {
		const struct elf_load *segment = &kernel->segments[i];

		if (segment->address - base == segment->physical)
			holes[count++] = (struct physical_hole){
				page_round_down(segment->physical),
				page_round_up(segment->physical + segment->memory_size)
			};
	}
	physical_map_make(root, base, map_end(kernel), holes, count);
}

static void map_requests(uint64_t root, const struct elf_kernel *kernel)
{
	const struct boot_config *config = &kernel->requests.config;

	map_stack(root, config);
	if (config->physical_memory.mode != BOOT_MAP_MODE_OFF)
		make_map(root, kernel);
	if (config->recursive_index)
		paging_map_self(root, config->recursive_index);
}

/* Puts the jump code where both spaces see it: the page table that leads there
 * is the kernel's, and the running tables borrow its topmost entry. Returns
 * where the loader writes what the code shall know. */
static struct jump *map_jump(uint64_t root)
{
	uint64_t page = memory_allocate(X86_PAGE_SIZE, X86_PAGE_SIZE, 0,
	                                BOOT_MEMORY_LOADER_RECLAIMABLE, "the loader's page");

	memcpy(memory_at(page), jump_code, (size_t)(jump_code_end - jump_code));
	paging_map(root, BOOT_LOADER_PAGE_ADDRESS, page, X86_PAGE_SIZE, PAGE_EXECUTE);
	if (paging_levels() == 4)
		paging_share(firmware_page_root(), root, BOOT_LOADER_PAGE_ADDRESS);
	return memory_at(page + JUMP_AT);
}

static struct jump jump_of(const struct elf_kernel *kernel, uint64_t root)
{
	const struct boot_config *config = &kernel->requests.config;

	return (struct jump){
		.cr3 = root,
		.stack_top = config->kernel_stack_top,
		.entry = kernel->entry,
		.boot_info = config->boot_info_address,
		.mailboxes = BOOT_MAILBOXES_ADDRESS,
		.cpu_count = cpus_mailbox_count(),
		.cr4 = paging_cr4(),
		.gdt_limit = (uint16_t)(jump_gdt_end - jump_gdt - 1),
		.gdt_base = BOOT_LOADER_PAGE_ADDRESS + (uint64_t)(jump_gdt - jump_code),
	};
}

/* The bridge, if anyone must cross it; 0 if not, or if there is no room for it,
 * which leaves the other CPUs off. */
static uint64_t build_bridge(uint64_t root, const struct boot_config *config)
{
	uint64_t bridge;

	if (config->smp == BOOT_ON)
		cpus_prepare(root);
	if (!cpus_mailbox_count() && paging_levels() == 4)
		return 0;
	bridge = bridge_build(root);
	if (!bridge && paging_levels() == 5)
		stop(ERROR_MEMORY, "5 levels of paging need a free page below 640 KiB", NULL);
	return bridge;
}

static void start_cpus(uint64_t bridge)
{
	bridge_point(bridge, BOOT_LOADER_PAGE_ADDRESS + (uint64_t)(jump_park - jump_code),
	             BOOT_LOADER_PAGE_ADDRESS + JUMP_AT);
	cpus_start(bridge);
}

static _Noreturn void leave(uint64_t bridge)
{
	uint64_t argument = BOOT_LOADER_PAGE_ADDRESS + JUMP_AT;

	if (paging_levels() == 4)
		((jump_function *)BOOT_LOADER_PAGE_ADDRESS)((const struct jump *)argument);
	bridge_point(bridge, BOOT_LOADER_PAGE_ADDRESS, argument);
	bridge_cross(bridge);
}

_Noreturn void handoff_enter(struct handoff *handoff)
{
	const struct elf_kernel *kernel = handoff->kernel;
	const struct boot_config *config = &kernel->requests.config;
	uint64_t root = paging_create(), bridge;
	struct info info = { 0 };
	struct jump *jump;

	cpus_find();
	for (size_t i = 0; i < kernel->segment_count; i++)
		map_segment(root, kernel, i);
	map_requests(root, kernel);
	jump = map_jump(root);
	bridge = build_bridge(root, config);
	*jump = jump_of(kernel, root);
	if (config->physical_memory.mode != BOOT_MAP_MODE_OFF)
		handoff->map_end = map_end(kernel);
	info_write(&info, handoff);
	paging_map(root, info.virtual_base, info.physical, info.size_bytes, PAGE_READ);

	firmware_leave();
	if (bridge)
		start_cpus(bridge);
	info_finish(&info);
	info.boot->tsc.kernel_start = cpu_read_tsc();
	leave(bridge);
}
