#include "boot/handoff.h"

#include <string.h>

#include "abi/boot_info.h"
#include "abi/x86.h"
#include "boot/cpu.h"
#include "boot/firmware.h"
#include "boot/jump.h"
#include "boot/memory.h"
#include "boot/paging.h"
#include "boot/physical_map.h"
#include "boot/stop.h"

#define LOADER_NAME     "Ingot 0.1"
#define INFO_SIZE_BYTES 0x8000		/* of boot info and all it points to */

_Static_assert(sizeof(struct boot_info) +
               MEMORY_REGIONS_MAX * sizeof(struct boot_memory_region) +
               CONF_MODULES_MAX * (sizeof(struct boot_module) + FAT_PATH_MAX + 1) +
               CONF_SIZE_MAX < INFO_SIZE_BYTES, "whatever a kernel has must fit");

/* Boot info as it is being written: bump allocation in its pages. */
struct info_writer {
	uint64_t physical, used_bytes;
};

void handoff_claim(struct space *space, const struct boot_config *config)
{
	uint64_t stack = config->kernel_stack_size + X86_PAGE_SIZE;	/* and guard */

	space_claim_area(space, "the stack", BOOT_STACK_TOP_ADDRESS - stack, stack);
	space_claim_area(space, "the loader's page", BOOT_LOADER_PAGE_ADDRESS, X86_PAGE_SIZE);
	space_claim_area(space, "boot info", BOOT_INFO_ADDRESS, INFO_SIZE_BYTES);
	if (config->physical_memory.mode != BOOT_MAP_MODE_OFF)
		space_claim_area(space, "physical memory", config->physical_memory.address,
		                 physical_map_size());
}

static void *info_push(struct info_writer *writer, size_t size_bytes)
{
	uint64_t at = writer->used_bytes;

	writer->used_bytes += (size_bytes + 15) & ~15ull;
	if (writer->used_bytes > INFO_SIZE_BYTES)
		stop(ERROR_HANDOFF, "boot info exceeds % bytes (INFO_SIZE_BYTES)",
		     FACTS(NUMBER(INFO_SIZE_BYTES)));
	return memory_at(writer->physical + at);
}

/* The address at which the kernel sees what info_push gave. */
static void *info_address(const struct info_writer *writer, const void *pushed)
{
	return (void *)(BOOT_INFO_ADDRESS + ((uintptr_t)pushed - writer->physical));
}

static const char *info_string(struct info_writer *writer, const char *string)
{
	size_t size = strlen(string) + 1;

	return info_address(writer, memcpy(info_push(writer, size), string, size));
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static struct boot_modules info_modules(struct info_writer *writer,
                                        const struct handoff *handoff, uint64_t offset)
{
	size_t count = handoff->module_count;
	struct boot_module *list = info_push(writer, count * sizeof(*list));

	for (size_t i = 0; i < count; i++) {
		const struct handoff_module *module = &handoff->modules[i];

		list[i] = (struct boot_module){
			.name = info_string(writer, name_of(module->path)),
			.data = offset && module->base ?
				(void *)(module->base + offset) : NULL,
			.base = module->base,
			.size_bytes = module->size_bytes,
		};
	}
	return (struct boot_modules){ count ? info_address(writer, list) : NULL, count };
}

/* Last of all: nothing is allocated after the map is written down. */
static struct boot_memory_map info_memory_map(struct info_writer *writer)
{
	struct boot_memory_map map = memory_map();
	size_t size = map.count * sizeof(*map.regions);
	void *copy = memcpy(info_push(writer, size), map.regions, size);

	return (struct boot_memory_map){ info_address(writer, copy), map.count };
}

static struct boot_info *info_write(struct info_writer *writer, const struct handoff *handoff)
{
	const struct elf_kernel *kernel = handoff->kernel;
	const struct boot_config *config = &kernel->wishes.config;
	uint64_t offset = config->physical_memory.address;
	struct boot_info *info = info_push(writer, sizeof(*info));

	*info = (struct boot_info){
		.magic = BOOT_INFO_MAGIC,
		.version = BOOT_INFO_VERSION,
		.size_bytes = sizeof(*info),
		.loader = info_string(writer, LOADER_NAME),
		.command_line = info_string(writer, handoff->command_line),
		.firmware = firmware_kind(),
		.boot_drive = firmware_boot_drive(),
		.physical_memory_offset = offset,
		.physical_memory_size_bytes = offset ? physical_map_size() : 0,
		.kernel_physical = kernel->physical_base,
		.kernel_virtual = kernel->virtual_base,
		.kernel_size_bytes = kernel->size_bytes,
		.stack_bottom = BOOT_STACK_TOP_ADDRESS - config->kernel_stack_size,
		.stack_top = BOOT_STACK_TOP_ADDRESS,
		.modules = info_modules(writer, handoff, offset),
		.text_screen = firmware_text_screen(),
		.acpi_rsdp = firmware_acpi_rsdp(),
		.tsc = { .loader_start = handoff->tsc_start, .disk_done = handoff->tsc_disk },
	};
	return info;
}

static void map_kernel(uint64_t root, const struct elf_kernel *kernel)
{
	for (size_t i = 0; i < kernel->segment_count; i++) {
		const struct elf_load *segment = &kernel->segments[i];
		uint64_t begin = page_round_down(segment->address);
		uint64_t size = page_round_up(segment->address - begin + segment->memory_size);
		unsigned rights = PAGE_READ;

		if (segment->writable)
			rights |= PAGE_WRITE;
		if (segment->executable)
			rights |= PAGE_EXECUTE;
		paging_map(root, begin, page_round_down(elf_physical(kernel, segment)),
		           size, rights);
	}
}

static void map_stack(uint64_t root, const struct boot_config *config)
{
	uint64_t size = config->kernel_stack_size;
	uint64_t base = memory_allocate(size, X86_PAGE_SIZE, 0, BOOT_MEMORY_KERNEL_STACK,
	                                "the kernel's stack");

	paging_map(root, BOOT_STACK_TOP_ADDRESS - size, base, size, PAGE_WRITE);
}

/* Puts the jump code where both spaces see it. The page table that leads there
 * is the kernel's; the running tables borrow its topmost entry. */
static jump_function *map_jump(uint64_t root)
{
	uint64_t page = memory_allocate(X86_PAGE_SIZE, X86_PAGE_SIZE, 0,
	                                BOOT_MEMORY_LOADER_RECLAIMABLE, "the loader's page");
	size_t slot = BOOT_LOADER_PAGE_ADDRESS >> 39 & (X86_PAGE_ENTRIES - 1);
	uint64_t *ours = memory_at(firmware_page_root()), *theirs = memory_at(root);

	memcpy(memory_at(page), jump_code, (size_t)(jump_code_end - jump_code));
	paging_map(root, BOOT_LOADER_PAGE_ADDRESS, page, X86_PAGE_SIZE, PAGE_EXECUTE);
	ours[slot] = theirs[slot];
	return (jump_function *)BOOT_LOADER_PAGE_ADDRESS;
}

_Noreturn void handoff_enter(const struct handoff *handoff)
{
	const struct elf_kernel *kernel = handoff->kernel;
	const struct boot_config *config = &kernel->wishes.config;
	uint64_t root = paging_create();
	struct info_writer writer = {
		.physical = memory_allocate(INFO_SIZE_BYTES, X86_PAGE_SIZE, 0,
		                            BOOT_MEMORY_BOOT_INFO, "boot info"),
	};
	struct jump jump = {
		.cr3 = root,
		.stack_top = BOOT_STACK_TOP_ADDRESS,
		.entry = kernel->entry,
		.boot_info = BOOT_INFO_ADDRESS,
	};
	jump_function *enter;
	struct boot_info *info;

	map_kernel(root, kernel);
	map_stack(root, config);
	paging_map(root, BOOT_INFO_ADDRESS, writer.physical, INFO_SIZE_BYTES, PAGE_READ);
	if (config->physical_memory.mode != BOOT_MAP_MODE_OFF)
		physical_map_make(root, config->physical_memory.address);
	enter = map_jump(root);
	info = info_write(&writer, handoff);
	firmware_leave();
	info->memory_map = info_memory_map(&writer);
	info->tsc.kernel_start = cpu_tsc();
	enter(&jump);
	__builtin_unreachable();
}
