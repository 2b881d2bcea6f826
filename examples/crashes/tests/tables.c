/* tables: see tables.h. */
#include "tables.h"

#include <ingot/cpu.h>
#include <ingot/mapping.h>
#include <ingot/page.h>
#include <ingot/test.h>
#include <ingot/trap.h>
#include <string.h>

#define DESCRIPTOR_PRESENT (1ull << 47)
#define DESCRIPTOR_RING3   (3ull << 45)
#define TASK_AVAILABLE     0x0000890000000000ull
#define TASK_RING_STACK    4 /* offset of the first: SDM vol. 3A, 7.7 */
#define LEVELS             4

struct __attribute__((packed)) table_pointer {
	uint16_t limit;
	uint64_t base;
};

/* The task register keeps what it was loaded with. */
void tables_load_segments(void)
{
	static uint64_t descriptors[11] = {
		[1] = X86_DESCRIPTOR_CODE64,
		[2] = X86_DESCRIPTOR_DATA,
		[ABSENT_DATA / 8] = X86_DESCRIPTOR_DATA & ~DESCRIPTOR_PRESENT,
		[CODE32 / 8] = X86_DESCRIPTOR_CODE32,
		[USER_DATA / 8] = X86_DESCRIPTOR_DATA | DESCRIPTOR_RING3,
		[USER_CODE / 8] = X86_DESCRIPTOR_CODE64 | DESCRIPTOR_RING3,
		[SHORT_TASK / 8] = TASK_AVAILABLE | 3, /* ends at byte 3 */
	};
	const struct table_pointer table = { sizeof descriptors - 1, (uint64_t)descriptors };

	__asm__ volatile("lgdt %0" : : "m"(table) : "memory");
}

static const uint64_t *find_gate(unsigned vector)
{
	struct table_pointer table;

	__asm__ volatile("sidt %0" : "=m"(table));
	return (const uint64_t *)table.base + (size_t)2 * vector;
}

uint64_t *tables_load_interrupts(uint16_t size_bytes)
{
	static uint64_t gates[2 * TRAP_COUNT];
	const struct table_pointer table = { (uint16_t)(size_bytes - 1), (uint64_t)gates };

	memcpy(gates, find_gate(0), sizeof gates);
	__asm__ volatile("lidt %0" : : "m"(table) : "memory");
	return gates;
}

uint64_t tables_get_gate(unsigned vector)
{
	const uint64_t *gate = find_gate(vector);

	return (gate[0] & 0xffff) | (gate[0] >> 32 & 0xffff0000) | gate[1] << 32;
}

/* Called before tables_load_segments: it is the kit's task state. */
void tables_set_ring_stack(uint64_t top)
{
	struct table_pointer table;
	uint16_t selector;
	const uint64_t *descriptor;
	uint64_t base;

	__asm__ volatile("sgdt %0" : "=m"(table));
	__asm__ volatile("str %0" : "=r"(selector));
	descriptor = (const uint64_t *)(table.base + selector);
	base = (descriptor[0] >> 16 & 0xffffff) | (descriptor[0] >> 32 & 0xff000000) |
	       descriptor[1] << 32;
	memcpy((void *)(base + TASK_RING_STACK), &top, sizeof top);
}

void tables_map_code(uint64_t address, const void *code, uint64_t size_bytes)
{
	phys_t page = page_alloc();

	REQUIRE(page != 0);
	memcpy(memory_to_virtual(page), code, size_bytes);
	REQUIRE(mapping_add(address, page, PAGE_SIZE, MAPPING_EXECUTE) == NULL);
}

static void set_bits(uint64_t address, uint64_t path_bits, uint64_t entry_bits)
{
	uint64_t table = cpu_read_cr3();

	for (int level = LEVELS - 1; level >= 0; level--) {
		uint64_t *entries = memory_to_virtual(table & X86_PAGE_ADDRESS);
		uint64_t *entry = &entries[address >> (12 + 9 * level) & 511];

		*entry |= path_bits | (level == 0 ? entry_bits : 0);
		table = *entry;
	}
	__asm__ volatile("invlpg (%0)" : : "r"(address) : "memory");
}

void tables_set_entry_bits(uint64_t address, uint64_t bits)
{
	set_bits(address, 0, bits);
}

void tables_set_path_bits(uint64_t address, uint64_t bits)
{
	set_bits(address, bits, bits);
}
