#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "block.h"
#include "caller.h"
#include "heap.h"

static void *allocate(size_t size, const void *caller)
{
	return rt_heap_allocate(size, BLOCK_ALIGN, caller);
}

void *malloc(size_t size)
{
	return allocate(size, CALLER);
}

void free(void *block)
{
	if (block)
		rt_heap_release(block, CALLER);
}

void *calloc(size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total))
		return rt_heap_refuse();
	void *block = allocate(total, CALLER);
	return block ? memset(block, 0, total) : NULL;
}

/* realloc(block, 0) keeps a block that can be freed, like malloc(0). */
static void *reallocate(void *block, size_t size, const void *caller)
{
	if (!block)
		return allocate(size, caller);
	if (rt_heap_resize(block, size, caller))
		return block;
	void *moved = allocate(size, caller);
	if (!moved)
		return NULL;
	size_t old = rt_heap_usable(block);
	memcpy(moved, block, old < size ? old : size);
	rt_heap_release(block, caller);
	return moved;
}

void *realloc(void *block, size_t size)
{
	return reallocate(block, size, CALLER);
}

void *reallocarray(void *block, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total))
		return rt_heap_refuse();
	return reallocate(block, total, CALLER);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	if (alignment == 0 || (alignment & (alignment - 1)) != 0) {
		errno = EINVAL;
		return NULL;
	}
	return rt_heap_allocate(size, alignment < BLOCK_ALIGN ? BLOCK_ALIGN : alignment, CALLER);
}

size_t malloc_usable_size(void *block)
{
	return block ? rt_heap_usable(block) : 0;
}
