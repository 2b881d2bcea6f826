#include "boot/core/info.h"

#include <string.h>

#include "abi/boot_info.h"
#include "boot/base/firmware.h"
#include "boot/base/random.h"
#include "boot/base/stop.h"
#include "boot/file/fat.h"
#include "boot/memory/memory.h"
#include "boot/memory/paging.h"
#include "boot/smp/cpus.h"

#define ALIGNMENT     16
#define EFI_SIZE_MAX  0x8000 /* of EFI's memory map, in boot info */
#define BASE_SIZE     0x8000 /* of what every machine has */
#define CPUS_SIZE_MAX (BOOT_CPUS_MAX * sizeof(struct boot_cpu))

_Static_assert(sizeof(struct boot_info) + MEMORY_REGIONS_MAX * sizeof(struct boot_memory_region) +
                               CONF_MODULES_MAX * (sizeof(struct boot_module) + FAT_PATH_MAX + 1) +
                               CONF_SIZE_MAX + 4096 <
                       BASE_SIZE,
               "whatever a kernel has must fit");
_Static_assert(BASE_SIZE + EFI_SIZE_MAX + CPUS_SIZE_MAX <= INFO_SIZE_MAX, "its range");

static void *push(struct info *info, size_t size_bytes)
{
	uint64_t at = info->used_bytes;

	info->used_bytes += (size_bytes + ALIGNMENT - 1) & ~(uint64_t)(ALIGNMENT - 1);
	if (info->used_bytes > info->size_bytes)
		stop(ERROR_HANDOFF, "boot info exceeds % bytes", FACTS(NUMBER(info->size_bytes)));
	return memory_at(info->physical + at);
}

/* The address at which the kernel sees what push gave. */
static void *address_of(const struct info *info, const void *pushed)
{
	return (void *)(info->virtual_base + ((uintptr_t)pushed - info->physical));
}

static void *push_copy(struct info *info, const void *from, size_t size_bytes)
{
	return address_of(info, memcpy(push(info, size_bytes), from, size_bytes));
}

static const char *push_string(struct info *info, const char *string)
{
	return push_copy(info, string, strlen(string) + 1);
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static struct boot_modules modules(struct info *info, const struct handoff *handoff)
{
	uint64_t offset = handoff->kernel->requests.config.physical_memory.address;
	size_t count = handoff->module_count;
	struct boot_module *list = push(info, count * sizeof *list);

	for (size_t i = 0; i < count; i++) {
		const struct handoff_module *module = &handoff->modules[i];

		list[i] = (struct boot_module){
			.name = push_string(info, name_of(module->path)),
			.data = offset && module->base ? (void *)(module->base + offset) : NULL,
			.base = module->base,
			.size_bytes = module->size_bytes,
		};
	}
	return (struct boot_modules){ count ? address_of(info, list) : NULL, count };
}

static struct boot_cpus cpus(struct info *info)
{
	struct boot_cpus found = cpus_list();

	found.list = push_copy(info, found.list, found.count * sizeof *found.list);
	return found;
}

static struct boot_tls tls(const struct elf_part *tls)
{
	return (struct boot_tls){
		.image = tls->memory_size ? (const void *)tls->address : NULL,
		.template_size_bytes = tls->file_size,
		.size_bytes = tls->memory_size,
		.alignment = tls->alignment ? tls->alignment : 1,
	};
}

static struct boot_random seed(void)
{
	struct boot_random random = { .reserved = 0 };

	for (size_t i = 0; i < sizeof random.seed; i += sizeof(uint64_t)) {
		uint64_t word = random_word();

		memcpy(random.seed + i, &word, sizeof word);
	}
	random.source = random_source();
	return random;
}

static void write_kernel(struct boot_info *boot, const struct handoff *handoff)
{
	const struct elf_kernel *kernel = handoff->kernel;
	const struct boot_config *config = &kernel->requests.config;
	uint64_t offset = config->physical_memory.address;

	boot->physical_memory_offset = offset;
	boot->physical_memory_size_bytes = handoff->map_end;
	boot->kernel_physical = page_round_down(kernel->segments[0].physical);
	boot->kernel_virtual = kernel->virtual_base;
	boot->kernel_size_bytes = kernel->size_bytes;
	boot->kernel_slide = kernel->slide;
	boot->stack_bottom = config->kernel_stack_top - config->kernel_stack_size;
	boot->stack_top = config->kernel_stack_top;
	boot->recursive_index = config->recursive_index;
	boot->tls = tls(&kernel->tls);
}

static void write_machine(struct boot_info *boot, const struct handoff *handoff)
{
	boot->firmware = firmware_kind();
	boot->boot_drive = firmware_boot_drive();
	boot->framebuffer = handoff->framebuffer;
	if (!handoff->framebuffer.base)
		boot->text_screen = firmware_text_screen();
	boot->acpi_rsdp = firmware_acpi_rsdp();
	boot->smbios = firmware_smbios();
	boot->device = firmware_boot_device();
	boot->random = seed();
	boot->paging_levels = paging_levels();
}

static uint64_t size_needed(void)
{
	uint64_t size = BASE_SIZE + cpus_list().count * sizeof(struct boot_cpu);

	return page_round_up(firmware_kind() == BOOT_FIRMWARE_UEFI ? size + EFI_SIZE_MAX : size);
}

void info_write(struct info *info, const struct handoff *handoff)
{
	const struct note_requests *requests = &handoff->kernel->requests;
	struct boot_info *boot;

	info->size_bytes = size_needed();
	info->physical = memory_allocate(info->size_bytes, X86_PAGE_SIZE, 0, BOOT_MEMORY_BOOT_INFO,
	                                 "boot info");
	info->virtual_base = requests->config.boot_info_address;
	boot = info->boot = push(info, sizeof *boot);
	*boot = (struct boot_info){
		.magic = BOOT_INFO_MAGIC,
		.version = requests->abi.boot_info_version,
		.size_bytes = sizeof *boot,
		.loader = push_string(info, BOOT_LOADER_NAME),
		.command_line = push_string(info, handoff->command_line),
		.modules = modules(info, handoff),
		.tsc = handoff->tsc,
	};
	write_kernel(boot, handoff);
	write_machine(boot, handoff);
}

/* EFI's map has as many entries as its firmware likes: one that is too long is
 * left out, and the kernel has ours. */
static struct boot_efi efi(struct info *info)
{
	struct boot_efi efi = firmware_efi();

	if (efi.memory_map_size_bytes > EFI_SIZE_MAX)
		efi.memory_map_size_bytes = 0;
	efi.memory_map = efi.memory_map_size_bytes
	                         ? push_copy(info, efi.memory_map, efi.memory_map_size_bytes)
	                         : NULL;
	return efi;
}

void info_finish(struct info *info)
{
	struct boot_memory_map map = memory_map();

	info->boot->efi = efi(info);
	info->boot->cpus = cpus(info);
	map.regions = push_copy(info, map.regions, map.count * sizeof *map.regions);
	info->boot->memory_map = map;
}
