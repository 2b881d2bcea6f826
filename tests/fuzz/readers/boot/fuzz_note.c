/* The notes of a kernel (boot/elf/note.c): what is taken has no default left and keeps
 * the bounds that abi/boot_config.h promises.
 *
 * Runs: 100000
 * Longest: 400 */
#include "abi/x86.h"
#include "boot/elf/note.h"
#include "tests/fuzz/readers/fuzz.h"
#include "tests/unit/boot/fake.h"

static void read_and_check(struct note_requests *requests, const uint8_t *bytes, size_t size)
{
	note_read(requests, bytes, size);
	note_check(requests);
}

static void look_at(const struct boot_config *c)
{
	HOLDS(c->kernel_stack_size >= BOOT_STACK_SIZE_MIN &&
	      c->kernel_stack_size <= BOOT_STACK_SIZE_MAX);
	HOLDS_EQUAL(c->kernel_stack_size % X86_PAGE_SIZE, 0);
	HOLDS(c->kernel_stack_top > c->kernel_stack_size);
	HOLDS_EQUAL(c->kernel_stack_top % X86_PAGE_SIZE, 0);
	HOLDS(c->boot_info_address != 0 && c->boot_info_address % X86_PAGE_SIZE == 0);
	HOLDS(c->physical_memory.mode >= BOOT_MAP_MODE_AT &&
	      c->physical_memory.mode <= BOOT_MAP_MODE_ANY);
	if (c->physical_memory.mode == BOOT_MAP_MODE_AT)
		HOLDS_EQUAL(c->physical_memory.address % X86_PAGE_SIZE_1GIB, 0);
	HOLDS((c->flags & ~(uint64_t)BOOT_CONFIG_FLAGS_KNOWN) == 0);
	HOLDS(c->framebuffer.min_width && c->framebuffer.min_height);
	HOLDS(c->kaslr.size_bytes && c->kaslr.base + c->kaslr.size_bytes >= c->kaslr.base);
	HOLDS(c->smp == BOOT_ON || c->smp == BOOT_OFF);
	HOLDS(c->kaslr.mode == BOOT_ON || c->kaslr.mode == BOOT_OFF);
	HOLDS(c->paging_5_levels == BOOT_ON || c->paging_5_levels == BOOT_OFF);
	HOLDS(c->recursive_index < X86_PAGE_ENTRIES || c->recursive_index == BOOT_RECURSIVE_ANY);
}

FUZZ(data, size)
{
	struct note_requests requests = { 0 };
	char *bytes = input_text(data, size); /* at an address that is aligned, as loaded */

	TRY(read_and_check(&requests, (const uint8_t *)bytes, size));
	HOLDS(!fake.error == !fake.sentence[0]);
	if (!fake.error)
		look_at(&requests.config);
	free(bytes);
}
