#include "memory.h"

#define PAGE_SIZE   4096
#define EARLY_LIMIT (4ull << 20)

extern char end[];

static char *next = end;

void *page_alloc(void)
{
	char *page = next;

	if (v2p(page) + PAGE_SIZE > EARLY_LIMIT)
		return 0;
	next += PAGE_SIZE;
	for (int i = 0; i < PAGE_SIZE; i++)
		page[i] = 0;
	return page;
}

uint64_t pages_left(void)
{
	return (EARLY_LIMIT - v2p(next)) / PAGE_SIZE;
}
