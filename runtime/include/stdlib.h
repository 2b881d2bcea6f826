#pragma once
/* <stdlib.h>: C17 7.22 without an environment, files or a locale.
 *
 * Numbers: strtod and strtof are correctly rounded, nearest even. qsort sorts
 * in place, in n log n steps whatever the input, and is not stable.
 * Heap: see runtime.h for its memory, its lock and its checks. Blocks are
 * aligned to 16 bytes; malloc(0) gives a block of its own. Failure is NULL
 * and ENOMEM.
 * Context: anywhere, save the heap (under its lock), rand and atexit. */

#define __need_size_t
#define __need_wchar_t
#define __need_NULL
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 0x7fffffff
#define ATEXIT_LIMIT 32

typedef struct { int quot, rem; } div_t;
typedef struct { long quot, rem; } ldiv_t;
typedef struct { long long quot, rem; } lldiv_t;

__attribute__((malloc, alloc_size(1))) void *malloc(size_t size);
__attribute__((malloc, alloc_size(1, 2))) void *calloc(size_t count, size_t size);
__attribute__((alloc_size(2))) void *realloc(void *block, size_t size);
__attribute__((alloc_size(2, 3))) void *reallocarray(void *block, size_t count, size_t size);
/* alignment: a power of two, else EINVAL. */
__attribute__((malloc, alloc_size(2))) void *aligned_alloc(size_t alignment, size_t size);
void free(void *block);
/* The bytes that the caller may use; 0 for NULL. */
size_t malloc_usable_size(void *block);

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
/* The same with the caller's state. */
int rand_r(unsigned *state);

void *bsearch(const void *key, const void *base, size_t count, size_t size,
              int (*compare)(const void *, const void *));
void qsort(void *base, size_t count, size_t size,
           int (*compare)(const void *, const void *));

/* 0, or -1 once ATEXIT_LIMIT functions are registered. */
int atexit(void (*function)(void));
__attribute__((noreturn)) void exit(int status);
__attribute__((noreturn)) void _Exit(int status);
__attribute__((noreturn, cold)) void abort(void);
/* There is no environment: NULL. */
char *getenv(const char *name);

#ifdef __cplusplus
}
#endif
