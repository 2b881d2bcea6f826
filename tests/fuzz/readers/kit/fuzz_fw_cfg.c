/* A hypervisor's fw_cfg, byte by byte: the input is what the device answers: signature,
 * features, then its directory. Every index ends in a file or a reason, a file that has a
 * name is found by it, and a read beyond its end is refused.
 * Runs on x86_64 alone.
 *
 * Runs: 100000
 * Longest: 400 */
#include <ingot/cpu.h>
#include <ingot/fw_cfg.h>
#include <ingot/paging.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/readers/fuzz.h"

#define KEY_SIGNATURE 0x0000
#define KEY_FEATURES  0x0001
#define KEY_DIRECTORY 0x0019
#define INDICES_MAX   8

static const uint8_t *directory;
static size_t directory_size, offset;
static uint16_t selected;
static uint8_t features;
static bool is_qemu;

void fake_out16(uint16_t port, uint16_t value)
{
	HOLDS_EQUAL(port, 0x510);
	selected = value;
	offset = 0;
}

/* Its count is wild or small: to find one of thousands byte by byte takes minutes. */
static uint8_t directory_at(size_t at)
{
	uint8_t byte = at < directory_size ? directory[at] : 0xff;

	if (at == 2)
		return byte <= 0x10 ? 0 : byte;
	return at == 3 ? byte % 12 : byte;
}

uint8_t fake_in8(uint16_t port)
{
	size_t at = offset++;

	HOLDS_EQUAL(port, 0x511);
	switch (selected) {
	case KEY_SIGNATURE: return at < 4 && is_qemu ? (uint8_t)"QEMU"[at] : 0;
	case KEY_FEATURES:  return features;
	case KEY_DIRECTORY: return directory_at(at);
	default:            return (uint8_t)(selected + at);
	}
}

void fake_out8(uint16_t port, uint8_t value)
{
	(void)port, (void)value;
}

uint64_t fake_read_tsc(void)
{
	static uint64_t tsc;

	return tsc += 1ull << 40; /* a DMA that never ends does so soon */
}

struct paging_entry paging_walk(uint64_t address)
{
	(void)address;
	return (struct paging_entry){ .mapped = true, .writable = true };
}

bool paging_is_mapped(uint64_t address, size_t size_bytes)
{
	(void)address, (void)size_bytes;
	return true;
}

static void read_whole(const struct fw_cfg_file *file)
{
	size_t size = file->size_bytes < 64 ? file->size_bytes : 64;
	uint8_t *bytes = malloc(size + 1);
	const char *why;

	if (!bytes)
		abort();
	why = fw_cfg_read(file, 0, bytes, size);
	HOLDS(!why || strcmp(why, "the fw_cfg DMA failed") == 0);
	for (size_t i = 0; !why && i < size && file->select > KEY_DIRECTORY; i++)
		HOLDS_EQUAL(bytes[i], (uint8_t)(file->select + i));
	HOLDS(fw_cfg_read(file, file->size_bytes, bytes, 1));
	HOLDS(fw_cfg_read(file, (size_t)file->size_bytes + 1, bytes, 0));
	HOLDS(fw_cfg_read(file, 1, bytes, file->size_bytes));
	free(bytes);
}

FUZZ(data, size)
{
	struct input input = { data, data + size };
	struct fw_cfg_file file, again;

	is_qemu = input_below(&input, 8) != 0;
	features = (uint8_t)input_number(&input, 1);
	directory_size = input_piece(&input, size, &directory);
	for (size_t i = 0; i < INDICES_MAX; i++) {
		const char *why = fw_cfg_get(i, &file);

		if (why)
			continue;
		HOLDS(is_qemu && strlen(file.name) < FW_CFG_NAME_SIZE);
		HOLDS(!fw_cfg_find(file.name, &again));
		HOLDS_TEXT(again.name, file.name);
		read_whole(&file);
	}
	(void)!fw_cfg_find("opt/ingot/none", &file);
}
