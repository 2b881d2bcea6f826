/* all_pages: see all_pages.h. */
#include "all_pages.h"

phys_t all_pages_take(void)
{
	phys_t list = 0;

	for (unsigned order = PAGE_ORDER_MAX + 1; order-- > 0;) {
		phys_t block;

		while ((block = page_alloc_order(order, PAGE_ZONE_ANY)) != 0) {
			*(phys_t *)memory_to_virtual(block) = list;
			list = block;
		}
	}
	return list;
}

void all_pages_give_back(phys_t list)
{
	while (list != 0) {
		phys_t next = *(phys_t *)memory_to_virtual(list);

		page_free(list);
		list = next;
	}
}
