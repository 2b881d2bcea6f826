#include <errno.h>

#include "descriptor.h"

int64_t rt_posix_finish(int64_t value)
{
	if (value >= 0)
		return value;
	errno = (int)-value;
	return -1;
}
