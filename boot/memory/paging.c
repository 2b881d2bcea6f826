#include "boot/memory/paging.h"

#include <stdbool.h>

#include "abi/x86.h"
#include "boot/base/cpu.h"
#include "boot/memory/memory.h"

#define LEVEL_LAST 1

static unsigned levels; /* 0 until paging_start */

void paging_start(bool wants_5_levels)
{
	levels = wants_5_levels && cpu_has_5_levels() ? 5 : 4;
}

unsigned paging_levels(void)
{
	return levels;
}

uint64_t paging_cr4(void)
{
	return X86_CR4_PAE | (levels == 5 ? X86_CR4_LA57 : 0);
}

static uint64_t table_create(void)
{
	return memory_allocate(X86_PAGE_SIZE, X86_PAGE_SIZE, 0, BOOT_MEMORY_PAGE_TABLES,
	                       "a page table");
}

uint64_t paging_create(void)
{
	return table_create();
}

static uint64_t *entry_of(uint64_t table, unsigned level, uint64_t virtual_address)
{
	uint64_t *entries = memory_at(table);

	return &entries[virtual_address / x86_level_size(level) % X86_PAGE_ENTRIES];
}

/* The entry of a page at `level`, with the tables above it. */
static uint64_t *entry_make(uint64_t root, unsigned level, uint64_t virtual_address)
{
	uint64_t table = root;

	for (unsigned at = levels; at > level; at--) {
		uint64_t *entry = entry_of(table, at, virtual_address);

		if (!*entry)
			*entry = table_create() | X86_PAGE_PRESENT | X86_PAGE_WRITE;
		table = *entry & X86_PAGE_ADDRESS;
	}
	return entry_of(table, level, virtual_address);
}

static uint64_t bits_of(unsigned rights)
{
	uint64_t bits = X86_PAGE_PRESENT;

	if (rights & PAGE_WRITE)
		bits |= X86_PAGE_WRITE;
	if (!(rights & PAGE_EXECUTE))
		bits |= X86_PAGE_NO_EXECUTE;
	if (rights & PAGE_UNCACHED)
		bits |= X86_PAGE_UNCACHED;
	return bits;
}

/* The largest page, of level_max or below, that both addresses begin and the
 * size fills. */
static unsigned level_for(unsigned level_max, uint64_t virtual_address, uint64_t physical,
                          uint64_t size_bytes)
{
	unsigned level = level_max;

	while (level > LEVEL_LAST && (size_bytes < x86_level_size(level) ||
	                              (virtual_address | physical) % x86_level_size(level)))
		level--;
	return level;
}

/* Writes entries of one table, from the page at virtual_address on, until the
 * table or the size ends. Larger pages begin where a table does: the level
 * stays the best meanwhile. Returns the bytes mapped. */
static uint64_t map_in_table(uint64_t *entry, unsigned level, uint64_t virtual_address,
                             uint64_t value, uint64_t size_bytes)
{
	uint64_t page = x86_level_size(level), table = page * X86_PAGE_ENTRIES;
	uint64_t done = 0;

	do {
		*entry++ = value + done;
		done += page;
	} while (size_bytes - done >= page && (virtual_address + done) % table);
	return done;
}

void paging_map(uint64_t root, uint64_t virtual_address, uint64_t physical, uint64_t size_bytes,
                unsigned rights)
{
	unsigned level_max = cpu_has_1gib_pages() ? 3 : 2;

	while (size_bytes) {
		unsigned level = level_for(level_max, virtual_address, physical, size_bytes);
		uint64_t bits = bits_of(rights), done;

		if (level > LEVEL_LAST)
			bits |= X86_PAGE_LARGE;
		done = map_in_table(entry_make(root, level, virtual_address), level,
		                    virtual_address, physical | bits, size_bytes);
		virtual_address += done;
		physical += done;
		size_bytes -= done;
	}
}

void paging_map_self(uint64_t root, uint32_t index)
{
	uint64_t *entries = memory_at(root);

	entries[index] = root | bits_of(PAGE_WRITE);
}

uint64_t paging_recursive_address(uint32_t index)
{
	return x86_make_canonical(index * x86_level_size(levels), levels);
}

void paging_share(uint64_t root, uint64_t other_root, uint64_t virtual_address)
{
	*entry_of(root, levels, virtual_address) = *entry_of(other_root, levels, virtual_address);
}
