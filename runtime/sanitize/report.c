#include "report.h"

#include <runtime.h>

#include "chunk.h"
#include "global.h"
#include "shadow.h"
#include "stack.h"

#define HEADLINE_SIZE 192
#define ROWS_AROUND   2 /* of shadow, on each side */
#define ROW_SIZE      16

bool rt_report_is_under_way;

/* ---- Stories ---- */

static void tell_bytes(size_t count, const char *where)
{
	runtime_report_print("%zu byte%s %s ", count, count == 1 ? "" : "s", where);
}

/* "  ADDRESS is 3 bytes past the end of WHAT, 24 bytes at ADDRESS". */
static void tell_distance(uintptr_t address, const char *what, uintptr_t object, size_t size_bytes)
{
	uintptr_t end = object + size_bytes;

	runtime_report_print("  0x%016llx is ", (unsigned long long)address);
	if (address < object)
		tell_bytes(object - address, "before the start of");
	else if (address == end)
		runtime_report_print("just past the end of ");
	else if (address > end)
		tell_bytes(address - end, "past the end of");
	else if (address > object)
		tell_bytes(address - object, "into");
	else
		runtime_report_print("the start of ");
	runtime_report_print("%s, ", what);
	tell_bytes(size_bytes, "at");
	runtime_report_print("0x%016llx", (unsigned long long)object);
}

static void tell_callers(const char *what, const struct chunk_callers *callers)
{
	if (callers->count == 0)
		return;
	runtime_report_print("  %s by\n", what);
	for (size_t i = 0; i < callers->count; i++)
		runtime_report_print("  #%zu 0x%016llx\n", i,
		                     (unsigned long long)callers->callers[i]);
}

static bool is_in_chunk(uintptr_t address)
{
	const struct chunk *chunk = rt_chunk_find(address);

	return chunk && address - (uintptr_t)(chunk + 1) < chunk->size_bytes;
}

static void tell_heap(uintptr_t address)
{
	const struct chunk *chunk = rt_chunk_find(address);

	if (!chunk) {
		runtime_report_print("  heap memory that malloc never returned\n");
		return;
	}
	tell_distance(address, chunk->state == CHUNK_FREED ? "a freed heap block" : "a heap block",
	              (uintptr_t)(chunk + 1), chunk->size_bytes);
	runtime_report_print("\n");
	tell_callers("allocated", &chunk->allocated);
	tell_callers("freed", &chunk->freed);
}

static void tell_stack(uintptr_t address)
{
	struct stack_variable v = rt_stack_find(address);

	if (v.size_bytes == 0)
		return;
	tell_distance(address, v.name, v.address, v.size_bytes);
	if (v.line != 0)
		runtime_report_print(", declared at line %u", v.line);
	runtime_report_print(" of\n  #0 0x%016llx\n", (unsigned long long)v.function);
}

static void tell_global(uintptr_t address)
{
	const struct global *g = rt_global_find(address);

	if (!g)
		return;
	tell_distance(address, g->name, g->address, g->size_bytes);
	runtime_report_print(", of %s\n", g->file);
}

/* ---- Kinds ---- */

struct kind {
	uint8_t mark;
	const char *name;
	void (*tell)(uintptr_t address);
};

static const struct kind kinds[] = {
	{ SHADOW_HEAP, "heap-buffer-overflow", tell_heap },
	{ SHADOW_FREED, "use-after-free", tell_heap },
	{ SHADOW_STACK_LEFT, "stack-buffer-underflow", tell_stack },
	{ SHADOW_STACK_MIDDLE, "stack-buffer-overflow", tell_stack },
	{ SHADOW_STACK_RIGHT, "stack-buffer-overflow", tell_stack },
	{ SHADOW_STACK_RETURNED, "stack-use-after-return", tell_stack },
	{ SHADOW_STACK_SCOPE, "stack-use-after-scope", tell_stack },
	{ SHADOW_ALLOCA_LEFT, "dynamic-stack-buffer-underflow", NULL },
	{ SHADOW_ALLOCA_RIGHT, "dynamic-stack-buffer-overflow", NULL },
	{ SHADOW_GLOBAL, "global-buffer-overflow", tell_global },
	{ SHADOW_KERNEL, "use-after-poison", NULL },
};

/* A granule that is open in part tells nothing; the next one says why. */
static const struct kind *kind_of(uintptr_t address)
{
	const uint8_t *shadow = rt_shadow_of(address);

	if (shadow && *shadow > SHADOW_OPEN && *shadow < SHADOW_GRANULE)
		shadow = rt_shadow_of(address + SHADOW_GRANULE);
	for (size_t i = 0; shadow && i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].mark == *shadow)
			return &kinds[i];
	return NULL;
}

/* ---- The shadow itself ---- */

static void show_row(uintptr_t row, uintptr_t address)
{
	runtime_report_print("  0x%016llx", (unsigned long long)row);
	for (size_t i = 0; i < ROW_SIZE; i++, row += SHADOW_GRANULE) {
		const uint8_t *shadow = rt_shadow_of(row);
		bool is_it = address - row < SHADOW_GRANULE;

		if (shadow)
			runtime_report_print(is_it ? " [%02x]" : " %02x", *shadow);
		else
			runtime_report_print(" --");
	}
	runtime_report_print("\n");
}

static void show_shadow(uintptr_t address)
{
	uintptr_t size = ROW_SIZE * SHADOW_GRANULE;
	uintptr_t row = address / size * size - ROWS_AROUND * size;

	runtime_report_print("shadow memory, one byte for 8 bytes:\n");
	for (int i = -ROWS_AROUND; i <= ROWS_AROUND; i++, row += size)
		show_row(row, address);
}

/* ---- Reports ---- */

void rt_report_access(const struct report_access *access, const struct runtime_call *at)
{
	uintptr_t closed = rt_shadow_first_closed(access->address, access->size_bytes);
	const struct kind *kind = kind_of(closed);
	char headline[HEADLINE_SIZE];

	rt_report_is_under_way = true;
	runtime_report_format(headline, sizeof headline,
	                      "address sanitizer: %s: %s of %zu byte%s%s%s at 0x%016llx",
	                      kind ? kind->name : "access to poisoned memory", access->verb,
	                      access->size_bytes, access->size_bytes == 1 ? "" : "s",
	                      access->function ? " by " : "",
	                      access->function ? access->function : "",
	                      (unsigned long long)access->address);
	runtime_report_begin(headline);
	if (kind && kind->tell)
		kind->tell(closed);
	show_shadow(closed);
	runtime_report_end(at);
}

void rt_report_misuse(const char *what, uintptr_t address, const struct runtime_call *at)
{
	const struct kind *kind = kind_of(address);
	char headline[HEADLINE_SIZE];

	rt_report_is_under_way = true;
	runtime_report_format(headline, sizeof headline, "address sanitizer: %s, 0x%016llx", what,
	                      (unsigned long long)address);
	runtime_report_begin(headline);
	if (kind && kind->tell)
		kind->tell(address);
	else if (is_in_chunk(address))
		tell_heap(address);
	runtime_report_end(at);
}
