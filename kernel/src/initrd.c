/* initrd: see initrd.h. */
#include "initrd.h"

#define NAME "initrd.tar"

static struct tar start;		/* zero: no bytes, no entries */
static struct tar_entry entry;		/* large for a stack */

size_t initrd_open(const char **reason)
{
	struct tar walk;
	size_t count = 0;

	*reason = NULL;
	if (!tar_open_module(&start, NAME, reason))
		return 0;
	for (walk = start; tar_next(&walk, &entry); count++)
		;
	*reason = walk.error;
	return count;
}

struct tar initrd_walk(void)
{
	return start;
}

const char *initrd_get_name(size_t index)
{
	struct tar walk = start;

	while (tar_next(&walk, &entry))
		if (index-- == 0)
			return entry.name;
	return NULL;
}
