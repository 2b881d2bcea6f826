/* Stack redzones: what clang calls for the poisoned bytes around the variables of
 * a function. */

#include "stack.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "shadow.h"

/* A frame begins with four words: this number, the description, the function,
 * nothing (LLVM's AddressSanitizer, processStaticAllocas). */
#define FRAME_MAGIC 0x41b58ab3u

#define FRAME_SIZE_MAX 65536 /* how far a description is looked for */
#define ALLOCA_REDZONE 32u   /* LLVM's kAllocaRzSize */

/* With a shadow offset of 0 the compiler's shadow address is the address in
 * granules. */
#define SET_SHADOW(mark) \
	void __asan_set_shadow_##mark(uintptr_t granule, size_t count); \
	void __asan_set_shadow_##mark(uintptr_t granule, size_t count) \
	{ \
		uintptr_t base = granule * SHADOW_GRANULE; \
		size_t size = count * SHADOW_GRANULE; \
		rt_shadow_mark(base, size, 0x##mark); \
	}

SET_SHADOW(00)
SET_SHADOW(01)
SET_SHADOW(02)
SET_SHADOW(03)
SET_SHADOW(04)
SET_SHADOW(05)
SET_SHADOW(06)
SET_SHADOW(07)
SET_SHADOW(f1)
SET_SHADOW(f2)
SET_SHADOW(f3)
SET_SHADOW(f5)
SET_SHADOW(f8)

/* The scope of a variable whose place is not known when compiling. */
void __asan_poison_stack_memory(uintptr_t address, size_t size_bytes);
void __asan_poison_stack_memory(uintptr_t address, size_t size_bytes)
{
	rt_shadow_mark(address, size_bytes, SHADOW_STACK_SCOPE);
}

void __asan_unpoison_stack_memory(uintptr_t address, size_t size_bytes);
void __asan_unpoison_stack_memory(uintptr_t address, size_t size_bytes)
{
	rt_shadow_open(address, size_bytes);
}

/* An array of variable length: the compiler left ALLOCA_REDZONE bytes below it,
 * and above it so many and up to a multiple of them. */
void __asan_alloca_poison(uintptr_t address, size_t size_bytes);
void __asan_alloca_poison(uintptr_t address, size_t size_bytes)
{
	size_t granules = (size_bytes + SHADOW_GRANULE - 1) & ~(SHADOW_GRANULE - 1);
	size_t rounded = (size_bytes + ALLOCA_REDZONE - 1) & ~(size_t)(ALLOCA_REDZONE - 1);

	rt_shadow_mark(address - ALLOCA_REDZONE, ALLOCA_REDZONE, SHADOW_ALLOCA_LEFT);
	rt_shadow_open(address, size_bytes);
	rt_shadow_mark(address + granules, rounded - granules + ALLOCA_REDZONE,
	               SHADOW_ALLOCA_RIGHT);
}

/* The arrays from `top`, the lowest and newest, up to `bottom` are gone. */
void __asan_allocas_unpoison(uintptr_t top, uintptr_t bottom);
void __asan_allocas_unpoison(uintptr_t top, uintptr_t bottom)
{
	if (top != 0 && top < bottom)
		rt_shadow_mark(top, bottom - top, SHADOW_OPEN);
}

static bool is_of_stack(uint8_t mark)
{
	return mark < SHADOW_GRANULE ||
	       (mark >= SHADOW_STACK_LEFT && mark <= SHADOW_STACK_RETURNED) ||
	       mark == SHADOW_STACK_SCOPE || mark == SHADOW_ALLOCA_LEFT ||
	       mark == SHADOW_ALLOCA_RIGHT;
}

/* Before a call that does not return, which longjmp may be: what is poisoned
 * on this stack would never be unpoisoned. A stack ends where the memory around it
 * begins: the edge of a heap block or a global variable, or of the area. */
void __asan_handle_no_return(void);
void __asan_handle_no_return(void)
{
	uintptr_t address = (uintptr_t)__builtin_frame_address(0) & ~(SHADOW_GRANULE - 1);
	const struct shadow_area *area = rt_shadow_area_of(address);

	if (!area)
		return;
	uint8_t *end = area->shadow + area->size_bytes / SHADOW_GRANULE;
	for (uint8_t *shadow = rt_shadow_at(area, address); shadow < end; shadow++) {
		if (!is_of_stack(*shadow))
			return;
		*shadow = SHADOW_OPEN;
	}
}

/* ---- What the compiler wrote of a frame ---- */

static const uintptr_t *find_frame(uintptr_t address)
{
	address &= ~(SHADOW_GRANULE - 1);
	for (size_t i = 0; i < FRAME_SIZE_MAX / SHADOW_GRANULE; i++, address -= SHADOW_GRANULE) {
		const uint8_t *shadow = rt_shadow_of(address);

		if (!shadow)
			return NULL;
		if (*shadow == SHADOW_STACK_LEFT && *(const uintptr_t *)address == FRAME_MAGIC)
			return (const uintptr_t *)address;
	}
	return NULL;
}

static size_t distance(const struct stack_variable *v, uintptr_t address)
{
	return rt_shadow_distance(v->address, v->size_bytes, address);
}

/* "name" or "name:line", of `length` bytes. */
static void take_name(struct stack_variable *v, const char *text, size_t length)
{
	const char *colon = memchr(text, ':', length);
	size_t used = colon ? (size_t)(colon - text) : length;

	v->line = colon ? (unsigned)strtoul(colon + 1, NULL, 10) : 0;
	if (used >= sizeof v->name)
		used = sizeof v->name - 1;
	memcpy(v->name, text, used);
	v->name[used] = '\0';
}

/* "COUNT" and for each variable " OFFSET SIZE LENGTH NAME". */
struct stack_variable rt_stack_find(uintptr_t address)
{
	const uintptr_t *frame = find_frame(address);
	struct stack_variable nearest = { .size_bytes = 0 };
	char *text;

	if (!frame)
		return nearest;
	unsigned long count = strtoul((const char *)frame[1], &text, 10);
	for (unsigned long i = 0; i < count; i++) {
		struct stack_variable v = { .function = frame[2] };

		v.address = (uintptr_t)frame + strtoul(text, &text, 10);
		v.size_bytes = strtoul(text, &text, 10);
		size_t length = strtoul(text, &text, 10);
		take_name(&v, ++text, length);
		text += length;
		if (nearest.size_bytes == 0 || distance(&v, address) < distance(&nearest, address))
			nearest = v;
	}
	return nearest;
}
