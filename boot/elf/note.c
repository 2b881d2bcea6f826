#include "boot/elf/note.h"

#include <string.h>

#include "abi/boot_info.h"
#include "abi/elf.h"
#include "abi/x86.h"
#include "boot/base/stop.h"
#include "boot/memory/memory.h"

static void take_abi(struct note_wishes *wishes, const uint8_t *bytes, size_t size)
{
	if (wishes->has_abi)
		stop(ERROR_NOTE_FORMAT, "the kernel has two ABI notes", NULL);
	if (size != sizeof(wishes->abi))
		stop(ERROR_NOTE_VERSION, "the kernel's ABI note is % bytes, not %",
		     FACTS(NUMBER(size), NUMBER(sizeof(wishes->abi))));
	memcpy(&wishes->abi, bytes, sizeof(wishes->abi));
	wishes->has_abi = true;
}

static void take_config(struct note_wishes *wishes, const uint8_t *bytes, size_t size)
{
	if (wishes->has_config)
		stop(ERROR_NOTE_FORMAT, "the kernel has two CONFIG notes", NULL);
	if (size != sizeof(wishes->config) && size != BOOT_CONFIG_SIZE_V1)
		stop(ERROR_NOTE_VERSION, "the kernel's CONFIG note is % bytes, not %",
		     FACTS(NUMBER(size), NUMBER(sizeof(wishes->config))));
	memcpy(&wishes->config, bytes, size);	/* zeros stand behind a short one */
	wishes->config_size_bytes = size;
	wishes->has_config = true;
}

static void take_note(struct note_wishes *wishes, const struct elf_note *note,
                      const uint8_t *name, const uint8_t *descriptor)
{
	size_t size = le32_get(note->descriptor_size);

	if (le32_get(note->name_size) != sizeof(BOOT_NOTE_NAME) ||
	    memcmp(name, BOOT_NOTE_NAME, sizeof(BOOT_NOTE_NAME)) != 0)
		return;
	switch (le32_get(note->type)) {
	case BOOT_NOTE_ABI:
		take_abi(wishes, descriptor, size);
		break;
	case BOOT_NOTE_CONFIG:
		take_config(wishes, descriptor, size);
		break;
	default:
		stop(ERROR_NOTE_VERSION, "the kernel has a note of type %, unknown here",
		     FACTS(NUMBER(le32_get(note->type))));
	}
}

static uint64_t padded(uint32_t size)
{
	return ((uint64_t)size + 3) & ~3ull;
}

void note_read(struct note_wishes *wishes, const uint8_t *bytes, size_t size)
{
	while (size >= sizeof(struct elf_note)) {
		struct elf_note note;
		uint64_t name_size, descriptor_size, all;

		memcpy(&note, bytes, sizeof(note));
		name_size = padded(le32_get(note.name_size));
		descriptor_size = le32_get(note.descriptor_size);
		if (name_size + descriptor_size > size - sizeof(note))
			stop(ERROR_NOTE_FORMAT, "a note of the kernel runs past its segment",
			     NULL);
		take_note(wishes, &note, bytes + sizeof(note),
		          bytes + sizeof(note) + name_size);
		all = sizeof(note) + name_size + padded(le32_get(note.descriptor_size));
		if (all >= size)
			return;
		bytes += all;
		size -= all;
	}
}

/* What the loader makes for a kernel of that version of boot info; 0: unknown. */
static size_t info_size(uint32_t version)
{
	switch (version) {
	case 1:                 return BOOT_INFO_SIZE_V1;
	case BOOT_INFO_VERSION: return sizeof(struct boot_info);
	default:                return 0;
	}
}

static void check_abi(const struct note_wishes *wishes)
{
	const struct boot_abi *abi = &wishes->abi;
	size_t size = info_size(abi->boot_info_version);

	if (!wishes->has_abi)
		stop(ERROR_NOTE_MISSING, "the kernel has no ABI note: it was not built with "
		     "ENTRY_POINT of <ingot/boot.h>", NULL);
	if (!size)
		stop(ERROR_NOTE_VERSION, "the kernel wants boot info of version %, "
		     "this loader makes %",
		     FACTS(NUMBER(abi->boot_info_version), NUMBER(BOOT_INFO_VERSION)));
	if (abi->boot_info_size_bytes > size)
		stop(ERROR_NOTE_VERSION, "the kernel wants boot info of % bytes, "
		     "this loader makes %", FACTS(NUMBER(abi->boot_info_size_bytes), NUMBER(size)));
}

/* The size of each version of the CONFIG note; 0: unknown. */
static size_t config_size(uint32_t version)
{
	switch (version) {
	case 1:                   return BOOT_CONFIG_SIZE_V1;
	case BOOT_CONFIG_VERSION: return sizeof(struct boot_config);
	default:                  return 0;
	}
}

static void check_config(const struct note_wishes *wishes)
{
	const struct boot_config *config = &wishes->config;
	size_t size = config_size(config->version);

	if (!size)
		stop(ERROR_NOTE_VERSION, "the kernel's CONFIG note is of version %, "
		     "this loader knows %",
		     FACTS(NUMBER(config->version), NUMBER(BOOT_CONFIG_VERSION)));
	if (config->size_bytes != size || wishes->config_size_bytes != size)
		stop(ERROR_NOTE_VERSION, "the kernel's CONFIG note says it is % bytes, not %",
		     FACTS(NUMBER(config->size_bytes), NUMBER(size)));
	if (config->minimum_loader > BOOT_LOADER_VERSION)
		stop(ERROR_NOTE_VERSION, "the kernel wants a loader of version %.%, this is %.%",
		     FACTS(NUMBER(config->minimum_loader >> 16),
		           NUMBER(config->minimum_loader & 0xffff),
		           NUMBER(BOOT_LOADER_VERSION >> 16),
		           NUMBER(BOOT_LOADER_VERSION & 0xffff)));
	if (config->flags & ~(uint64_t)BOOT_ALLOW_WRITE_EXECUTE)
		stop(ERROR_CONFIG_FLAGS, "the kernel's CONFIG note has unknown flags %",
		     FACTS(HEX(config->flags)));
}

/* An address of pages that the kernel chooses, 0 for the default. */
static void check_address(uint64_t *address, uint64_t default_address, const char *name)
{
	if (!*address)
		*address = default_address;
	if (*address % X86_PAGE_SIZE)
		stop(ERROR_CONFIG_MAP, "the kernel wants % at %, which is no multiple of 4 KiB",
		     FACTS(TEXT(name), HEX(*address)));
}

static void check_stack(struct boot_config *config)
{
	uint64_t size = config->kernel_stack_size;

	if (!size)
		size = BOOT_STACK_SIZE_DEFAULT;
	if (size < BOOT_STACK_SIZE_MIN || size > BOOT_STACK_SIZE_MAX)
		stop(ERROR_CONFIG_STACK, "the kernel wants a stack of % bytes; % to % are given",
		     FACTS(NUMBER(size), NUMBER(BOOT_STACK_SIZE_MIN),
		           NUMBER(BOOT_STACK_SIZE_MAX)));
	config->kernel_stack_size = page_round_up(size);
	check_address(&config->kernel_stack_top, BOOT_STACK_TOP_ADDRESS, "the stack's end");
	if (config->kernel_stack_top < 2 * BOOT_STACK_SIZE_MAX)
		stop(ERROR_CONFIG_STACK, "the kernel wants its stack to end at %: "
		     "% is the least", FACTS(HEX(config->kernel_stack_top),
		                             HEX(2 * BOOT_STACK_SIZE_MAX)));
}

static void check_map(struct boot_map_wish *wish)
{
	switch (wish->mode) {
	case BOOT_MAP_MODE_DEFAULT:
		wish->mode = BOOT_MAP_MODE_AT;
		wish->address = BOOT_PHYSICAL_MAP_DEFAULT;
		return;
	case BOOT_MAP_MODE_AT:
		if (!wish->address || wish->address % X86_PAGE_SIZE_1GIB)
			stop(ERROR_CONFIG_MAP, "the kernel wants physical memory at %: "
			     "that is 0 or not 1 GiB-aligned", FACTS(HEX(wish->address)));
		return;
	case BOOT_MAP_MODE_OFF:
	case BOOT_MAP_MODE_ANY:
		wish->address = 0;
		return;
	default:
		stop(ERROR_CONFIG_MAP, "the kernel wants physical memory mapped in mode %, "
		     "unknown here", FACTS(NUMBER(wish->mode)));
	}
}

static void check_switch(uint32_t *wish, const char *name)
{
	if (*wish > BOOT_OFF)
		stop(ERROR_CONFIG_FLAGS, "the kernel's CONFIG note asks for % in mode %, "
		     "unknown here", FACTS(TEXT(name), NUMBER(*wish)));
	if (*wish == BOOT_DEFAULT)
		*wish = BOOT_OFF;
}

static void check_kaslr(struct boot_kaslr_wish *wish)
{
	check_switch(&wish->mode, "KASLR");
	if (!wish->size_bytes) {
		wish->base = BOOT_KASLR_BASE_DEFAULT;
		wish->size_bytes = BOOT_KASLR_SIZE_DEFAULT;
	}
	if ((wish->base | wish->size_bytes) % X86_PAGE_SIZE ||
	    wish->base + wish->size_bytes < wish->base)
		stop(ERROR_CONFIG_MAP, "the kernel wants KASLR over % bytes at %: not whole "
		     "pages, or past the last address",
		     FACTS(HEX(wish->size_bytes), HEX(wish->base)));
}

static void check_framebuffer(struct boot_framebuffer_wish *wish)
{
	if (wish->mode > BOOT_FRAMEBUFFER_WANTED)
		stop(ERROR_CONFIG_FLAGS, "the kernel's CONFIG note asks for a framebuffer in "
		     "mode %, unknown here", FACTS(NUMBER(wish->mode)));
	if (!wish->min_width)
		wish->min_width = BOOT_FRAMEBUFFER_WIDTH_DEFAULT;
	if (!wish->min_height)
		wish->min_height = BOOT_FRAMEBUFFER_HEIGHT_DEFAULT;
}

static void check_recursive(uint32_t index)
{
	if (index >= X86_PAGE_ENTRIES && index != BOOT_RECURSIVE_ANY)
		stop(ERROR_CONFIG_MAP, "the kernel wants recursive entry % of %",
		     FACTS(NUMBER(index), NUMBER(X86_PAGE_ENTRIES)));
}

void note_check(struct note_wishes *wishes)
{
	struct boot_config *config = &wishes->config;

	check_abi(wishes);
	if (wishes->has_config)
		check_config(wishes);
	check_stack(config);
	check_map(&config->physical_memory);
	check_address(&config->boot_info_address, BOOT_INFO_ADDRESS, "boot info");
	check_framebuffer(&config->framebuffer);
	check_kaslr(&config->kaslr);
	check_recursive(config->recursive_index);
	check_switch(&config->smp, "other CPUs");
	check_switch(&config->paging_5_levels, "5-level paging");
}
