#include "boot/pvh/start_info.h"

#include <string.h>

#include "boot/base/e820.h"
#include "boot/base/firmware.h"
#include "boot/base/stop.h"
#include "boot/file/bundle.h"
#include "boot/file/conf.h"
#include "boot/memory/identity.h"
#include "boot/memory/memory.h"
#include "boot/pvh/layout.h"

#define OURS                  3             /* regions that we add ourselves */
#define COMMAND_LINE_SIZE_MAX CONF_SIZE_MAX /* as much as ingot.conf may give */

static struct {
	struct start_info info;
	struct start_module bundle;
	struct bundle files;
	char command_line[COMMAND_LINE_SIZE_MAX];
} start;

static void check_version(const struct start_info *info)
{
	if (info->magic != START_INFO_MAGIC)
		stop(ERROR_START_INFO, "PVH start info has the magic number %, not %",
		     FACTS(HEX(info->magic), HEX(START_INFO_MAGIC)));
	if (info->version < 1 || !info->memory_count)
		stop(ERROR_MEMORY_MAP, "PVH start info of version % has no memory map",
		     FACTS(NUMBER(info->version)));
}

static void take_command_line(const char *line)
{
	size_t size;

	if (!start.info.command_line)
		return;
	size = strnlen(line, COMMAND_LINE_SIZE_MAX);
	if (size == COMMAND_LINE_SIZE_MAX)
		stop(ERROR_START_INFO, "the command line exceeds % bytes (COMMAND_LINE_SIZE_MAX)",
		     FACTS(NUMBER(COMMAND_LINE_SIZE_MAX - 1)));
	memcpy(start.command_line, line, size);
}

/* The first module is the bundle: QEMU brings one only. */
static void take_bundle(const struct start_module *module)
{
	if (!start.info.module_count)
		stop(ERROR_BUNDLE, "no bundle of files came with the loader: it is QEMU's -initrd",
		     NULL);
	start.bundle = *module;
	if (module->base % X86_PAGE_SIZE || module->base >= IDENTITY_END ||
	    module->size_bytes > IDENTITY_END - module->base)
		stop(ERROR_BUNDLE,
		     "the bundle of % bytes at % does not lie in whole pages below 4 GiB",
		     FACTS(NUMBER(module->size_bytes), HEX(module->base)));
	if (module->base < (uintptr_t)loader_end)
		stop(ERROR_MEMORY,
		     "too little memory: the bundle of % bytes reaches down to %, "
		     "where the loader is",
		     FACTS(NUMBER(module->size_bytes), HEX(module->base)));
	bundle_open(&start.files, memory_at(module->base), module->size_bytes);
}

void start_info_take(const struct start_info *info)
{
	check_version(info);
	start.info = *info;
	take_command_line(memory_at(info->command_line));
	take_bundle(memory_at(info->modules));
}

static size_t add_region(struct boot_memory_region *regions, size_t count, uint64_t base,
                         uint64_t size_bytes, enum boot_memory_kind kind)
{
	regions[count] = (struct boot_memory_region){ base, size_bytes, kind, 0 };
	return count + 1;
}

size_t firmware_memory_map(struct boot_memory_region *regions, size_t limit)
{
	const struct start_memory *map = memory_at(start.info.memory_map);
	uint64_t base = (uintptr_t)loader_base;
	size_t count = 0;

	if (start.info.memory_count > limit - OURS)
		stop(ERROR_MEMORY_MAP,
		     "the memory map has % entries; the limit is % (MEMORY_FIRMWARE_REGIONS_MAX)",
		     FACTS(NUMBER(start.info.memory_count), NUMBER(limit - OURS)));
	count = add_region(regions, count, 0, X86_PAGE_SIZE, BOOT_MEMORY_FRAME_ZERO);
	count = add_region(regions, count, base, (uintptr_t)loader_end - base,
	                   BOOT_MEMORY_LOADER_RECLAIMABLE);
	count = add_region(regions, count, start.bundle.base, start.bundle.size_bytes,
	                   BOOT_MEMORY_LOADER_RECLAIMABLE);
	for (uint32_t i = 0; i < start.info.memory_count; i++)
		if (map[i].size_bytes)
			count = add_region(regions, count, map[i].base, map[i].size_bytes,
			                   e820_kind(map[i].type));
	return count;
}

uint64_t firmware_acpi_rsdp(void)
{
	return start.info.rsdp;
}

const char *firmware_command_line(void)
{
	return start.command_line;
}

bool file_open(struct file *file, const char *path)
{
	return bundle_file_open(&start.files, file, path);
}

void file_read(struct file *file, uint64_t offset_bytes, void *to, uint64_t size_bytes)
{
	bundle_file_read(file, offset_bytes, to, size_bytes);
}

const char *file_place(void)
{
	return "the bundle";
}
