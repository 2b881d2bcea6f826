#pragma once
/* runtime: the one seam between the C runtime and the kernel under it.
 *
 * The runtime is plain C for a machine without an operating system. It
 * includes nothing outside its own directory and calls nothing but the hooks
 * declared here, which the kernel provides. Kernels and loaders include it;
 * nothing in runtime/ includes them.
 *
 *	include/	the headers a program sees
 *	builtins/	what the compiler calls on its own: soft float, wide
 *			integers, memory, stack protector
 *	core/		string, stdio, stdlib, ctype, math, time, errno, assert,
 *			setjmp, wide characters
 *	alloc/		the heap
 *	sanitize/	the address sanitizer (<sanitize.h>), in builds with it
 *
 * Of C17's headers only <threads.h> is not there: threads are the kernel's, and
 * a library that guessed at its scheduler would be wrong.
 *
 * Each directory is one archive and every source in it is one small family, so
 * that a link takes what it uses. Layers point downwards: alloc/ and core/
 * may call builtins/; core/ calls alloc/ from asprintf, strdup and files only.
 *
 * Context: unless a comment says otherwise, functions of the runtime keep no
 * state, take no lock and may be called anywhere, interrupts included. What
 * does keep state: the heap (see its lock below), errno, rand, strtok,
 * atexit. */

#define __need_size_t
#define __need_ptrdiff_t
#define __need_NULL
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Provided by the kernel ---- */

#define RUNTIME_STDIN  0
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
__attribute__((__noreturn__)) void runtime_panic(const char *file, int line, const char *message);

/* A report that knows more than a message: begin prints a headline, as
 * runtime_panic would its message; the caller prints what it knows; end shows
 * how the program came to `at` and is the end. begin may be the end as well, if
 * a report is already under way. */
struct runtime_call {
	uintptr_t return_address; /* behind the call that is reported */
	uintptr_t frame;          /* the caller's frame pointer */
};
void runtime_report_begin(const char *headline);
__attribute__((__noreturn__)) void runtime_report_end(const struct runtime_call *at);

/* Text of a report, not terminated, to all that can show it. */
void runtime_report_write(const char *text, size_t size_bytes);

/* exit and _Exit end here, after what atexit registered has run. */
__attribute__((__noreturn__)) void runtime_exit(int status);

/* Optional: what exit runs after that, the destructors of the kernel's variables. */
void runtime_run_destructors(void);

/* ---- Provided by the runtime, for the kernel to replace ---- */

/* Where errno lives. The runtime's own is one variable for the machine and
 * weak: a kernel with threads defines this function to give each its own. */
int *runtime_errno(void);

/* The time of day: seconds since 1970-01-01 UTC and nanoseconds below 10^9.
 * 0, or -1 if it is not known; the runtime's own is weak and says so. */
int runtime_time(int64_t *seconds, uint32_t *nanoseconds);

/* What stdin reads: waits for a byte at least, and gives the bytes put to `to`;
 * 0 at the end of all input, or a negated errno number. The runtime's own is
 * weak and at its end. */
ptrdiff_t runtime_read(int stream, char *to, size_t size_bytes);

/* ---- What reports are made with ----
 *
 * As printf and snprintf, which a kernel may have its own of, but for what is said
 * when it crashes: they call nothing that it may define except memcpy, memset and
 * strlen, know no stream and leave errno alone. size is 1 at least; what does not
 * fit is cut; the length of what did is returned. */
#define RUNTIME_REPORT_LINE_SIZE 512 /* of what is printed at once */
__attribute__((__format__(__printf__, 1, 2))) void runtime_report_print(const char *format, ...);
__attribute__((__format__(__printf__, 3, 4))) size_t runtime_report_format(char *to, size_t size,
                                                                           const char *format, ...);
__attribute__((__format__(__printf__, 3, 0))) size_t
runtime_report_vformat(char *to, size_t size, const char *format, __builtin_va_list values);

/* All that exit does but the end: for a kernel whose main function returns. Linked by
 * what exit, _Exit and atexit are linked by. */
void runtime_finish(void);

/* ---- Files, if the kernel has any ---- */

/* How <stdio.h> reaches a file: functions of the kernel, and what they are
 * given. Errors are errno numbers, negated where a count is due. One that is
 * NULL is refused: EBADF, ESPIPE. */
struct runtime_file {
	void *object;
	/* The bytes read or written, at least one; 0 from read is the end. */
	ptrdiff_t (*read)(void *object, void *to, size_t size_bytes);
	ptrdiff_t (*write)(void *object, const void *from, size_t size_bytes);
	/* from is SEEK_SET, SEEK_CUR or SEEK_END; gives the place from the start. */
	int64_t (*seek)(void *object, int64_t offset, int from);
	/* 0 or an error; the object is gone in any case. */
	int (*close)(void *object);
};

/* Bits of mode. Each write to an appended file goes to its end. */
#define RUNTIME_OPEN_READ      1
#define RUNTIME_OPEN_WRITE     2
#define RUNTIME_OPEN_CREATE    4 /* if it is not there */
#define RUNTIME_OPEN_TRUNCATE  8
#define RUNTIME_OPEN_EXCLUSIVE 16 /* EEXIST if it is */
#define RUNTIME_OPEN_APPEND    32

/* 0 or an error. The runtime's own are weak and say ENOSYS: no files. */
int runtime_open(const char *name, int mode, struct runtime_file *file);
int runtime_remove(const char *name);
int runtime_rename(const char *from, const char *to);

/* For the kernel: a FILE over whatever its functions reach. mode is fopen's, of
 * which "r", "w", "a" and "+" count. NULL and EINVAL or ENOMEM: the object is
 * still the caller's. */
struct runtime_stream *runtime_open_stream(const struct runtime_file *file, const char *mode);

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
#define HEAP_STEPS_MAX        200
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

/* Where the heap gets more: grow adds a region of at least size_bytes by
 * heap_add_region and returns true, or false if it cannot. Called when an
 * allocation finds no room, without the heap's lock, in the context of the
 * allocation. NULL, the default, means never. What the heap got stays its own. */
void heap_set_grow(bool (*grow)(size_t size_bytes));

/* Sizes include each block's header; region_bytes = used + free + what the
 * regions' own bookkeeping takes. */
struct heap_stats {
	size_t region_bytes;
	size_t used_bytes;
	size_t peak_bytes; /* the most that used_bytes ever was */
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
