/* paging: see <ingot/paging.h>. */
#include <ingot/cpu.h>
#include <ingot/paging.h>

static struct paging_entry leaf(uint64_t address, uint64_t entry, uint64_t rights, unsigned level,
                                bool executable)
{
	uint64_t size_bytes = x86_level_size(level);
	uint64_t offset = address & (size_bytes - 1);

	return (struct paging_entry){
		.mapped = true,
		.writable = rights & X86_PAGE_WRITE,
		.user = rights & X86_PAGE_USER,
		.executable = executable,
		.physical = (entry & X86_PAGE_ADDRESS & ~(size_bytes - 1)) + offset,
		.page_size_bytes = size_bytes,
	};
}

/* A page is writable, or user, if every level says so, and executable if none
 * denies it. */
struct paging_entry paging_walk(uint64_t address)
{
	const struct paging_entry none = { .mapped = false };
	unsigned level = x86_paging_levels(cpu_read_cr4());
	uint64_t table = cpu_read_cr3() & X86_PAGE_ADDRESS;
	uint64_t rights = X86_PAGE_WRITE | X86_PAGE_USER;
	bool executable = true;

	if (!x86_is_canonical(address, level))
		return none;
	for (;; level--) {
		const uint64_t *entries = memory_to_virtual(table);
		uint64_t entry;

		if (!entries)
			return none;
		entry = entries[address / x86_level_size(level) % X86_PAGE_ENTRIES];
		if (!(entry & X86_PAGE_PRESENT))
			return none;
		rights &= entry;
		executable = executable && !(entry & X86_PAGE_NO_EXECUTE);
		if (level == 1 || (level <= 3 && entry & X86_PAGE_LARGE))
			return leaf(address, entry, rights, level, executable);
		table = entry & X86_PAGE_ADDRESS;
	}
}

bool paging_is_mapped(uint64_t address, size_t size_bytes)
{
	uint64_t end = address + size_bytes;

	if (end < address)
		return false;
	while (address < end) {
		struct paging_entry page = paging_walk(address);

		if (!page.mapped)
			return false;
		address = (address & ~(page.page_size_bytes - 1)) + page.page_size_bytes;
		if (address == 0)
			return true; /* the last page there is */
	}
	return true;
}
