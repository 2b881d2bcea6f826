#include "boot/elf/note.h"

#include <string.h>

#include "abi/boot_info.h"
#include "abi/elf.h"
#include "abi/x86.h"
#include "boot/base/stop.h"
#include "boot/memory/memory.h"

static void take_abi(struct note_requests *requests, const uint8_t *bytes, size_t size)
{
	if (requests->has_abi)
		stop(ERROR_NOTE_FORMAT, "the kernel has two ABI notes", NULL);
	if (size != sizeof requests->abi)
		stop(ERROR_NOTE_VERSION, "the kernel's ABI note is % bytes, not %",
		     FACTS(NUMBER(size), NUMBER(sizeof requests->abi)));
	memcpy(&requests->abi, bytes, sizeof requests->abi);
	requests->has_abi = true;
}

static void take_config(struct note_requests *requests, const uint8_t *bytes, size_t size)
{
	if (requests->has_config)
		stop(ERROR_NOTE_FORMAT, "the kernel has two CONFIG notes", NULL);
	if (size != sizeof requests->config && size != BOOT_CONFIG_SIZE_V1)
		stop(ERROR_NOTE_VERSION, "the kernel's CONFIG note is % bytes, not %",
		     FACTS(NUMBER(size), NUMBER(sizeof requests->config)));
	memcpy(&requests->config, bytes, size); /* zeros stand behind a short one */
	requests->config_size_bytes = size;
	requests->has_config = true;
}

static void take_note(struct note_requests *requests, const struct elf_note *note,
                      const uint8_t *name, const uint8_t *descriptor)
{
	size_t size = le32_get(note->descriptor_size);

	if (le32_get(note->name_size) != sizeof BOOT_NOTE_NAME ||
	    memcmp(name, BOOT_NOTE_NAME, sizeof BOOT_NOTE_NAME) != 0)
		return;
	switch (le32_get(note->type)) {
	case BOOT_NOTE_ABI:    take_abi(requests, descriptor, size); break;
	case BOOT_NOTE_CONFIG: take_config(requests, descriptor, size); break;
	default:
		stop(ERROR_NOTE_VERSION,
		     "the kernel has a note of type %, which this loader does not know",
		     FACTS(NUMBER(le32_get(note->type))));
	}
}

static uint64_t padded(uint32_t size)
{
	return ((uint64_t)size + 3) & ~3ull;
}

void note_read(struct note_requests *requests, const uint8_t *bytes, size_t size)
{
	while (size >= sizeof(struct elf_note)) {
		struct elf_note note;
		uint64_t name_size, descriptor_size, all;

		memcpy(&note, bytes, sizeof note);
		name_size = padded(le32_get(note.name_size));
		descriptor_size = le32_get(note.descriptor_size);
		if (name_size + descriptor_size > size - sizeof note)
			stop(ERROR_NOTE_FORMAT, "a note of the kernel runs past its segment", NULL);
		take_note(requests, &note, bytes + sizeof note, bytes + sizeof note + name_size);
		all = sizeof note + name_size + padded(le32_get(note.descriptor_size));
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

static void check_abi(const struct note_requests *requests)
{
	const struct boot_abi *abi = &requests->abi;
	size_t size = info_size(abi->boot_info_version);

	if (!requests->has_abi)
		stop(ERROR_NOTE_MISSING,
		     "the kernel has no ABI note: it was not built with "
		     "ENTRY_POINT of <ingot/boot.h>",
		     NULL);
	if (!size)
		stop(ERROR_NOTE_VERSION,
		     "the kernel requests boot info of version %, this loader makes %",
		     FACTS(NUMBER(abi->boot_info_version), NUMBER(BOOT_INFO_VERSION)));
	if (abi->boot_info_size_bytes > size)
		stop(ERROR_NOTE_VERSION,
		     "the kernel requests boot info of % bytes, this loader makes %",
		     FACTS(NUMBER(abi->boot_info_size_bytes), NUMBER(size)));
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

static void check_config(const struct note_requests *requests)
{
	const struct boot_config *config = &requests->config;
	size_t size = config_size(config->version);

	if (!size)
		stop(ERROR_NOTE_VERSION,
		     "the kernel's CONFIG note is of version %, this loader knows %",
		     FACTS(NUMBER(config->version), NUMBER(BOOT_CONFIG_VERSION)));
	if (config->size_bytes != size || requests->config_size_bytes != size)
		stop(ERROR_NOTE_VERSION, "the kernel's CONFIG note says it is % bytes, not %",
		     FACTS(NUMBER(config->size_bytes), NUMBER(size)));
	if (config->minimum_loader > BOOT_PROTOCOL_VERSION)
		stop(ERROR_NOTE_VERSION,
		     "the kernel needs boot protocol %.%, this loader provides %.%",
		     FACTS(NUMBER(config->minimum_loader >> 16),
		           NUMBER(config->minimum_loader & 0xffff),
		           NUMBER(BOOT_PROTOCOL_VERSION >> 16),
		           NUMBER(BOOT_PROTOCOL_VERSION & 0xffff)));
	if (config->flags & ~(uint64_t)BOOT_CONFIG_FLAGS_KNOWN)
		stop(ERROR_CONFIG_FLAGS, "the kernel's CONFIG note has unknown flags %",
		     FACTS(HEX(config->flags)));
}

/* An address of pages that the kernel chooses, 0 for the default. */
static void check_address(uint64_t *address, uint64_t default_address, const char *name)
{
	if (!*address)
		*address = default_address;
	if (*address % X86_PAGE_SIZE)
		stop(ERROR_CONFIG_MAP,
		     "the kernel requests % at %, which is not a multiple of 4 KiB",
		     FACTS(TEXT(name), HEX(*address)));
}

static void check_stack(struct boot_config *config)
{
	uint64_t size = config->kernel_stack_size;

	if (!size)
		size = BOOT_STACK_SIZE_DEFAULT;
	if (size < BOOT_STACK_SIZE_MIN || size > BOOT_STACK_SIZE_MAX)
		stop(ERROR_CONFIG_STACK,
		     "the kernel requests a stack of % bytes; the limits are % to %",
		     FACTS(NUMBER(size), NUMBER(BOOT_STACK_SIZE_MIN), NUMBER(BOOT_STACK_SIZE_MAX)));
	config->kernel_stack_size = page_round_up(size);
	check_address(&config->kernel_stack_top, BOOT_STACK_TOP_ADDRESS, "the stack's end");
	if (config->kernel_stack_top < 2 * BOOT_STACK_SIZE_MAX)
		stop(ERROR_CONFIG_STACK,
		     "the kernel requests a stack that ends at %; the minimum is %",
		     FACTS(HEX(config->kernel_stack_top), HEX(2 * BOOT_STACK_SIZE_MAX)));
}

static void check_map(struct boot_map_request *request)
{
	switch (request->mode) {
	case BOOT_MAP_MODE_DEFAULT:
		request->mode = BOOT_MAP_MODE_AT;
		request->address = BOOT_PHYSICAL_MAP_DEFAULT;
		return;
	case BOOT_MAP_MODE_AT:
		if (request->address % X86_PAGE_SIZE_1GIB)
			stop(ERROR_CONFIG_MAP,
			     "the kernel requests physical memory at %: "
			     "that is not 1 GiB-aligned",
			     FACTS(HEX(request->address)));
		return;
	case BOOT_MAP_MODE_OFF:
	case BOOT_MAP_MODE_ANY: request->address = 0; return;
	default:
		stop(ERROR_CONFIG_MAP,
		     "the kernel requests physical memory mapped in mode %, "
		     "which this loader does not know",
		     FACTS(NUMBER(request->mode)));
	}
}

static void check_switch(uint32_t *request, const char *name)
{
	if (*request > BOOT_OFF)
		stop(ERROR_CONFIG_FLAGS,
		     "the kernel requests % in mode %, which this loader does not know",
		     FACTS(TEXT(name), NUMBER(*request)));
	if (*request == BOOT_DEFAULT)
		*request = BOOT_OFF;
}

static void check_kaslr(struct boot_kaslr_request *request)
{
	check_switch(&request->mode, "KASLR");
	if (!request->size_bytes) {
		request->base = BOOT_KASLR_BASE_DEFAULT;
		request->size_bytes = BOOT_KASLR_SIZE_DEFAULT;
	}
	if ((request->base | request->size_bytes) % X86_PAGE_SIZE ||
	    request->base + request->size_bytes < request->base)
		stop(ERROR_CONFIG_MAP,
		     "the kernel requests KASLR over % bytes at %: not whole "
		     "pages, or past the last address",
		     FACTS(HEX(request->size_bytes), HEX(request->base)));
}

static void check_framebuffer(struct boot_framebuffer_request *request)
{
	if (request->mode > BOOT_FRAMEBUFFER_WANTED)
		stop(ERROR_CONFIG_FLAGS,
		     "the kernel requests a framebuffer in mode %, "
		     "which this loader does not know",
		     FACTS(NUMBER(request->mode)));
	if (!request->min_width)
		request->min_width = BOOT_FRAMEBUFFER_WIDTH_DEFAULT;
	if (!request->min_height)
		request->min_height = BOOT_FRAMEBUFFER_HEIGHT_DEFAULT;
}

static void check_recursive(uint32_t index)
{
	if (index >= X86_PAGE_ENTRIES && index != BOOT_RECURSIVE_ANY)
		stop(ERROR_CONFIG_MAP, "the kernel requests recursive entry % of %",
		     FACTS(NUMBER(index), NUMBER(X86_PAGE_ENTRIES)));
}

void note_check(struct note_requests *requests)
{
	struct boot_config *config = &requests->config;

	check_abi(requests);
	if (requests->has_config)
		check_config(requests);
	check_stack(config);
	check_map(&config->physical_memory);
	check_address(&config->boot_info_address, BOOT_INFO_ADDRESS, "boot info");
	check_framebuffer(&config->framebuffer);
	check_kaslr(&config->kaslr);
	check_recursive(config->recursive_index);
	check_switch(&config->smp, "other CPUs");
	check_switch(&config->paging_5_levels, "5-level paging");
}
