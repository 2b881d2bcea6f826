#pragma once
/* <stdlib.h>: C17 7.22 without a command processor, and functions of POSIX.1-2024.
 * Multibyte text is UTF-8; see <wchar.h>.
 *
 * Environment: a table of strings "NAME=value", `environ`, that a kernel fills or that
 * is empty. One for the machine; functions that change it take no lock.
 * Numbers: strtod and strtof are correctly rounded, nearest even. qsort sorts
 * in place, in n log n steps whatever the input, and is not stable.
 * Heap: see runtime.h for its memory, its lock and its checks. Blocks are
 * aligned to 16 bytes; malloc(0) gives a block of its own. Failure is NULL
 * and ENOMEM.
 * Context: anywhere, save the heap (under its lock), rand, atexit, and what changes
 * the environment. */

#define __need_size_t
#define __need_wchar_t
#define __need_NULL
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX     0x7fffffff
#define ATEXIT_LIMIT 32
#define MB_CUR_MAX   ((size_t)4)

typedef struct {
	int quot, rem;
} div_t;
typedef struct {
	long quot, rem;
} ldiv_t;
typedef struct {
	long long quot, rem;
} lldiv_t;

__attribute__((__malloc__, __alloc_size__(1))) void *malloc(size_t size);
__attribute__((__malloc__, __alloc_size__(1, 2))) void *calloc(size_t count, size_t size);
__attribute__((__alloc_size__(2))) void *realloc(void *block, size_t size);
/* alignment: a power of two, else EINVAL. */
__attribute__((__malloc__, __alloc_size__(2))) void *aligned_alloc(size_t alignment, size_t size);
void free(void *block);

int atoi(const char *s);
long atol(const char *s);
long long atoll(const char *s);
double atof(const char *s);
long strtol(const char *__restrict s, char **__restrict end, int base);
long long strtoll(const char *__restrict s, char **__restrict end, int base);
unsigned long strtoul(const char *__restrict s, char **__restrict end, int base);
unsigned long long strtoull(const char *__restrict s, char **__restrict end, int base);
float strtof(const char *__restrict s, char **__restrict end);
double strtod(const char *__restrict s, char **__restrict end);
long double strtold(const char *__restrict s, char **__restrict end);

int abs(int value);
long labs(long value);
long long llabs(long long value);
div_t div(int dividend, int divisor);
ldiv_t ldiv(long dividend, long divisor);
lldiv_t lldiv(long long dividend, long long divisor);

/* Not for secrets: one 64-bit state for the machine. */
int rand(void);
void srand(unsigned seed);

void *bsearch(const void *key, const void *base, size_t count, size_t size,
              int (*compare)(const void *, const void *));
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));

/* 0, or -1 once ATEXIT_LIMIT functions are registered. */
int atexit(void (*function)(void));
int at_quick_exit(void (*function)(void));
/* Calls what atexit registered, the last first, then writes what files hold
 * back and ends in runtime_exit. quick_exit calls what at_quick_exit
 * registered, and _Exit nothing; both leave files as they are. */
__attribute__((__noreturn__)) void exit(int status);
__attribute__((__noreturn__)) void quick_exit(int status);
__attribute__((__noreturn__)) void _Exit(int status);
/* runtime_panic, after a handler of SIGABRT. */
__attribute__((__noreturn__, __cold__)) void abort(void);
/* The value, which stays until it is changed; NULL: there is none. */
char *getenv(const char *name);
/* 0 for NULL: there is no command processor. Else -1 and ENOSYS. */
int system(const char *command);

/* -1 and EILSEQ for what is no character, or not all of one. */
int mblen(const char *s, size_t size);
int mbtowc(wchar_t *__restrict to, const char *__restrict from, size_t size);
int wctomb(char *to, wchar_t c);
size_t mbstowcs(wchar_t *__restrict to, const char *__restrict from, size_t count);
size_t wcstombs(char *__restrict to, const wchar_t *__restrict from, size_t size);

/* ---- POSIX.1-2024 and BSD ---- */

/* Hidden by _ANSI_SOURCE, for programs that have other functions under these names. */
#ifndef _ANSI_SOURCE

__attribute__((__alloc_size__(2, 3))) void *reallocarray(void *block, size_t count, size_t size);
/* 0; EINVAL for an alignment that is no power of two or less than a pointer's
 * size, and ENOMEM: then *block stays. errno is not set. */
int posix_memalign(void **block, size_t alignment, size_t size);
/* The bytes that the caller may use; 0 for NULL. */
size_t malloc_usable_size(void *block);

/* rand with the caller's state, which a seed begins. */
int rand_r(unsigned *seed);

/* glibc's order (BSD's has another): `compare` is given `argument` too. */
void qsort_r(void *base, size_t count, size_t size,
             int (*compare)(const void *, const void *, void *), void *argument);

/* The environment: ends with NULL; is NULL while there is none. Whoever sets it owns the
 * table and its strings, which may be constants: it is copied before it is changed. */
extern char **environ;
/* Copies of name and value. 0, or -1 and errno: EINVAL for a name that is NULL, empty or
 * has a '=', ENOMEM. Without `overwrite` a value that is there stays. */
int setenv(const char *name, const char *value, int overwrite);
int unsetenv(const char *name);
/* "NAME=value" itself, not a copy; "NAME" takes NAME out. */
int putenv(char *entry);
/* Leaves `environ` NULL, and frees what setenv made: 0. */
int clearenv(void);

#endif

#ifdef __cplusplus
}
#endif
