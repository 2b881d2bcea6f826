/* mapping: see <ingot/mapping.h>. */
#include "kit/memory/mapping.h"

#include <ingot/boot_info.h>
#include <ingot/cpu.h>
#include <ingot/page.h>
#include <ingot/spinlock.h>

#include "abi/bits.h"
#include "kit/memory/flush.h"

#define LEVEL_LARGEST   3           /* 1 GiB pages; level 1 maps 4 KiB */
#define MAPPING_REMOVED 0x80000000u /* in the place of flags */
#define ATTRIBUTE_SMALL 0x0080      /* index into the PAT, highest bit: where */
#define ATTRIBUTE_LARGE 0x1000      /* it stands depends on the page's size */

#define MSR_PAT         0x277
#define PAT_ENTRY_SHIFT (8 * MAPPING_PAT_ENTRY)
#define PAT_COMBINING   1ull
#define PAT_MASK        7ull

static struct spinlock mapping_lock = SPINLOCK("mapping");
static bool has_attributes; /* the PAT has write-combining */

static unsigned top_level(void)
{
	return x86_paging_levels(cpu_read_cr4());
}

static uint64_t *entry_of(uint64_t table, uint64_t address, unsigned level)
{
	uint64_t *entries = memory_to_virtual(table);

	return &entries[address / x86_level_size(level) % X86_PAGE_ENTRIES];
}

static bool is_leaf(uint64_t entry, unsigned level)
{
	return level == 1 || (level <= LEVEL_LARGEST && entry & X86_PAGE_LARGE);
}

/* ---- Entries ---- */

static uint64_t bits_of(unsigned flags, unsigned level)
{
	uint64_t bits = X86_PAGE_PRESENT | (level > 1 ? X86_PAGE_LARGE : 0);

	if (flags & MAPPING_WRITE)
		bits |= X86_PAGE_WRITE;
	if (!(flags & MAPPING_EXECUTE))
		bits |= X86_PAGE_NO_EXECUTE;
	if (flags & MAPPING_WRITE_COMBINING && has_attributes)
		bits |= level > 1 ? ATTRIBUTE_LARGE : ATTRIBUTE_SMALL;
	else if (flags & (MAPPING_UNCACHED | MAPPING_WRITE_COMBINING))
		bits |= X86_PAGE_UNCACHED | X86_PAGE_WRITE_THROUGH;
	return bits;
}

static uint64_t address_in(uint64_t leaf, unsigned level)
{
	return leaf & X86_PAGE_ADDRESS & ~(x86_level_size(level) - 1);
}

/* The entries of a large page, cut: the same memory, rights and caching. */
static uint64_t first_part(uint64_t leaf, unsigned level)
{
	uint64_t attribute = leaf & ATTRIBUTE_LARGE;
	uint64_t bits = leaf & ~(uint64_t)(X86_PAGE_ADDRESS | X86_PAGE_LARGE);

	if (level - 1 > 1)
		bits |= X86_PAGE_LARGE | attribute;
	else if (attribute)
		bits |= ATTRIBUTE_SMALL;
	return address_in(leaf, level) | bits;
}

/* ---- Tables ---- */

/* An entry that leads to a new table, or 0. It grants what its leaves grant. */
static uint64_t make_table(void)
{
	phys_t table = page_alloc();

	return table != 0 ? table | X86_PAGE_PRESENT | X86_PAGE_WRITE : 0;
}

static bool cut(uint64_t *entry, unsigned level)
{
	uint64_t table = make_table();
	uint64_t part = first_part(*entry, level);
	uint64_t *entries;

	if (table == 0)
		return false;
	entries = memory_to_virtual(table & X86_PAGE_ADDRESS);
	for (size_t i = 0; i < X86_PAGE_ENTRIES; i++)
		entries[i] = part + i * x86_level_size(level - 1);
	__atomic_store_n(entry, table | (*entry & X86_PAGE_USER), __ATOMIC_RELEASE);
	return true;
}

/* Cuts pages until one begins at the address; nothing to do if nothing is
 * mapped there. False if there is no page left for a table. */
static bool cut_at(uint64_t address)
{
	uint64_t table = cpu_read_cr3() & X86_PAGE_ADDRESS;

	for (unsigned level = top_level(); address % x86_level_size(level) != 0; level--) {
		uint64_t *entry = entry_of(table, address, level);

		if (!(*entry & X86_PAGE_PRESENT))
			return true;
		if (is_leaf(*entry, level) && !cut(entry, level))
			return false;
		table = *entry & X86_PAGE_ADDRESS;
	}
	return true;
}

/* The leaf that maps an address, or the empty entry that would, and its level.
 * wanted: tables are made down to that level; NULL if they cannot. 0: none. */
static uint64_t *find_leaf(uint64_t address, unsigned wanted, unsigned *level)
{
	uint64_t table = cpu_read_cr3() & X86_PAGE_ADDRESS;

	for (*level = top_level();; --*level) {
		uint64_t *entry = entry_of(table, address, *level);

		if (!(*entry & X86_PAGE_PRESENT)) {
			if (wanted == 0 || *level <= wanted)
				return entry;
			*entry = make_table();
			if (*entry == 0)
				return NULL;
		}
		if (is_leaf(*entry, *level))
			return entry;
		table = *entry & X86_PAGE_ADDRESS;
	}
}

/* ---- Ranges ---- */

static const char *check_range(uint64_t address, uint64_t size_bytes, unsigned flags)
{
	unsigned levels = top_level();
	uint64_t last = address + size_bytes - 1;

	if ((address | size_bytes) % PAGE_SIZE != 0 || size_bytes == 0)
		return "address and size must be whole pages";
	if (last < address || (int64_t)(address ^ last) < 0 || !x86_is_canonical(address, levels) ||
	    !x86_is_canonical(last, levels))
		return "the range is outside the address space";
	if (flags & MAPPING_WRITE && flags & MAPPING_EXECUTE)
		return "a page cannot be both writable and executable";
	if (!memory_to_virtual(cpu_read_cr3() & X86_PAGE_ADDRESS))
		return "page tables are not accessible (BOOT_MAP_OFF)";
	return NULL;
}

/* Steps from page to page, or over the holes between; stops where the range is
 * not as it should be. */
static bool is_all(bool mapped, uint64_t address, uint64_t size_bytes)
{
	uint64_t last = address + size_bytes - 1;
	unsigned level;

	for (uint64_t at = address; at - address < size_bytes;
	     at = (at | (x86_level_size(level) - 1)) + 1) {
		uint64_t entry = *find_leaf(at, 0, &level);

		if ((entry & X86_PAGE_PRESENT) != mapped)
			return false;
		if ((at | (x86_level_size(level) - 1)) >= last)
			break;
	}
	return true;
}

/* The largest page that may begin at both addresses. */
static unsigned level_for(uint64_t address, phys_t physical, uint64_t size_bytes)
{
	bool has_1gib = cpu_id(X86_CPUID_EXTENDED_FEATURES, 0).edx & X86_CPUID_EXT_EDX_PAGE_1GIB;
	unsigned level = has_1gib ? LEVEL_LARGEST : LEVEL_LARGEST - 1;

	while (level > 1 && ((address | physical) % x86_level_size(level) != 0 ||
	                     size_bytes < x86_level_size(level)))
		level--;
	return level;
}

/* How much could be mapped: less than all if there are no pages for tables. A
 * table that is there already takes smaller pages than would be possible. */
static uint64_t add_pages(uint64_t address, phys_t physical, uint64_t size_bytes, unsigned flags)
{
	uint64_t done = 0;

	while (done < size_bytes) {
		unsigned level = level_for(address + done, physical + done, size_bytes - done);
		uint64_t *entry = find_leaf(address + done, level, &level);

		if (!entry)
			break;
		*entry = (physical + done) | bits_of(flags, level);
		done += x86_level_size(level);
	}
	return done;
}

/* All of it is mapped, and no page reaches over its ends. */
static void remove_pages(uint64_t address, uint64_t size_bytes)
{
	unsigned level;

	for (uint64_t done = 0; done < size_bytes; done += x86_level_size(level))
		*find_leaf(address + done, 0, &level) = 0;
}

/* Memory that was cached may be in the caches of any CPU still: CLFLUSH is heard
 * by all (SDM vol. 3A, 12.12.4). */
static void write_back(uint64_t address, uint64_t size_bytes)
{
	for (uint64_t at = address; at - address < size_bytes; at += X86_CACHE_LINE)
		__asm__ volatile("clflush (%0)" : : "r"(at) : "memory");
	__asm__ volatile("mfence" : : : "memory");
}

static bool leaves_the_caches(uint64_t entry, unsigned level, unsigned flags)
{
	uint64_t attribute = level > 1 ? ATTRIBUTE_LARGE : ATTRIBUTE_SMALL;

	return flags & (MAPPING_UNCACHED | MAPPING_WRITE_COMBINING) &&
	       !(entry & (attribute | X86_PAGE_UNCACHED | X86_PAGE_WRITE_THROUGH));
}

static void change_pages(uint64_t address, uint64_t size_bytes, unsigned flags)
{
	unsigned level;

	for (uint64_t done = 0; done < size_bytes; done += x86_level_size(level)) {
		uint64_t *entry = find_leaf(address + done, 0, &level);

		if (leaves_the_caches(*entry, level, flags))
			write_back(address + done, x86_level_size(level));
		*entry = address_in(*entry, level) | bits_of(flags, level);
	}
}

const char *mapping_add(uint64_t address, phys_t physical, uint64_t size_bytes, unsigned flags)
{
	const char *why = check_range(address, size_bytes, flags);
	uint64_t rflags, done;

	if (why)
		return why;
	if (physical % PAGE_SIZE != 0 || physical + size_bytes > X86_PHYSICAL_END)
		return "the physical range is not page-aligned or not addressable";
	rflags = spinlock_acquire(&mapping_lock);
	if (!is_all(false, address, size_bytes)) {
		why = "the range is already mapped";
	} else {
		done = add_pages(address, physical, size_bytes, flags);
		if (done < size_bytes) {
			remove_pages(address, done);
			why = "out of memory: no free page for a page table";
		}
	}
	spinlock_release(&mapping_lock, rflags);
	return why;
}

static const char *prepare_change(uint64_t address, uint64_t size_bytes)
{
	if (!is_all(true, address, size_bytes))
		return "the range is not completely mapped";
	if (!cut_at(address) || !cut_at(address + size_bytes))
		return "out of memory: no free page for a page table";
	return NULL;
}

/* flags of MAPPING_REMOVED: to nothing. */
static const char *alter(uint64_t address, uint64_t size_bytes, unsigned flags)
{
	const char *why = check_range(address, size_bytes, flags);
	uint64_t rflags;

	if (why)
		return why;
	rflags = spinlock_acquire(&mapping_lock);
	why = prepare_change(address, size_bytes);
	if (!why && flags == MAPPING_REMOVED)
		remove_pages(address, size_bytes);
	else if (!why)
		change_pages(address, size_bytes, flags);
	spinlock_release(&mapping_lock, rflags);
	if (!why)
		flush_everywhere(address, size_bytes);
	return why;
}

const char *mapping_remove(uint64_t address, uint64_t size_bytes)
{
	return alter(address, size_bytes, MAPPING_REMOVED);
}

const char *mapping_change(uint64_t address, uint64_t size_bytes, unsigned flags)
{
	return alter(address, size_bytes, flags & ~MAPPING_REMOVED);
}

bool mapping_is_empty_around(uint64_t address)
{
	unsigned level;

	return !(*find_leaf(address, 0, &level) & X86_PAGE_PRESENT) && level >= 4;
}

/* ---- Start ---- */

/* Nothing uses the entry yet, so that no CPU has to leave its caches for it. */
void mapping_start_cpu(void)
{
	uint64_t pat;

	if (!(cpu_id(X86_CPUID_FEATURES, 0).edx & X86_CPUID_1_EDX_PAT))
		return;
	pat = cpu_read_msr(MSR_PAT) & ~(PAT_MASK << PAT_ENTRY_SHIFT);
	cpu_write_msr(MSR_PAT, pat | PAT_COMBINING << PAT_ENTRY_SHIFT);
	has_attributes = true;
}

/* Where it cannot be, the framebuffer is slow, as before. */
static void combine_framebuffer(const struct boot_framebuffer *screen, uint64_t offset)
{
	uint64_t size_bytes = (uint64_t)screen->height * screen->pitch_bytes;
	uint64_t first = round_down(screen->base, PAGE_SIZE);
	uint64_t end = round_up(screen->base + size_bytes, PAGE_SIZE);

	if (screen->base != 0 && offset != 0)
		(void)mapping_change(offset + first, end - first,
		                     MAPPING_WRITE | MAPPING_WRITE_COMBINING);
}

void mapping_start(const struct boot_info *boot)
{
	mapping_start_cpu();
	combine_framebuffer(&boot->framebuffer, boot->physical_memory_offset);
}
