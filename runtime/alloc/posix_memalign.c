#include <errno.h>
#include <stdlib.h>

#include "block.h"
#include "heap.h"

int posix_memalign(void **block, size_t alignment, size_t size)
{
	int before = errno;

	if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0)
		return EINVAL;
	void *made = rt_heap_allocate(size, alignment < BLOCK_ALIGN ? BLOCK_ALIGN : alignment,
	                              __builtin_return_address(0));
	errno = before; /* POSIX: not set here */
	if (!made)
		return ENOMEM;
	*block = made;
	return 0;
}
