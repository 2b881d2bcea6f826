/* <malloc.h>'s aligned blocks: by aligned_alloc's name, as posix_memalign. */
#include <malloc.h>
#include <stdlib.h>

#define PAGE_SIZE 4096

void *memalign(size_t alignment, size_t size)
{
	return aligned_alloc(alignment, size);
}

void *valloc(size_t size)
{
	return aligned_alloc(PAGE_SIZE, size);
}
