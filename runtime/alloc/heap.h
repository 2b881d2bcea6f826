#pragma once
/* heap: malloc without its names: allocation under the lock, with figures kept.
 *
 * malloc.c gives these the names of the standard. Sizes are payloads here;
 * caller is the address that the heap's user called from.
 * Context: wherever the kernel's lock may be taken. */

#include <stddef.h>

/* alignment: a power of two. NULL and ENOMEM if there is no room. */
void *rt_heap_allocate(size_t size, size_t alignment, const void *caller);
/* As if there were no room: for a size that no number holds. */
void *rt_heap_refuse(void);
void rt_heap_release(void *payload, const void *caller);
/* In place; false if that is impossible. */
int rt_heap_resize(void *payload, size_t size, const void *caller);
size_t rt_heap_usable(void *payload);
