/* initrd: see initrd.h. */
#include "initrd.h"

#define NAME "initrd.tar"

static struct tar start;       /* zero: no bytes, no entries */
static struct tar_entry entry; /* large for a stack */

const char *initrd_open(size_t *count)
{
	const char *why = tar_open_module(&start, NAME);
	struct tar walk;

	*count = 0;
	if (why)
		return why;
	for (walk = start; tar_next(&walk, &entry);)
		(*count)++;
	return walk.error;
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
