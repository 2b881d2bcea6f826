/* fw_cfg: see <ingot/fw_cfg.h>. */
#include <ingot/cpu.h>
#include <ingot/fw_cfg.h>
#include <ingot/paging.h>
#include <string.h>

#include "kit/device/port_lock.h"

#define PORT_SELECT    0x510
#define PORT_DATA      0x511
#define PORT_DMA_HIGH  0x514 /* big-endian; the low half starts it */
#define PORT_DMA_LOW   0x518
#define KEY_SIGNATURE  0x0000
#define KEY_FEATURES   0x0001
#define KEY_DIRECTORY  0x0019
#define FEATURE_DMA    0x02
#define DMA_ERROR      0x01u
#define DMA_READ       0x02u
#define DMA_SKIP       0x04u
#define DMA_SELECT     0x08u
#define DMA_CYCLES_MAX (4ull << 30) /* about a second; it is done at once */

struct big32 {
	uint8_t byte[4];
};

struct directory_entry {
	struct big32 size;
	uint8_t select[2]; /* big-endian */
	uint8_t reserved[2];
	char name[FW_CFG_NAME_SIZE];
};
_Static_assert(sizeof(struct directory_entry) == 64, "QEMU, fw_cfg");

struct dma_request { /* all big-endian */
	uint32_t control;
	uint32_t size_bytes;
	uint64_t address;
};

static bool device_lock;

static uint32_t big32_get(struct big32 field)
{
	uint32_t value;

	memcpy(&value, &field, sizeof value);
	return __builtin_bswap32(value);
}

/* ---- Byte by byte. The device counts on from read to read ---- */

static void port_select(uint16_t key)
{
	cpu_out16(PORT_SELECT, key);
}

static void port_read(uint8_t *to, size_t size_bytes)
{
	for (size_t i = 0; i < size_bytes; i++)
		to[i] = cpu_in8(PORT_DATA);
}

static void port_read_at(uint16_t key, size_t offset, uint8_t *to, size_t size_bytes)
{
	port_select(key);
	while (offset-- > 0)
		cpu_in8(PORT_DATA);
	port_read(to, size_bytes);
}

/* ---- By DMA ---- */

static bool dma_run(uint32_t control, uint64_t physical, uint32_t size_bytes)
{
	_Alignas(16) volatile struct dma_request request = {
		.control = __builtin_bswap32(control),
		.size_bytes = __builtin_bswap32(size_bytes),
		.address = __builtin_bswap64(physical),
	};
	uint64_t at = paging_walk((uint64_t)&request).physical;
	uint64_t start = cpu_read_tsc();

	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	cpu_out32(PORT_DMA_HIGH, __builtin_bswap32((uint32_t)(at >> 32)));
	cpu_out32(PORT_DMA_LOW, __builtin_bswap32((uint32_t)at));
	while (request.control != 0 && cpu_read_tsc() - start < DMA_CYCLES_MAX)
		if (__builtin_bswap32(request.control) & DMA_ERROR)
			return false;
	__asm__ volatile("" : : : "memory"); /* the device wrote to memory */
	return request.control == 0;
}

/* Page by page: neighbours in the address space need not be so in memory. */
static bool dma_read_at(uint16_t key, size_t offset, uint8_t *to, size_t size_bytes)
{
	bool good = dma_run((uint32_t)key << 16 | DMA_SELECT | DMA_SKIP, 0, (uint32_t)offset);

	while (good && size_bytes > 0) {
		size_t part = PAGE_SIZE - (uint64_t)to % PAGE_SIZE;
		struct paging_entry page = paging_walk((uint64_t)to);

		if (part > size_bytes)
			part = size_bytes;
		good = page.mapped && page.writable &&
		       dma_run(DMA_READ, page.physical, (uint32_t)part);
		to += part;
		size_bytes -= part;
	}
	return good;
}

/* ---- Either ---- */

/* Without the physical map no address can be given to the device. */
static bool has_dma(void)
{
	uint8_t features;

	port_read_at(KEY_FEATURES, 0, &features, 1);
	return features & FEATURE_DMA && paging_is_mapped((uint64_t)&device_lock, 1);
}

static bool read_locked(uint16_t key, size_t offset, void *to, size_t size_bytes)
{
	if (has_dma())
		return dma_read_at(key, offset, to, size_bytes);
	port_read_at(key, offset, to, size_bytes);
	return true;
}

static const char *read_key(uint16_t key, size_t offset, void *to, size_t size_bytes)
{
	uint64_t rflags = port_lock_take(&device_lock);
	bool good = read_locked(key, offset, to, size_bytes);

	port_lock_give(&device_lock, rflags);
	return good ? NULL : "the fw_cfg DMA failed";
}

static const char *find_device(void)
{
	char signature[4] = "";
	uint64_t rflags;

	if (!cpu_has_hypervisor())
		return "no hypervisor: fw_cfg is a QEMU device";
	rflags = port_lock_take(&device_lock);
	port_read_at(KEY_SIGNATURE, 0, (uint8_t *)signature, sizeof signature);
	port_lock_give(&device_lock, rflags);
	if (memcmp(signature, "QEMU", sizeof signature) != 0)
		return "no fw_cfg device found";
	return NULL;
}

static const char *read_count(size_t *count)
{
	const char *why = find_device();
	struct big32 field;

	if (!why)
		why = read_key(KEY_DIRECTORY, 0, &field, sizeof field);
	if (why)
		return why;
	*count = big32_get(field);
	return *count <= FW_CFG_FILES_MAX ? NULL : "fw_cfg has more files than FW_CFG_FILES_MAX";
}

static const char *read_entry(size_t index, struct fw_cfg_file *file)
{
	struct directory_entry entry;
	const char *why = read_key(KEY_DIRECTORY, sizeof(struct big32) + index * sizeof entry,
	                           &entry, sizeof entry);

	if (why)
		return why;
	memcpy(file->name, entry.name, FW_CFG_NAME_SIZE - 1);
	file->name[FW_CFG_NAME_SIZE - 1] = '\0';
	file->size_bytes = big32_get(entry.size);
	file->select = (uint16_t)(entry.select[0] << 8 | entry.select[1]);
	return NULL;
}

const char *fw_cfg_get(size_t index, struct fw_cfg_file *file)
{
	size_t count;
	const char *why = read_count(&count);

	if (why)
		return why;
	if (index >= count)
		return "fw_cfg has no more files";
	return read_entry(index, file);
}

const char *fw_cfg_find(const char *name, struct fw_cfg_file *file)
{
	size_t count;
	const char *why = read_count(&count);

	for (size_t i = 0; !why && i < count; i++) {
		why = read_entry(i, file);
		if (!why && strcmp(file->name, name) == 0)
			return NULL;
	}
	return why ? why : "fw_cfg has no file of this name";
}

const char *fw_cfg_read(const struct fw_cfg_file *file, size_t offset, void *to, size_t size_bytes)
{
	const char *why;

	if (offset > file->size_bytes || size_bytes > file->size_bytes - offset)
		return "read past the end of a fw_cfg file";
	why = find_device();
	return why ? why : read_key(file->select, offset, to, size_bytes);
}
