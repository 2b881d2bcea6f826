/* Global variables. clang puts a redzone behind each and a constructor into
 * each source, which lists them here; it runs before all others. */

#include "global.h"

#include "shadow.h"

static struct global *globals;

static void close_redzone(const struct global *g, uint8_t mark)
{
	rt_shadow_mark(g->address, g->size_with_redzone, mark);
	rt_shadow_open(g->address, g->size_bytes);
}

void __asan_register_globals(struct global *list, size_t count);
void __asan_register_globals(struct global *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		close_redzone(&list[i], SHADOW_GLOBAL);
		list[i].next = globals;
		globals = &list[i];
	}
}

/* Of a part of the kernel that is unloaded. */
void __asan_unregister_globals(struct global *list, size_t count);
void __asan_unregister_globals(struct global *list, size_t count)
{
	struct global **at = &globals;

	for (size_t i = 0; i < count; i++)
		rt_shadow_mark(list[i].address, list[i].size_with_redzone, SHADOW_OPEN);
	while (*at) {
		if (*at >= list && *at < list + count)
			*at = (*at)->next;
		else
			at = &(*at)->next;
	}
}

static size_t distance(const struct global *g, uintptr_t address)
{
	return rt_shadow_distance(g->address, g->size_bytes, address);
}

const struct global *rt_global_find(uintptr_t address)
{
	const struct global *nearest = globals;

	for (const struct global *g = globals; g; g = g->next)
		if (distance(g, address) < distance(nearest, address))
			nearest = g;
	return nearest;
}

/* Around the constructors of a source. C++ closes variables that are not
 * constructed yet meanwhile; C has none. */
void __asan_before_dynamic_init(const char *file);
void __asan_before_dynamic_init(const char *file)
{
	(void)file;
}

void __asan_after_dynamic_init(void);
void __asan_after_dynamic_init(void)
{
}
