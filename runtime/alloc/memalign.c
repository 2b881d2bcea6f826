/* <malloc.h>'s aligned blocks. */
#include <errno.h>
#include <malloc.h>

#include "block.h"
#include "caller.h"
#include "heap.h"

#define PAGE_SIZE 4096

void *memalign(size_t alignment, size_t size)
{
	if (alignment == 0 || (alignment & (alignment - 1)) != 0) {
		errno = EINVAL;
		return NULL;
	}
	return rt_heap_allocate(size, alignment < BLOCK_ALIGN ? BLOCK_ALIGN : alignment, CALLER);
}

void *valloc(size_t size)
{
	return rt_heap_allocate(size, PAGE_SIZE, CALLER);
}
