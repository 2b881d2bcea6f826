#include "host/base/os_copy.h"

#include <errno.h>

bool os_copy_tree(const char *from, const char *to, const struct os_copy_choice *choice,
                  struct arena scratch)
{
	(void)from, (void)to, (void)choice, (void)scratch;
	errno = ENOTSUP;
	return false;
}
