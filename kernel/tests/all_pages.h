#pragma once
/* all_pages: memory that is exhausted, for a while. */
#include <ingot/page.h>

/* A list of all blocks there are, through their first words. */
phys_t all_pages_take(void);
void all_pages_give_back(phys_t list);
