/* area: see <ingot/area.h>. A list of areas by address; a new one goes into the
 * first gap that is wide enough. */
#include <ingot/area.h>
#include <ingot/boot_info.h>
#include <ingot/page.h>
#include <ingot/panic.h>
#include <ingot/spinlock.h>
#include <runtime.h>

#include "abi/bits.h"
#include "kit/memory/mapping.h"
#include "kit/trap/trap_cause.h"

#define WINDOW_FIRST 0xfffffe0000000000ull /* tried first, then downwards */
#define WINDOW_LAST  X86_HIGH_HALF_BASE

enum area_kind { AREA_PAGES, AREA_PHYSICAL, AREA_STACK };

struct area {
	struct area *next;
	uint64_t base, size_bytes; /* without the guard below */
	const char *name;
	enum area_kind kind;
};

static struct spinlock area_lock = SPINLOCK("area");
static struct area *areas; /* by address */
static struct area *spare; /* structures that are in no list */
static uint64_t window;    /* 0: not chosen yet */

/* What the loader mapped, and where, was partly the kernel's request: so look. */
static void choose_window(void)
{
	for (uint64_t base = WINDOW_FIRST; window == 0 && base >= WINDOW_LAST;
	     base -= AREA_WINDOW_SIZE)
		if (mapping_is_empty_around(base))
			window = base;
}

static struct area *take_spare(void)
{
	struct area *area = spare;

	if (!area) {
		phys_t page = page_alloc();

		if (page == 0)
			return NULL;
		area = memory_to_virtual(page);
		for (size_t i = 1; i < PAGE_SIZE / sizeof *area; i++) {
			area[i].next = spare;
			spare = &area[i];
		}
		return area;
	}
	spare = area->next;
	return area;
}

/* Into the first gap of that size; the list is complete at each moment for
 * area_find. False if there is none. */
static bool insert(struct area *new)
{
	struct area **link = &areas;
	uint64_t end = window; /* of the area before */

	while (*link && (*link)->base - AREA_GUARD_SIZE - end < new->size_bytes + AREA_GUARD_SIZE) {
		end = (*link)->base + (*link)->size_bytes;
		link = &(*link)->next;
	}
	if (!*link && window + AREA_WINDOW_SIZE - end < new->size_bytes + 2 * AREA_GUARD_SIZE)
		return false;
	new->base = end + AREA_GUARD_SIZE;
	new->next = *link;
	__atomic_store_n(link, new, __ATOMIC_RELEASE);
	return true;
}

static const char *reserve_locked(const char *name, uint64_t size_bytes, enum area_kind kind,
                                  struct area **reserved)
{
	struct area *area;

	choose_window();
	area = take_spare();
	if (!area)
		return "out of memory: no free page for an area";
	*area = (struct area){ .size_bytes = round_up(size_bytes, PAGE_SIZE),
		               .name = name,
		               .kind = kind };
	if (window == 0 || size_bytes >= AREA_WINDOW_SIZE || !insert(area)) {
		area->next = spare;
		spare = area;
		return "out of virtual addresses (AREA_WINDOW_SIZE)";
	}
	*reserved = area;
	return NULL;
}

/* Addresses, with nothing mapped. */
static const char *reserve(const char *name, uint64_t size_bytes, enum area_kind kind,
                           struct area **reserved)
{
	const char *why;
	uint64_t flags;

	if (size_bytes == 0)
		return "an area must have at least one byte";
	if (boot_info_get()->physical_memory_size_bytes == 0)
		return "physical memory is not mapped";
	flags = spinlock_acquire(&area_lock);
	why = reserve_locked(name, size_bytes, kind, reserved);
	spinlock_release(&area_lock, flags);
	return why;
}

static struct area **find_link(uint64_t base)
{
	struct area **link = &areas;

	while (*link && (*link)->base != base)
		link = &(*link)->next;
	return link;
}

static void forget(struct area *area)
{
	uint64_t flags = spinlock_acquire(&area_lock);

	*find_link(area->base) = area->next;
	area->next = spare;
	spare = area;
	spinlock_release(&area_lock, flags);
}

/* The pages are chained through their own first words meanwhile. */
static void free_pages(uint64_t base, uint64_t size_bytes)
{
	phys_t chain = 0;

	if (size_bytes == 0)
		return;
	for (uint64_t done = 0; done < size_bytes; done += PAGE_SIZE) {
		phys_t page = paging_walk(base + done).physical;

		*(phys_t *)memory_to_virtual(page) = chain;
		chain = page;
	}
	if (mapping_remove(base, size_bytes))
		panic("area_free: the mapping of the area at 0x%llx was changed by other code",
		      (unsigned long long)base);
	while (chain != 0) {
		phys_t page = chain;

		chain = *(phys_t *)memory_to_virtual(page);
		page_free(page);
	}
}

static const char *fill_with_pages(const struct area *area, unsigned flags)
{
	for (uint64_t done = 0; done < area->size_bytes; done += PAGE_SIZE) {
		phys_t page = page_alloc();
		const char *why = page == 0
		                          ? "out of memory: no free page for an area"
		                          : mapping_add(area->base + done, page, PAGE_SIZE, flags);

		if (!why)
			continue;
		if (page != 0)
			page_free(page);
		free_pages(area->base, done);
		return why;
	}
	return NULL;
}

static const char *alloc(const char *name, size_t size_bytes, unsigned flags, enum area_kind kind,
                         uint64_t *base)
{
	struct area *area;
	const char *why = reserve(name, size_bytes, kind, &area);

	if (why)
		return why;
	why = fill_with_pages(area, flags);
	if (why)
		forget(area);
	else
		*base = area->base;
	return why;
}

const char *area_alloc(const char *name, size_t size_bytes, unsigned flags, void **address)
{
	uint64_t base;
	const char *why = alloc(name, size_bytes, flags, AREA_PAGES, &base);

	if (!why)
		*address = (void *)base;
	return why;
}

const char *area_map_physical(const char *name, phys_t physical, size_t size_bytes, unsigned flags,
                              void **address)
{
	uint64_t offset = physical % PAGE_SIZE;
	struct area *area;
	const char *why;

	if (size_bytes - 1 < AREA_WINDOW_SIZE)
		size_bytes += offset; /* else it is refused as it is */
	why = reserve(name, size_bytes, AREA_PHYSICAL, &area);
	if (why)
		return why;
	why = mapping_add(area->base, physical - offset, area->size_bytes, flags);
	if (why)
		forget(area);
	else
		*address = (void *)(area->base + offset);
	return why;
}

const char *area_map_device(const char *name, phys_t physical, size_t size_bytes, void **address)
{
	return area_map_physical(name, physical, size_bytes, MAPPING_WRITE | MAPPING_UNCACHED,
	                         address);
}

const char *area_alloc_stack(const char *name, size_t size_bytes, uint64_t *top)
{
	uint64_t base;
	const char *why = alloc(name, size_bytes, MAPPING_WRITE, AREA_STACK, &base);

	if (!why)
		*top = base + round_up(size_bytes, PAGE_SIZE);
	return why;
}

/* The area that begins, or as a stack ends, there; else the caller's mistake. */
static struct area *get(uint64_t address, bool is_stack)
{
	uint64_t flags = spinlock_acquire(&area_lock);
	struct area *area = areas;

	while (area && (is_stack ? area->base + area->size_bytes : area->base) != address)
		area = area->next;
	spinlock_release(&area_lock, flags);
	if (!area || (area->kind == AREA_STACK) != is_stack)
		panic("%s: no area %s at 0x%llx", is_stack ? "area_free_stack" : "area_free",
		      is_stack ? "ends" : "begins", (unsigned long long)address);
	return area;
}

static void free_area(struct area *area)
{
	if (area->kind != AREA_PHYSICAL)
		free_pages(area->base, area->size_bytes);
	else if (mapping_remove(area->base, area->size_bytes))
		panic("area_free: the mapping of area \"%s\" was changed by other code",
		      area->name);
	forget(area);
}

void area_free(void *address)
{
	if (address)
		free_area(get(round_down((uint64_t)address, PAGE_SIZE), false));
}

void area_free_stack(uint64_t top)
{
	if (top != 0)
		free_area(get(top, true));
}

bool area_find(uint64_t address, struct area_info *info)
{
	const struct area *area = __atomic_load_n(&areas, __ATOMIC_ACQUIRE);

	while (area && area->base + area->size_bytes <= address)
		area = __atomic_load_n(&area->next, __ATOMIC_ACQUIRE);
	if (!area || address < area->base - AREA_GUARD_SIZE)
		return false;
	*info = (struct area_info){
		.name = area->name,
		.base = area->base,
		.size_bytes = area->size_bytes,
		.is_stack = area->kind == AREA_STACK,
		.is_guard = address < area->base,
	};
	return true;
}

bool area_explain_guard(uint64_t address, char *text, size_t size)
{
	struct area_info area;

	if (!area_find(address, &area) || !area.is_guard)
		return false;
	if (area.is_stack)
		runtime_report_format(text, size,
		                      "overflow of the stack \"%s\", %llu KiB: "
		                      "deep recursion, or a large local array",
		                      area.name, (unsigned long long)area.size_bytes / 1024);
	else
		runtime_report_format(text, size,
		                      "below the area \"%s\", or past the end of the one before it",
		                      area.name);
	return true;
}
