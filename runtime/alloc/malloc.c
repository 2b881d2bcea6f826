#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "block.h"
#include "heap.h"

void *malloc(size_t size)
{
	return rt_heap_allocate(size, BLOCK_ALIGN);
}

void free(void *block)
{
	if (block != NULL)
		rt_heap_release(block);
}

static int multiply(size_t count, size_t size, size_t *product)
{
	if (!__builtin_mul_overflow(count, size, product))
		return 1;
	errno = ENOMEM;
	return 0;
}

void *calloc(size_t count, size_t size)
{
	size_t total;

	if (!multiply(count, size, &total))
		return NULL;
	void *block = malloc(total);
	return block != NULL ? memset(block, 0, total) : NULL;
}

/* realloc(block, 0) keeps a block that can be freed, like malloc(0). */
void *realloc(void *block, size_t size)
{
	if (block == NULL)
		return malloc(size);
	if (rt_heap_resize(block, size))
		return block;
	void *moved = malloc(size);
	if (moved == NULL)
		return NULL;
	size_t old = malloc_usable_size(block);
	memcpy(moved, block, old < size ? old : size);
	free(block);
	return moved;
}

void *reallocarray(void *block, size_t count, size_t size)
{
	size_t total;

	return multiply(count, size, &total) ? realloc(block, total) : NULL;
}

void *aligned_alloc(size_t alignment, size_t size)
{
	if (alignment == 0 || (alignment & (alignment - 1)) != 0) {
		errno = EINVAL;
		return NULL;
	}
	return rt_heap_allocate(size, alignment < BLOCK_ALIGN ? BLOCK_ALIGN : alignment);
}

size_t malloc_usable_size(void *block)
{
	return block != NULL ? rt_heap_usable(block) : 0;
}
