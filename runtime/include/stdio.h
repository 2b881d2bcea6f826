#pragma once
/* <stdio.h>: C17 7.21 as far as a machine without files goes: formatted
 * output, to strings and to the two streams of the kernel, and formatted input
 * from strings.
 *
 * Every conversion, flag, width, precision and length of C17 works, and %a %e
 * %f %g print the exact value of any double, rounded to nearest even. %n is
 * refused: it ends in runtime_panic. long double is printed as a double.
 * %p prints 0x and hexadecimal digits; %lc and %ls write UTF-8. An unknown
 * conversion is printed as it stands.
 *
 * Context: anywhere that runtime_write may be called; strings: anywhere. The
 * streams are not locked and keep nothing back between calls. Only asprintf
 * and vasprintf allocate. Formatting takes under 2 KiB of stack,
 * sscanf under 4. */

#include <stdarg.h>
#define __need_size_t
#define __need_NULL
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define EOF (-1)
/* The longest piece that printf hands to runtime_write. */
#define STREAM_BUFFER_BYTES 128
#define BUFSIZ STREAM_BUFFER_BYTES

typedef struct runtime_stream FILE;
extern FILE runtime_stdout, runtime_stderr;
#define stdout (&runtime_stdout)
#define stderr (&runtime_stderr)

#define RUNTIME_PRINTF(format_at, values_at) \
	__attribute__((format(__printf__, format_at, values_at)))
#define RUNTIME_SCANF(format_at, values_at) \
	__attribute__((format(__scanf__, format_at, values_at)))

RUNTIME_PRINTF(1, 2) int printf(const char *__restrict format, ...);
RUNTIME_PRINTF(1, 0) int vprintf(const char *__restrict format, va_list values);
RUNTIME_PRINTF(2, 3) int fprintf(FILE *__restrict to, const char *__restrict format, ...);
RUNTIME_PRINTF(2, 0) int vfprintf(FILE *__restrict to, const char *__restrict format,
                                  va_list values);
RUNTIME_PRINTF(2, 3) int sprintf(char *__restrict to, const char *__restrict format, ...);
RUNTIME_PRINTF(2, 0) int vsprintf(char *__restrict to, const char *__restrict format,
                                  va_list values);
RUNTIME_PRINTF(3, 4) int snprintf(char *__restrict to, size_t size,
                                  const char *__restrict format, ...);
RUNTIME_PRINTF(3, 0) int vsnprintf(char *__restrict to, size_t size,
                                   const char *__restrict format, va_list values);
/* *to is from malloc and the caller's to free; -1 and NULL if there is none. */
RUNTIME_PRINTF(2, 3) int asprintf(char **__restrict to, const char *__restrict format, ...);
RUNTIME_PRINTF(2, 0) int vasprintf(char **__restrict to, const char *__restrict format,
                                   va_list values);

/* C17 7.21.6.2; every conversion, %n too. %lc, %ls and %l[ read UTF-8. */
RUNTIME_SCANF(2, 3) int sscanf(const char *__restrict s, const char *__restrict format, ...);
RUNTIME_SCANF(2, 0) int vsscanf(const char *__restrict s, const char *__restrict format,
                                va_list values);

int puts(const char *s);
int putchar(int c);
int putc(int c, FILE *to);
int fputc(int c, FILE *to);
int fputs(const char *__restrict s, FILE *__restrict to);
size_t fwrite(const void *__restrict from, size_t size, size_t count, FILE *__restrict to);
int fflush(FILE *to);
void perror(const char *prefix);

#undef RUNTIME_PRINTF
#undef RUNTIME_SCANF

#ifdef __cplusplus
}
#endif
