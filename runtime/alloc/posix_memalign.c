#include <errno.h>
#include <stdlib.h>

/* By aligned_alloc's name, as whoever watches the heap, or has another, has that too. */
int posix_memalign(void **block, size_t alignment, size_t size)
{
	int before = errno;

	if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0)
		return EINVAL;
	void *made = aligned_alloc(alignment, size);
	errno = before; /* POSIX: not set here */
	if (!made)
		return ENOMEM;
	*block = made;
	return 0;
}
