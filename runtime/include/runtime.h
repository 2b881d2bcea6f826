#pragma once
/* runtime: the interface between the C runtime and the kernel.
 *
 * The runtime is plain C for a machine without an operating system. It
 * includes nothing outside its own directory and calls nothing but the hooks
 * declared here, which the kernel provides (the kit does).
 *
 *	include/	the headers a program sees
 *	builtins/	what the compiler calls on its own: soft float, wide
 *			integers, memory, stack protector
 *	core/		string, stdio, stdlib, ctype, math, time, errno, assert,
 *			setjmp, wide characters, and what of POSIX is thin
 *	alloc/		the heap
 *	cxx/		what C++ calls on its own; its headers are include/c++/
 *	sanitize/	the address sanitizer (<sanitize.h>), in builds with it
 *
 * Of C17's headers only <threads.h> is missing: threads belong to the kernel.
 *
 * Each directory is one archive and every source in it is one small family, so
 * that a link takes what it uses. Layers point downwards: alloc/ and core/
 * may call builtins/; core/ calls alloc/ only where a header says that it allocates.
 *
 * Context: unless a comment says otherwise, functions of the runtime keep no
 * state, take no lock and may be called anywhere, interrupts included. What
 * does keep state: the heap (see its lock below), errno, rand, strtok,
 * atexit, the environment and the locale. */

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
 * at most STREAM_BUFFER_BYTES by printf; the text is not used after the
 * return. May be called wherever the kernel itself calls printf. */
void runtime_write(int stream, const char *text, size_t size_bytes);

/* Called for fatal errors: a failed assertion, abort, a corrupted heap or stack,
 * undefined behaviour. file may be NULL and line 0 if the location is unknown. Lines
 * of the message after the first are details; such a line may end in " by 0x" and a
 * return address. The heap's lock may be held: do not allocate. */
__attribute__((__noreturn__)) void runtime_panic(const char *file, int line, const char *message);

/* A report with details: begin prints the headline, as runtime_panic prints its
 * message; the caller prints the details; end prints the backtrace of `at` and does
 * not return. begin does not return either if a report is already in progress. */
struct runtime_call {
	uintptr_t return_address; /* behind the call that is reported */
	uintptr_t frame;          /* the caller's frame pointer */
};
void runtime_report_begin(const char *headline);
__attribute__((__noreturn__)) void runtime_report_end(const struct runtime_call *at);

/* Writes text of a report, not terminated, to all sinks. */
void runtime_report_write(const char *text, size_t size_bytes);

/* exit and _Exit end here, after what atexit registered has run. */
__attribute__((__noreturn__)) void runtime_exit(int status);

/* Optional: what exit runs after that, the destructors of the kernel's variables. */
void runtime_run_destructors(void);

/* ---- Weak functions of the runtime, which the kernel can replace ---- */

/* Where errno lives. The runtime's own is one variable for the machine and
 * weak: a kernel with threads defines this function to give each its own. */
int *runtime_errno(void);

/* Called again and again while another CPU or thread constructs a static variable of
 * C++ that this one needs. The runtime's own is weak and one instruction (PAUSE); a
 * kernel with threads may run another thread. */
void runtime_relax(void);

/* The time of day: seconds since 1970-01-01 UTC and nanoseconds below 10^9.
 * 0, or -1 if it is not known; the runtime's own is weak and says so. */
int runtime_time(int64_t *seconds, uint32_t *nanoseconds);

/* Optional: sets the time of day, for clock_settime: 0 or an errno number. */
int runtime_set_time(int64_t seconds, uint32_t nanoseconds);

/* Optional: nanoseconds since some moment, never fewer than before, for CLOCK_MONOTONIC:
 * 0, or -1 if they are not known. The kit's clock has one (<ingot/clock.h>), weak. */
int runtime_monotonic(uint64_t *nanoseconds);

/* Reads stdin: waits for at least one byte and returns the number of bytes stored; 0
 * at end of file, or a negated errno number. The runtime's own is weak and returns
 * 0. */
ptrdiff_t runtime_read(int stream, char *to, size_t size_bytes);

/* ---- Formatted output for reports ----
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

/* Does what exit does before runtime_exit: for a kernel whose main function returns. */
void runtime_finish(void);

/* ---- Files, if the kernel provides them ---- */

/* A file for <stdio.h>: functions of the kernel, and their first argument. Errors are
 * errno numbers, negated where a count is returned. A function may be NULL: then
 * the operation fails with EBADF or ESPIPE. */
struct runtime_file {
	void *object;
	/* The bytes read or written, at least one; 0 from read is the end. */
	ptrdiff_t (*read)(void *object, void *to, size_t size_bytes);
	ptrdiff_t (*write)(void *object, const void *from, size_t size_bytes);
	/* from is SEEK_SET, SEEK_CUR or SEEK_END; returns the new offset. */
	int64_t (*seek)(void *object, int64_t offset, int from);
	/* 0 or an error; the object is closed in any case. */
	int (*close)(void *object);
};

/* Bits of mode. Each write to an appended file goes to its end. */
#define RUNTIME_OPEN_READ      1
#define RUNTIME_OPEN_WRITE     2
#define RUNTIME_OPEN_CREATE    4 /* if it does not exist */
#define RUNTIME_OPEN_TRUNCATE  8
#define RUNTIME_OPEN_EXCLUSIVE 16 /* EEXIST if it exists */
#define RUNTIME_OPEN_APPEND    32

/* 0 or an error. The runtime's own are weak and say ENOSYS: no files. */
int runtime_open(const char *name, int mode, struct runtime_file *file);
int runtime_remove(const char *name);
int runtime_rename(const char *from, const char *to);

/* What <sys/stat.h> says of a file. */
struct runtime_status {
	uint64_t size_bytes;
	uint64_t number; /* tells files apart; 0 is no number */
	unsigned mode;   /* S_IF... and S_I... of <sys/stat.h> */
	uint32_t modified_nanoseconds;
	int64_t modified_seconds; /* since 1970-01-01 UTC */
};

/* For <unistd.h> and <sys/stat.h>; 0 or an error. The runtime's own are weak and say
 * ENOSYS: stat and fstat then open and seek, all else fails. */
int runtime_stat(const char *name, struct runtime_status *to);
int runtime_fstat(const struct runtime_file *file, struct runtime_status *to);
int runtime_truncate(const struct runtime_file *file, int64_t size_bytes);
int runtime_sync(const struct runtime_file *file);
int runtime_make_directory(const char *name, unsigned mode);

/* Waits, for sleep, usleep and nanosleep: 0 or an error. The runtime's own is weak and
 * says ENOSYS. */
int runtime_sleep(int64_t seconds, uint32_t nanoseconds);

/* Makes a FILE of the kernel's functions. mode is fopen's, of which "r", "w", "a" and
 * "+" count. On failure NULL and EINVAL or ENOMEM: the object is not closed. */
struct runtime_stream *runtime_open_stream(const struct runtime_file *file, const char *mode);

/* ---- The heap ----
 *
 * In debug builds fresh memory is filled with 0xa5 and freed memory with 0xdd,
 * and free, realloc and heap_check end in runtime_panic for a block that was
 * freed twice, never allocated, written past its end (each byte behind the size
 * that was asked for) or whose header was overwritten. The message says the
 * block's size and who allocated and freed it. Release builds detect only
 * most double frees and misaligned pointers. */

/* malloc, aligned_alloc and free take at most HEAP_STEPS_MAX steps (basic blocks
 * of machine code), however many blocks there are, and realloc, which may move
 * its block, twice as many; to this come the filling and copying of blocks, and
 * in debug builds a test of each region. Requests of 16 bytes to 32 KiB in any
 * order may fill HEAP_FILL_PERCENT_MIN of a region before one fails: the rest is
 * headers, and gaps. */
#define HEAP_STEPS_MAX        200
#define HEAP_FILL_PERCENT_MIN 85

/* Adds [base, base + size_bytes) to the heap. Any alignment; a region too small for
 * one block is ignored. The memory must be mapped, writable and not used otherwise.
 * Regions are never merged or removed. */
void heap_add_region(void *base, size_t size_bytes);

/* The lock of the heap. acquire returns a value for release, usually RFLAGS. Without a
 * lock only one CPU may use the heap, and not in interrupt handlers. Set it before
 * the second CPU starts; the structure must stay. NULL: no lock (the default). */
struct heap_lock {
	uintptr_t (*acquire)(void);
	void (*release)(uintptr_t state);
};
void heap_set_lock(const struct heap_lock *lock);

/* Sets the function that grows the heap: it adds a region of at least size_bytes by
 * heap_add_region and returns true, or false on failure. Called when an allocation
 * finds no free block, without the heap's lock, in the context of the allocation.
 * NULL: the heap does not grow (the default). */
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

/* Checks every block of every region and panics at the first corrupted one.
 * Takes the heap's lock; time grows with the number of blocks. */
void heap_check(void);

#ifdef __cplusplus
}
#endif
