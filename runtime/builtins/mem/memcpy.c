#include <string.h>

#include "word.h"

void *memcpy(void *__restrict to, const void *__restrict from, size_t size)
{
	word_copy_bulk(to, from, size);
	return to;
}
