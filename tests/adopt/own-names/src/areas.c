#include <ingot/area.h>
#include <stddef.h>

void *map_work(size_t size);

void *map_work(size_t size)
{
	void *address = NULL;

	return area_alloc("work", size, MAPPING_WRITE, &address) ? NULL : address;
}
