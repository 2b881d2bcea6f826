#include "boot/note.h"

#include <string.h>

#include "abi/boot_info.h"
#include "abi/elf.h"
#include "abi/x86.h"
#include "boot/memory.h"
#include "boot/stop.h"

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
	if (size != sizeof(wishes->config))
		stop(ERROR_NOTE_VERSION, "the kernel's CONFIG note is % bytes, not %",
		     FACTS(NUMBER(size), NUMBER(sizeof(wishes->config))));
	memcpy(&wishes->config, bytes, sizeof(wishes->config));
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

static void check_abi(const struct note_wishes *wishes)
{
	if (!wishes->has_abi)
		stop(ERROR_NOTE_MISSING, "the kernel has no ABI note: it was not built with "
		     "ENTRY_POINT of <ingot/boot.h>", NULL);
	if (wishes->abi.boot_info_version != BOOT_INFO_VERSION)
		stop(ERROR_NOTE_VERSION, "the kernel wants boot info of version %, "
		     "this loader makes %",
		     FACTS(NUMBER(wishes->abi.boot_info_version), NUMBER(BOOT_INFO_VERSION)));
	if (wishes->abi.boot_info_size_bytes > sizeof(struct boot_info))
		stop(ERROR_NOTE_VERSION, "the kernel wants boot info of % bytes, "
		     "this loader makes %",
		     FACTS(NUMBER(wishes->abi.boot_info_size_bytes),
		           NUMBER(sizeof(struct boot_info))));
}

static void check_config(const struct boot_config *config)
{
	if (config->version != BOOT_CONFIG_VERSION)
		stop(ERROR_NOTE_VERSION, "the kernel's CONFIG note is of version %, "
		     "this loader knows %",
		     FACTS(NUMBER(config->version), NUMBER(BOOT_CONFIG_VERSION)));
	if (config->size_bytes != sizeof(*config))
		stop(ERROR_NOTE_VERSION, "the kernel's CONFIG note says it is % bytes, not %",
		     FACTS(NUMBER(config->size_bytes), NUMBER(sizeof(*config))));
	if (config->flags & ~(uint64_t)BOOT_ALLOW_WRITE_EXECUTE)
		stop(ERROR_CONFIG_FLAGS, "the kernel's CONFIG note has unknown flags %",
		     FACTS(HEX(config->flags)));
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
		wish->address = 0;
		return;
	default:
		stop(ERROR_CONFIG_MAP, "the kernel wants physical memory mapped in mode %, "
		     "unknown here", FACTS(NUMBER(wish->mode)));
	}
}

void note_check(struct note_wishes *wishes)
{
	check_abi(wishes);
	if (wishes->has_config)
		check_config(&wishes->config);
	check_stack(&wishes->config);
	check_map(&wishes->config.physical_memory);
}
