#pragma once
/* <string.h>: C17 7.24, memset_explicit of C23, and the functions of POSIX.1-2024,
 * BSD and GNU that programs expect. There are no locale_t and its functions.
 *
 * Context: anywhere; no function here allocates except strdup and strndup.
 * strtok keeps one state for the machine: use strtok_r. */

#define __need_size_t
#define __need_NULL
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

void *memcpy(void *__restrict to, const void *__restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *a, const void *b, size_t size);
void *memchr(const void *in, int byte, size_t size);

size_t strlen(const char *s);
char *strcpy(char *__restrict to, const char *__restrict from);
char *strncpy(char *__restrict to, const char *__restrict from, size_t size);
char *strcat(char *__restrict to, const char *__restrict from);
char *strncat(char *__restrict to, const char *__restrict from, size_t limit);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t limit);
int strcoll(const char *a, const char *b);
size_t strxfrm(char *__restrict to, const char *__restrict from, size_t size);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
size_t strspn(const char *s, const char *accepted);
size_t strcspn(const char *s, const char *rejected);
char *strpbrk(const char *s, const char *wanted);
char *strstr(const char *s, const char *needle);
char *strtok(char *__restrict s, const char *__restrict separators);
/* "EINVAL: invalid argument" and the like; never NULL, never modified. */
char *strerror(int number);
/* C23: a memset that the compiler may not remove. */
void *memset_explicit(void *to, int byte, size_t size);

/* ---- POSIX.1-2024, BSD and GNU ---- */

/* Hidden by _ANSI_SOURCE, for programs that have other functions under these names. */
#ifndef _ANSI_SOURCE

size_t strnlen(const char *s, size_t limit);
char *stpcpy(char *__restrict to, const char *__restrict from);
char *stpncpy(char *__restrict to, const char *__restrict from, size_t size);
char *strtok_r(char *__restrict s, const char *__restrict separators, char **__restrict rest);
/* A copy from malloc that the caller frees, or NULL. */
char *strdup(const char *s);
char *strndup(const char *s, size_t limit);
/* Copies up to and with the first such byte: behind its copy, or NULL if it is not
 * among the first `size`, which then are all copied. */
void *memccpy(void *__restrict to, const void *__restrict from, int byte, size_t size);
/* POSIX's, not GNU's: 0; EINVAL for a number that has no text, "unknown error" then; ERANGE
 * if the text was cut. */
int strerror_r(int number, char *to, size_t size);
/* "termination" and the like; of numbers without a name, in a buffer that the
 * machine shares. */
char *strsignal(int number);

void *memrchr(const void *in, int byte, size_t size);
void *memmem(const void *in, size_t size, const void *needle, size_t needle_size);
void *mempcpy(void *__restrict to, const void *__restrict from, size_t size);
char *strchrnul(const char *s, int c);
char *strcasestr(const char *s, const char *needle);
char *strsep(char **__restrict rest, const char *__restrict separators);
/* The length of what they tried to make; >= size means that it was cut. */
size_t strlcpy(char *__restrict to, const char *__restrict from, size_t size);
size_t strlcat(char *__restrict to, const char *__restrict from, size_t size);
/* As strcmp, but digits count as numbers: "a9" < "a10". */
int strverscmp(const char *a, const char *b);
/* memset_explicit with 0. */
void explicit_bzero(void *to, size_t size);

#endif

#ifdef __cplusplus
}
#endif
