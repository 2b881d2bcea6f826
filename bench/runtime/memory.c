/* Memory, strings and the heap, compiled once for each of WHO: with the names
 * of the runtime and without vectors, and with the C library's. */

#include <stddef.h>

#include "calls.h"

void *NAME(memcpy)(void *, const void *, size_t);
void *NAME(memmove)(void *, const void *, size_t);
void *NAME(memset)(void *, int, size_t);
int NAME(memcmp)(const void *, const void *, size_t);
size_t NAME(strlen)(const char *);
void *NAME(malloc)(size_t);
void *NAME(realloc)(void *, size_t);
void NAME(free)(void *);

extern unsigned char bytes[BYTES_MAX + 64], same_bytes[BYTES_MAX + 64];

static volatile size_t result;
static void *blocks[64];

/* The string of that size that ends where the bytes do. */
static const char *text(size_t size)
{
	return (const char *)bytes + BYTES_MAX - size;
}

#define SIZE(count, bytes_count, name) \
	CALL_EXPANDED(memcpy_##name, WHO, count, NAME(memcpy)(same_bytes, bytes, bytes_count)) \
	CALL_EXPANDED(memmove_down_##name, WHO, count, \
	              NAME(memmove)(same_bytes, same_bytes + 16, bytes_count)) \
	CALL_EXPANDED(memmove_up_##name, WHO, count, \
	              NAME(memmove)(same_bytes + 16, same_bytes, bytes_count)) \
	CALL_EXPANDED(memset_##name, WHO, count, NAME(memset)(same_bytes, 'x', bytes_count)) \
	CALL_EXPANDED(memcmp_##name, WHO, count, \
	              result = (size_t)NAME(memcmp)(bytes, same_bytes, bytes_count)) \
	CALL_EXPANDED(strlen_##name, WHO, count, result = NAME(strlen)(text(bytes_count)))
SIZE(CALLS, 1, 1)
SIZE(CALLS, 4, 4)
SIZE(CALLS, 8, 8)
SIZE(CALLS, 16, 16)
SIZE(CALLS, 31, 31)
SIZE(CALLS, 64, 64)
SIZE(CALLS, 100, 100)
SIZE(CALLS, 256, 256)
SIZE(CALLS, 1024, 1K)
SIZE(CALLS, 4096, 4K)
SIZE(CALLS_LARGE, 65536, 64K)
SIZE(CALLS_LARGE, 1048576, 1M)

/* A block comes and an older one goes. */
static void exchange(int i, size_t size)
{
	void **block = &blocks[i * 7 % 64];

	NAME(free)(*block);
	*block = NAME(malloc)(size);
}

/* A block that grows by 48 bytes, to 3 KiB and over again. */
static void grow(int i)
{
	size_t size = (size_t)(i % 64 + 1) * 48;

	if (i % 64 == 0) {
		NAME(free)(blocks[0]);
		blocks[0] = NULL;
	}
	blocks[0] = NAME(realloc)(blocks[0], size);
}

CALL(heap_small, WHO, exchange(i, (size_t)(integers[i] & 63) + 1))
CALL(heap_mixed, WHO, exchange(i, (size_t)(integers[i] & 0xffff) % 1000 + 1))
CALL(heap_large, WHO, exchange(i, (size_t)(integers[i] & 0xffff) + 1))
CALL(heap_grow, WHO, grow(i))
