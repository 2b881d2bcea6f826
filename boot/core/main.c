/* main: one boot, told. The front end has made a machine that runs 64-bit C;
 * what follows is the same for all of them. */
#include "boot/core/main.h"

#include <string.h>

#include "boot/base/cpu.h"
#include "boot/base/firmware.h"
#include "boot/base/stop.h"
#include "boot/core/handoff.h"
#include "boot/elf/checksum.h"
#include "boot/elf/elf.h"
#include "boot/elf/space.h"
#include "boot/file/conf.h"
#include "boot/file/files.h"
#include "boot/memory/memory.h"
#include "boot/memory/paging.h"

#define CONF_PATH "boot/ingot.conf"

static void load_conf(struct conf *conf)
{
	static char text[CONF_SIZE_MAX + 1];
	struct file file;

	if (!file_open(&file, CONF_PATH)) {
		conf_parse(conf, text, 0);
		return;
	}
	if (file.size_bytes > CONF_SIZE_MAX)
		stop(ERROR_CONF, "% has % bytes; the limit is % (CONF_SIZE_MAX)",
		     FACTS(TEXT(CONF_PATH), NUMBER(file.size_bytes), NUMBER(CONF_SIZE_MAX)));
	file_read(&file, 0, text, file.size_bytes);
	conf_parse(conf, text, file.size_bytes);
}

static const char *command_line(const struct conf *conf)
{
	const char *given = firmware_command_line();

	return *given ? given : conf->command_line;
}

static void open_kernel(struct file *file, const struct conf_file *named)
{
	if (!file_open(file, named->path))
		stop(ERROR_KERNEL_FILE, "% has no file %",
		     FACTS(TEXT(file_place()), TEXT(named->path)));
	if (named->has_crc)
		checksum_check_file(file, named);
}

/* Modules are whole pages, zero beyond their end; an empty one has no memory. */
static void place_module(struct handoff_module *module, struct file *file)
{
	uint64_t size = file->size_bytes;

	if (file->in_place) {
		module->base = (uintptr_t)file->in_place;
		memory_assign(module->base, size, BOOT_MEMORY_MODULE);
	} else {
		module->base = memory_allocate_dirty(size, X86_PAGE_SIZE, 0, BOOT_MEMORY_MODULE,
		                                     module->path);
		file_read(file, 0, memory_at(module->base), size);
	}
	memset(memory_at(module->base + size), 0, page_round_up(size) - size);
}

static void load_module(struct handoff_module *module, const struct conf_file *named)
{
	struct file file;

	if (!file_open(&file, named->path))
		stop(ERROR_MODULE_FILE, "% has no module %",
		     FACTS(TEXT(file_place()), TEXT(named->path)));
	*module = (struct handoff_module){ .path = named->path, .size_bytes = file.size_bytes };
	if (file.size_bytes)
		place_module(module, &file);
	if (named->has_crc)
		checksum_check(memory_at(module->base), file.size_bytes, named);
}

static struct boot_framebuffer take_framebuffer(const struct boot_framebuffer_request *request)
{
	struct boot_framebuffer framebuffer = firmware_framebuffer(request);

	if (framebuffer.base)
		memory_add_device(framebuffer.base,
		                  (uint64_t)framebuffer.pitch_bytes * framebuffer.height,
		                  BOOT_MEMORY_FRAMEBUFFER);
	return framebuffer;
}

/* First what has one place only, then the kernel, then what can be anywhere. */
static void place_kernel(struct elf_kernel *kernel)
{
	static struct space space;
	struct boot_config *config = &kernel->requests.config;

	paging_start(config->paging_5_levels == BOOT_ON);
	handoff_claim(&space, kernel);
	elf_place(kernel, &space);
	handoff_choose(&space, config);
}

_Noreturn void loader_main(uint64_t tsc_start)
{
	static struct file kernel_file;
	static struct conf conf;
	static struct elf_kernel kernel;
	static struct handoff handoff;

	memory_start();
	load_conf(&conf);

	open_kernel(&kernel_file, &conf.kernel);
	handoff = (struct handoff){
		.kernel = &kernel,
		.command_line = command_line(&conf),
		.module_count = conf.module_count,
		.tsc = { .loader_start = tsc_start, .loader_ready = cpu_read_tsc() },
	};
	elf_open(&kernel, &kernel_file);
	elf_take_memory(&kernel);
	handoff.framebuffer = take_framebuffer(&kernel.requests.config.framebuffer);
	place_kernel(&kernel);
	elf_load(&kernel, &kernel_file);
	for (size_t i = 0; i < conf.module_count; i++)
		load_module(&handoff.modules[i], &conf.modules[i]);
	handoff.tsc.disk_done = cpu_read_tsc();
	handoff_enter(&handoff);
}
