/* The heap, watched: malloc and its like come here, as __wrap_malloc gets the name in
 * this build, unless the kernel has one of its own. The heap itself is compiled without
 * the sanitizer and knows nothing of this; what it keeps in its blocks lies in poisoned
 * memory. */

#include <errno.h>
#include <runtime.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "chunk.h"
#include "report.h"
#include "shadow.h"

#define CHUNK_MAGIC      ((uintptr_t)UINT64_C(0xc4a91d0e5eedb10c))
#define AREAS_FOR_OTHERS 16
#define CHUNK_FIND_MAX   (64u << 20) /* how far back a chunk is looked for */

void *__real_malloc(size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void __real_free(void *block);
void __real_heap_add_region(void *base, size_t size_bytes);
struct heap_stats __real_heap_get_stats(void);
void __real_heap_set_lock(const struct heap_lock *lock);
void __real_heap_set_grow(bool (*grow)(size_t size_bytes));
void *__real_memset(void *to, int byte, size_t size);
void *__real_memcpy(void *restrict to, const void *restrict from, size_t size);

static const struct heap_lock *lock;
static bool (*grow)(size_t size_bytes);
static size_t watched_bytes; /* of all regions */
static struct {
	struct chunk *first, *last;
	size_t bytes;
} queue;

/* ---- Regions ---- */

/* A region gives a ninth of itself, its end, for the shadow of the rest. */
void __wrap_heap_add_region(void *base, size_t size_bytes);
void __wrap_heap_add_region(void *base, size_t size_bytes)
{
	size_t watched = size_bytes / (SANITIZE_SHADOW_SCALE + 1) * SANITIZE_SHADOW_SCALE;
	uint8_t *shadow = (uint8_t *)base + watched;

	__real_memset(shadow, SHADOW_HEAP, size_bytes - watched);
	sanitize_add_area(base, watched, shadow);
	watched_bytes += watched;
	__real_heap_add_region(base, watched);
}

/* Asks the kernel for so much that so much is left beside its shadow. */
static bool grow_with_shadow(size_t size_bytes)
{
	return grow((size_bytes / SANITIZE_SHADOW_SCALE + 1) * (SANITIZE_SHADOW_SCALE + 1));
}

/* Each region is an area, and those are few: so a heap doubles, as long as the
 * kernel has that much, and the last areas are for others. */
static bool grow_watched(size_t size_bytes)
{
	if (rt_shadow_area_count + AREAS_FOR_OTHERS > SANITIZE_AREAS_MAX)
		return false;
	return (watched_bytes > size_bytes && grow_with_shadow(watched_bytes)) ||
	       grow_with_shadow(size_bytes);
}

void __wrap_heap_set_grow(bool (*new_grow)(size_t size_bytes));
void __wrap_heap_set_grow(bool (*new_grow)(size_t size_bytes))
{
	grow = new_grow;
	__real_heap_set_grow(new_grow ? grow_watched : NULL);
}

void __wrap_heap_set_lock(const struct heap_lock *new_lock);
void __wrap_heap_set_lock(const struct heap_lock *new_lock)
{
	lock = new_lock;
	__real_heap_set_lock(new_lock);
}

static uintptr_t enter(void)
{
	return lock ? lock->acquire() : 0;
}

static void leave(uintptr_t state)
{
	if (lock)
		lock->release(state);
}

/* ---- Chunks ---- */

static uintptr_t payload_of(const struct chunk *chunk)
{
	return (uintptr_t)(chunk + 1);
}

static bool is_chunk(const struct chunk *chunk)
{
	return chunk->magic == (CHUNK_MAGIC ^ (uintptr_t)chunk);
}

static void remember(struct chunk_callers *callers, const struct runtime_call *at)
{
	uintptr_t found[SANITIZE_CALLERS_MAX]; /* the kernel may not write to a chunk */

	callers->count = sanitize_find_callers(at, found, SANITIZE_CALLERS_MAX);
	__real_memcpy(callers->callers, found, sizeof found);
}

/* Unpoisons what the caller asked for; the rest of the block stays poisoned. */
static void *chunk_make(char *block, size_t head, size_t size, const struct runtime_call *at)
{
	struct chunk *chunk = (struct chunk *)(block + head) - 1;

	*chunk = (struct chunk){
		.magic = CHUNK_MAGIC ^ (uintptr_t)chunk,
		.state = CHUNK_LIVE,
		.block = block,
		.size_bytes = size,
	};
	remember(&chunk->allocated, at);
	rt_shadow_open(payload_of(chunk), size);
	return (void *)payload_of(chunk);
}

/* If more than limit_bytes wait, forgets the oldest freed chunk. False: there
 * is nothing to forget. */
static bool chunk_forget(size_t limit_bytes)
{
	uintptr_t state = enter();
	struct chunk *chunk = limit_bytes == 0 || queue.bytes > limit_bytes ? queue.first : NULL;

	/* However large, the newest has its time. */
	if (limit_bytes > 0 && chunk == queue.last)
		chunk = NULL;
	if (chunk) {
		queue.first = chunk->next;
		queue.bytes -= chunk->size_bytes;
		if (!queue.first)
			queue.last = NULL;
		chunk->magic = 0;
		rt_shadow_mark(payload_of(chunk), chunk->size_bytes, SHADOW_HEAP);
	}
	leave(state);
	if (chunk)
		__real_free(chunk->block);
	return chunk != NULL;
}

static void *allocate(size_t size, size_t alignment, const struct runtime_call *at)
{
	size_t head = (sizeof(struct chunk) + alignment - 1) & ~(alignment - 1);
	size_t padded;
	char *block;

	if (__builtin_add_overflow(size, head + 2 * CHUNK_EDGE, &padded)) {
		errno = ENOMEM;
		return NULL;
	}
	padded &= ~(size_t)(CHUNK_EDGE - 1);
	do
		block = __real_aligned_alloc(alignment, padded);
	while (!block && chunk_forget(0));
	return block ? chunk_make(block, head, size, at) : NULL;
}

/* The chunk of a pointer that the caller wants to free or resize. */
static struct chunk *chunk_of(void *payload, const struct runtime_call *at)
{
	struct chunk *chunk = (struct chunk *)payload - 1;
	uintptr_t address = (uintptr_t)payload;

	if (address % 16 != 0 || !rt_shadow_of((uintptr_t)chunk) || !is_chunk(chunk))
		rt_report_misuse("invalid free: not a pointer that malloc returned", address, at);
	if (chunk->state != CHUNK_LIVE)
		rt_report_misuse("double free", address, at);
	return chunk;
}

static void release(void *payload, const struct runtime_call *at)
{
	struct chunk *chunk = chunk_of(payload, at);
	uintptr_t state;

	__real_memset(payload, SHADOW_FREED, chunk->size_bytes);
	remember(&chunk->freed, at);
	chunk->state = CHUNK_FREED;
	chunk->next = NULL;
	rt_shadow_mark(payload_of(chunk), chunk->size_bytes, SHADOW_FREED);
	state = enter();
	if (queue.last)
		queue.last->next = chunk;
	else
		queue.first = chunk;
	queue.last = chunk;
	queue.bytes += chunk->size_bytes;
	leave(state);
	while (chunk_forget(CHUNK_QUEUE_BYTES_MAX))
		;
}

const struct chunk *rt_chunk_find(uintptr_t address)
{
	address &= ~(uintptr_t)15;
	for (size_t i = 0; i < CHUNK_FIND_MAX / 16; i++, address -= 16) {
		if (!rt_shadow_of(address))
			return NULL;
		if (is_chunk((const struct chunk *)address))
			return (const struct chunk *)address;
	}
	return NULL;
}

/* The figures of a heap where nothing waits. */
struct heap_stats __wrap_heap_get_stats(void);
struct heap_stats __wrap_heap_get_stats(void)
{
	while (chunk_forget(0))
		;
	return __real_heap_get_stats();
}

/* ---- The names of the standard ---- */

void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
	return allocate(size, 16, &REPORT_CALLER);
}

void __wrap_free(void *block);
void __wrap_free(void *block)
{
	if (block)
		release(block, &REPORT_CALLER);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
	if (alignment == 0 || (alignment & (alignment - 1)) != 0) {
		errno = EINVAL;
		return NULL;
	}
	return allocate(size, alignment < 16 ? 16 : alignment, &REPORT_CALLER);
}

void *__wrap_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size)
{
	size_t total;
	void *block;

	if (__builtin_mul_overflow(count, size, &total)) {
		errno = ENOMEM;
		return NULL;
	}
	block = allocate(total, 16, &REPORT_CALLER);
	return block ? __real_memset(block, 0, total) : NULL;
}

/* Always moves, so that a pointer to the old place is found out. */
static void *resize(void *block, size_t size, const struct runtime_call *at)
{
	struct chunk *chunk = block ? chunk_of(block, at) : NULL;
	void *moved = allocate(size, 16, at);

	if (!moved || !chunk)
		return moved;
	__real_memcpy(moved, block, chunk->size_bytes < size ? chunk->size_bytes : size);
	release(block, at);
	return moved;
}

void *__wrap_realloc(void *block, size_t size);
void *__wrap_realloc(void *block, size_t size)
{
	return resize(block, size, &REPORT_CALLER);
}

void *__wrap_reallocarray(void *block, size_t count, size_t size);
void *__wrap_reallocarray(void *block, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total)) {
		errno = ENOMEM;
		return NULL;
	}
	return resize(block, total, &REPORT_CALLER);
}

size_t __wrap_malloc_usable_size(void *block);
size_t __wrap_malloc_usable_size(void *block)
{
	return block ? chunk_of(block, &REPORT_CALLER)->size_bytes : 0;
}
