#include "load.h"

#include "abi/boot_info.h"
#include "boot/base/random.h"
#include "boot/elf/checksum.h"
#include "boot/elf/elf.h"
#include "boot/file/bundle.h"
#include "boot/file/conf.h"
#include "boot/file/fat.h"
#include "boot/file/gpt.h"
#include "boot/memory/memory.h"
#include "boot/memory/paging.h"
#include "tests/unit/boot/fake.h"

#define RAM_SIZE  (256u << 10)
#define CONF_PATH "boot/ingot.conf"

static struct fat_volume volume;
static struct bundle bundle;
static bool is_bundle;

/* --- What boot/ wants of the machine --------------------------------------- */

bool file_open(struct file *file, const char *path)
{
	if (is_bundle)
		return bundle_file_open(&bundle, file, path);
	if (!fat_open(&file->on_disk, &volume, path))
		return false;
	file->size_bytes = file->on_disk.size_bytes;
	file->in_place = NULL;
	return true;
}

void file_read(struct file *file, uint64_t offset_bytes, void *to, uint64_t size_bytes)
{
	if (offset_bytes > file->size_bytes || size_bytes > file->size_bytes - offset_bytes)
		abort(); /* the promise of files.h is the caller's to keep */
	if (is_bundle)
		bundle_file_read(file, offset_bytes, to, size_bytes);
	else
		fat_read(&file->on_disk, (uint32_t)offset_bytes, to, (uint32_t)size_bytes);
}

uint64_t random_word(void)
{
	return 0x123456789abcdef;
}

/* --- The steps of boot/core/main.c ---------------------------------------------- */

static void load_conf(struct conf *conf)
{
	static char text[CONF_SIZE_MAX + 1];
	struct file file;

	if (!file_open(&file, CONF_PATH)) {
		conf_parse(conf, text, 0);
		return;
	}
	if (file.size_bytes > CONF_SIZE_MAX)
		stop(ERROR_CONF, "% is too long", FACTS(TEXT(CONF_PATH)));
	file_read(&file, 0, text, file.size_bytes);
	conf_parse(conf, text, file.size_bytes);
}

static void load_module(const struct conf_file *named)
{
	struct file file;

	if (!file_open(&file, named->path))
		stop(ERROR_MODULE_FILE, "no module %", FACTS(TEXT(named->path)));
	uint64_t base = (uintptr_t)file.in_place;
	if (file.in_place && file.size_bytes) {
		memory_assign(base, file.size_bytes, BOOT_MEMORY_MODULE);
	} else if (file.size_bytes) {
		base = memory_allocate_dirty(file.size_bytes, X86_PAGE_SIZE, 0, BOOT_MEMORY_MODULE,
		                             named->path);
		file_read(&file, 0, memory_at(base), file.size_bytes);
	}
	if (named->has_crc)
		checksum_check(memory_at(base), file.size_bytes, named);
	if (file.size_bytes)
		memset(memory_at(base + file.size_bytes), 0,
		       page_round_up(file.size_bytes) - file.size_bytes);
}

static void claim(struct space *space, const struct boot_config *config)
{
	uint64_t stack = config->kernel_stack_size + X86_PAGE_SIZE;

	space_claim_area(space, "the stack", config->kernel_stack_top - stack, stack);
	space_claim_area(space, "boot info", config->boot_info_address, X86_PAGE_SIZE);
	if (config->physical_memory.mode == BOOT_MAP_MODE_AT)
		space_claim_area(space, "physical memory", config->physical_memory.address,
		                 X86_PAGE_SIZE_1GIB);
}

static bool is_in(const struct elf_load *segment, uint64_t address)
{
	return address - segment->address < segment->memory_size;
}

/* A kernel that was taken is in memory, enters where code is, and has no page
 * that is writable and executable unless it asked for it. */
static void look_at(const struct elf_kernel *kernel)
{
	bool may_be_both = kernel->requests.config.flags & BOOT_ALLOW_WRITE_EXECUTE;
	bool enters_code = false;

	for (size_t i = 0; i < kernel->segment_count; i++) {
		const struct elf_load *segment = &kernel->segments[i];
		volatile const uint8_t *bytes = memory_at(segment->physical);
		uint64_t last = segment->memory_size - 1;
		unsigned rights = elf_page_rights(kernel, page_round_down(segment->address + last));

		(void)bytes[0];
		(void)bytes[last];
		if (rights & PAGE_WRITE && rights & PAGE_EXECUTE && !may_be_both)
			abort();
		enters_code |= segment->executable && is_in(segment, kernel->entry);
	}
	if (!enters_code)
		abort();
}

static void load_all(void)
{
	struct space space = { .count = 0 };
	struct elf_kernel kernel;
	struct conf conf;
	struct file file;

	load_conf(&conf);
	if (!file_open(&file, conf.kernel.path))
		stop(ERROR_KERNEL_FILE, "no file %", FACTS(TEXT(conf.kernel.path)));
	if (conf.kernel.has_crc)
		checksum_check_file(&file, &conf.kernel);
	elf_open(&kernel, &file);
	elf_take_memory(&kernel);
	claim(&space, &kernel.requests.config);
	elf_place(&kernel, &space);
	elf_load(&kernel, &file);
	for (size_t i = 0; i < conf.module_count; i++)
		load_module(&conf.modules[i]);
	look_at(&kernel);
}

static void open_disk(void)
{
	fat_open_volume(&volume, gpt_find_esp());
	load_all();
}

static void open_bundle(const uint8_t *data, size_t size)
{
	bundle_open(&bundle, data, size);
	load_all();
}

void load_from_disk(uint8_t *data, size_t size)
{
	is_bundle = false;
	fake_start_ram(RAM_SIZE);
	fake.disk = data;
	fake.disk_size = size;
	TRY(open_disk());
	fake.disk = NULL; /* the caller's */
	fake_end();
}

void load_from_bundle(uint8_t *data, size_t size)
{
	is_bundle = true;
	fake_start_ram(RAM_SIZE);
	fake.regions[fake.region_count++] = (struct boot_memory_region){
		(uintptr_t)data, page_round_up(size), BOOT_MEMORY_LOADER_RECLAIMABLE, 0
	};
	memory_start();
	TRY(open_bundle(data, size));
	fake_end();
}
