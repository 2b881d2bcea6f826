#pragma once
/* runtime: the one seam between the C runtime and the kernel under it.
 *
 * The runtime is plain C for a machine without an operating system. It
 * includes nothing outside its own folder and calls nothing but the hooks
 * declared here, which the kernel provides. Kernels and loaders include it;
 * nothing in runtime/ includes them.
 *
 *	include/	the headers a program sees
 *	builtins/	what the compiler calls on its own: soft float, wide
 *			integers, memory, stack protector
 *	core/		string, stdio, stdlib, ctype, math, time, errno, assert,
 *			setjmp
 *	alloc/		the heap
 *
 * Each folder is one archive and every source in it is one small family, so
 * that a link takes what it uses. Layers point downwards: alloc/ and core/
 * may call builtins/; core/ calls alloc/ from asprintf and strdup only.
 *
 * Context: unless a comment says otherwise, functions of the runtime keep no
 * state, take no lock and may be called anywhere, interrupts included. What
 * does keep state: the heap (see its lock below), errno, rand, strtok,
 * atexit. */

#define __need_size_t
#define __need_NULL
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Provided by the kernel ---- */

#define RUNTIME_STDOUT 1
#define RUNTIME_STDERR 2

/* Puts size_bytes of text, not terminated, on a stream. Called with pieces of
 * at most STREAM_BUFFER_BYTES by printf; the text is the caller's again upon
 * return. May be called wherever the kernel itself calls printf. */
void runtime_write(int stream, const char *text, size_t size_bytes);

/* The end: a failed assertion, abort, a damaged heap or stack, undefined
 * behaviour. file may be NULL and line 0 when no place is known. Lines of the
 * message after the first are details to be printed below it; such a line may
 * end in " by 0x" and an address that something was called from. The heap's
 * lock may be held: do not allocate. */
__attribute__((noreturn)) void runtime_panic(const char *file, int line, const char *message);

/* exit and _Exit end here, after what atexit registered has run. */
__attribute__((noreturn)) void runtime_exit(int status);

/* ---- Provided by the runtime, for the kernel to replace ---- */

/* Where errno lives. The runtime's own is one variable for the machine and
 * weak: a kernel with threads defines this function to give each its own. */
int *runtime_errno(void);

/* The time of day: seconds since 1970-01-01 UTC and nanoseconds below 10^9.
 * 0, or -1 if it is not known; the runtime's own is weak and says so. */
int runtime_time(int64_t *seconds, uint32_t *nanoseconds);

/* ---- The heap ----
 *
 * In debug builds fresh memory is filled with 0xa5 and freed memory with 0xdd,
 * and free, realloc and heap_check end in runtime_panic for a block that was
 * freed twice, never allocated, written past its end (each byte behind the size
 * that was asked for) or whose header was overwritten. The message says the
 * block's size and who allocated and freed it. Release builds see what costs
 * nothing: most double frees, and pointers that are not aligned. */

/* malloc, aligned_alloc and free take at most HEAP_STEPS_MAX steps (basic blocks
 * of machine code), however many blocks there are, and realloc, which may move
 * its block, twice as many; to this come the filling and copying of blocks, and
 * in debug builds a test of each region. Requests of 16 bytes to 32 KiB in any
 * order may fill HEAP_FILL_PERCENT_MIN of a region before one fails: the rest is
 * headers, and gaps. */
#define HEAP_STEPS_MAX 200
#define HEAP_FILL_PERCENT_MIN 85

/* Gives [base, base + size_bytes) to malloc for ever. Any alignment; a region
 * too small to hold one block is ignored. The memory must be mapped,
 * writable and nobody else's. Regions are never merged with each other. */
void heap_add_region(void *base, size_t size_bytes);

/* How the heap excludes its callers. acquire returns what release wants back,
 * usually the interrupt flag. Without a lock the heap belongs to one CPU, not
 * in interrupts. Set it before the second CPU starts; the structure must
 * stay. NULL means none. */
struct heap_lock {
	uintptr_t (*acquire)(void);
	void (*release)(uintptr_t state);
};
void heap_set_lock(const struct heap_lock *lock);

/* Sizes include each block's header; region_bytes = used + free + what the
 * regions' own bookkeeping takes. */
struct heap_stats {
	size_t region_bytes;
	size_t used_bytes;
	size_t peak_bytes;         /* the most that used_bytes ever was */
	size_t free_bytes;
	size_t largest_free_bytes; /* the largest request that could succeed */
	size_t block_count;        /* live allocations */
	size_t allocation_count;   /* successful allocations so far */
	size_t failure_count;      /* allocations refused so far */
};
struct heap_stats heap_get_stats(void);

/* Walks every block of every region and panics at the first that is damaged.
 * Takes the heap's lock; time grows with the number of blocks. */
void heap_check(void);

#ifdef __cplusplus
}
#endif
