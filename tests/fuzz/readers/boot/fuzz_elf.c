/* A kernel's ELF file, from its first header to the last relocation. What is taken is in
 * memory as a loader of twenty lines has it, enters where code is, and has no page that
 * is writable and executable unless it asked for it.
 *
 * Runs: 25000
 * Longest: 1500 */
#include "abi/elf.h"
#include "abi/x86.h"
#include "boot/base/random.h"
#include "boot/elf/elf.h"
#include "boot/memory/memory.h"
#include "boot/memory/paging.h"
#include "tests/fuzz/readers/fuzz.h"
#include "tests/unit/boot/fake.h"

#define RAM_SIZE (128u << 10)

static _Alignas(0x200000) uint8_t ram[RAM_SIZE];
static const uint8_t *content;

void file_read(struct file *file, uint64_t offset_bytes, void *to, uint64_t size_bytes)
{
	HOLDS(offset_bytes <= file->size_bytes && size_bytes <= file->size_bytes - offset_bytes);
	memcpy(to, content + offset_bytes, size_bytes);
}

uint64_t random_word(void)
{
	return 0x123456789abcdef;
}

static void start_ram(void)
{
	memset(&fake, 0, sizeof fake);
	memset(ram, 0xa5, sizeof ram);
	fake.memory_limit = UINT64_MAX;
	fake.regions[0] = (struct boot_memory_region){ (uintptr_t)ram, sizeof ram,
		                                       BOOT_MEMORY_USABLE, 0 };
	fake.region_count = 1;
	memory_start();
}

static void claim(struct space *space, const struct boot_config *config)
{
	uint64_t stack = config->kernel_stack_size + X86_PAGE_SIZE;

	space_claim_area(space, "the stack", config->kernel_stack_top - stack, stack);
	space_claim_area(space, "boot info", config->boot_info_address, X86_PAGE_SIZE);
}

static void load(struct elf_kernel *kernel, struct file *file)
{
	struct space space = { .count = 0 };

	elf_open(kernel, file);
	elf_take_memory(kernel);
	claim(&space, &kernel->requests.config);
	elf_place(kernel, &space);
	elf_load(kernel, file);
}

/* Bytes of the file, then zeros: as they must be where nothing is relocated. */
static void compare(const struct elf_load *segment)
{
	const uint8_t *at = memory_at(segment->physical);

	HOLDS(memcmp(at, content + segment->offset, segment->file_size) == 0);
	for (uint64_t i = segment->file_size; i < segment->memory_size; i++)
		HOLDS_EQUAL(at[i], 0);
}

static void look_at(const struct elf_kernel *kernel)
{
	bool may_be_both = kernel->requests.config.flags & BOOT_ALLOW_WRITE_EXECUTE;
	bool enters_code = false;

	HOLDS(kernel->segment_count > 0 && kernel->segment_count <= ELF_SEGMENTS_MAX);
	for (size_t i = 0; i < kernel->segment_count; i++) {
		const struct elf_load *s = &kernel->segments[i];
		uint64_t last = s->address + (s->memory_size - 1);

		HOLDS(s->memory_size && last >= s->address && s->file_size <= s->memory_size);
		for (uint64_t page = page_round_down(s->address); page <= last;
		     page += X86_PAGE_SIZE) {
			unsigned rights = elf_page_rights(kernel, page);

			HOLDS(may_be_both || !(rights & PAGE_WRITE && rights & PAGE_EXECUTE));
		}
		if (!kernel->dynamic.file_size)
			compare(s);
		enters_code |= s->executable && kernel->entry - s->address < s->memory_size;
	}
	HOLDS(enters_code);
}

FUZZ(data, size)
{
	struct file file = { .size_bytes = size };
	struct elf_kernel kernel;
	char *bytes = input_text(data, size);

	content = (const uint8_t *)bytes;
	start_ram();
	TRY(load(&kernel, &file));
	HOLDS(!fake.error == !fake.sentence[0]);
	if (!fake.error)
		look_at(&kernel);
	free(bytes);
}
