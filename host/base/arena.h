#pragma once
/* arena: memory that is freed all at once.
 *
 * A command owns one `keep` arena and one scratch arena. A function needing
 * working space takes `struct arena scratch` by value: what it pushes vanishes
 * on return. A function that makes something for its caller takes
 * `struct arena *keep`. Out of memory ends the program with a message:
 * arena_push never returns NULL. */
#include <stddef.h>

struct arena {
	unsigned char *next, *end;
};

/* An arena of capacity_bytes; the pages cost nothing until they are used. */
struct arena arena_new(size_t capacity_bytes);

/* count * size_bytes zeroed bytes; either may be 0. */
void *arena_push_size(struct arena *arena, size_t size_bytes, size_t alignment, size_t count);

/* Where an array of count items has room for one more, and for an end mark behind it:
 * where it is, or, if its *capacity is used up, moved to twice the room. */
void *arena_grow_size(struct arena *arena, const void *items, size_t count, size_t *capacity,
                      size_t size_bytes);

/* Gives an array that room: what it is and what has its capacity are variables. */
#define arena_grow(arena, items, count, capacity) \
	((items) = arena_grow_size((arena), (items), (count), &(capacity), sizeof *(items)))

/* A part of an arena, as an arena of its own: for texts that grow in one while
 * others are read in the other. */
struct arena arena_part(struct arena *arena, size_t size_bytes);

/* n zeroed objects of type T; n may be 0. */
#define arena_push(arena, T, n) ((T *)arena_push_size((arena), sizeof(T), _Alignof(T), (n)))
