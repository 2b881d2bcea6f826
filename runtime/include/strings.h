#pragma once
/* <strings.h>: POSIX. Case is that of ASCII. Context: anywhere. */

#define __need_size_t
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

int bcmp(const void *a, const void *b, size_t size);
void bcopy(const void *from, void *to, size_t size);
void bzero(void *to, size_t size);
char *index(const char *s, int c);
char *rindex(const char *s, int c);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t limit);

/* The number of the lowest set bit, counted from 1; 0 if there is none. */
int ffs(int value);
int ffsl(long value);
int ffsll(long long value);

#ifdef __cplusplus
}
#endif
