#pragma once
/* heap: allocation under the lock, with its figures kept.
 *
 * malloc.c gives these the names of the standard. Sizes are payloads here.
 * Context: wherever the kernel's lock may be taken. */

#include <stddef.h>

/* alignment: a power of two. NULL and ENOMEM if there is no room. */
void *rt_heap_allocate(size_t size, size_t alignment);
void rt_heap_release(void *payload);
/* In place; false if that is impossible. */
int rt_heap_resize(void *payload, size_t size);
size_t rt_heap_usable(void *payload);
