#pragma once
/* <stdio.h>: C17 7.21: formatted input and output, the console, and files if
 * the kernel has any; and of POSIX.1-2024 lines and streams in memory.
 *
 * Formats: every conversion, flag, width, precision and length of C17 works,
 * and %a %e %f %g print the exact value of any double, rounded to nearest even.
 * %n of printf is refused: it ends in runtime_panic. long double is printed as
 * a double. %p prints 0x and hexadecimal digits; %lc and %ls write UTF-8. An
 * unknown conversion is printed as it stands.
 *
 * stdout and stderr are the console: they keep nothing back between calls, and
 * writing to them cannot fail. stdin is what runtime_read gives: at its end
 * from the start, if the kernel reads nothing. Files come from runtime_open,
 * and tmpfile's from the heap; there are no text files, a byte is a byte.
 * Functions that fail set errno, and ferror's mark where C17 has one.
 *
 * Context: anywhere that runtime_write may be called; strings: anywhere; files:
 * where the kernel's functions and the heap may be. Streams are not locked.
 * asprintf, vasprintf, getline, getdelim, what opens a stream and a file's first
 * use allocate, all else does not. Formatting takes under 2 KiB of stack, scanning under 4. */

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
#define BUFSIZ              1024
#define FOPEN_MAX           1000 /* as many as the heap holds */
#define FILENAME_MAX        256  /* what a kernel takes is the kernel's to say */
#define L_tmpnam            16
#define TMP_MAX             1000000

#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2

#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2

#ifndef RUNTIME_SSIZE
#define RUNTIME_SSIZE
typedef long ssize_t; /* a size_t, or -1 */
typedef long off_t;   /* a place in a file, bytes */
#endif
typedef struct runtime_stream FILE;
typedef struct {
	long offset;
} fpos_t;
extern FILE runtime_stdin, runtime_stdout, runtime_stderr;
#define stdin  (&runtime_stdin)
#define stdout (&runtime_stdout)
#define stderr (&runtime_stderr)

#define RUNTIME_PRINTF(format_at, values_at) \
	__attribute__((__format__(__printf__, format_at, values_at)))
#define RUNTIME_SCANF(format_at, values_at) \
	__attribute__((__format__(__scanf__, format_at, values_at)))

/* ---- Formatted output, C17 7.21.6: the bytes, or -1 ---- */

RUNTIME_PRINTF(1, 2) int printf(const char *__restrict format, ...);
RUNTIME_PRINTF(1, 0) int vprintf(const char *__restrict format, va_list values);
RUNTIME_PRINTF(2, 3) int fprintf(FILE *__restrict to, const char *__restrict format, ...);
RUNTIME_PRINTF(2, 0)
int vfprintf(FILE *__restrict to, const char *__restrict format, va_list values);
RUNTIME_PRINTF(2, 3) int sprintf(char *__restrict to, const char *__restrict format, ...);
RUNTIME_PRINTF(2, 0)
int vsprintf(char *__restrict to, const char *__restrict format, va_list values);
RUNTIME_PRINTF(3, 4)
int snprintf(char *__restrict to, size_t size, const char *__restrict format, ...);
RUNTIME_PRINTF(3, 0)
int vsnprintf(char *__restrict to, size_t size, const char *__restrict format, va_list values);

/* ---- Formatted input, C17 7.21.6: the items assigned, or EOF ---- */

/* Every conversion, %n too. %lc, %ls and %l[ read UTF-8. */
RUNTIME_SCANF(2, 3) int sscanf(const char *__restrict s, const char *__restrict format, ...);
RUNTIME_SCANF(2, 0)
int vsscanf(const char *__restrict s, const char *__restrict format, va_list values);
RUNTIME_SCANF(1, 2) int scanf(const char *__restrict format, ...);
RUNTIME_SCANF(1, 0) int vscanf(const char *__restrict format, va_list values);
RUNTIME_SCANF(2, 3) int fscanf(FILE *__restrict from, const char *__restrict format, ...);
RUNTIME_SCANF(2, 0)
int vfscanf(FILE *__restrict from, const char *__restrict format, va_list values);

/* ---- Characters and blocks, C17 7.21.7 and 7.21.8 ---- */

int puts(const char *s);
int putchar(int c);
int putc(int c, FILE *to);
int fputc(int c, FILE *to);
int fputs(const char *__restrict s, FILE *__restrict to);
size_t fwrite(const void *__restrict from, size_t size, size_t count, FILE *__restrict to);
int getchar(void);
int getc(FILE *from);
int fgetc(FILE *from);
/* Up to four bytes can be put back; EOF for a fifth. */
int ungetc(int c, FILE *to);
char *fgets(char *__restrict to, int size, FILE *__restrict from);
size_t fread(void *__restrict to, size_t size, size_t count, FILE *__restrict from);

/* ---- Files, C17 7.21.4 and 7.21.5 ---- */

/* NULL and errno: EINVAL for a mode that is none, what runtime_open says, which
 * is ENOSYS in a kernel without files, ENOMEM. */
FILE *fopen(const char *__restrict name, const char *__restrict mode);
/* Gives the stream, the console's too, another file; NULL as name is EBADF. */
FILE *freopen(const char *__restrict name, const char *__restrict mode, FILE *__restrict stream);
int fclose(FILE *stream);
/* NULL: every file. */
int fflush(FILE *to);
/* Not 0 if it cannot be as asked: the console is always _IONBF. A buffer stays
 * the caller's and must stay until fclose; without one `size` is ignored. */
int setvbuf(FILE *__restrict stream, char *__restrict buffer, int mode, size_t size);
void setbuf(FILE *__restrict stream, char *__restrict buffer);
/* A file in the heap, gone when it is closed; NULL and ENOMEM. */
FILE *tmpfile(void);
/* A name that no file had; `to` has L_tmpnam bytes, or is NULL for a buffer
 * that the machine shares. */
char *tmpnam(char *to);
/* 0, or -1 and errno: ENOSYS in a kernel without files. */
int remove(const char *name);
int rename(const char *from, const char *to);

/* ---- Places, C17 7.21.9: bytes; -1 and errno: ESPIPE, EBADF ---- */

int fseek(FILE *in, long offset, int from);
long ftell(FILE *of);
void rewind(FILE *in);
int fgetpos(FILE *__restrict of, fpos_t *__restrict to);
int fsetpos(FILE *in, const fpos_t *to);

/* ---- Errors, C17 7.21.10 ---- */

void clearerr(FILE *of);
int feof(FILE *from);
int ferror(FILE *of);
void perror(const char *prefix);

/* ---- POSIX.1-2024 and BSD ---- */

/* Hidden by _ANSI_SOURCE, for programs that have other functions under these names. */
#ifndef _ANSI_SOURCE

/* *to is from malloc and the caller's to free; -1 and NULL if there is none. */
RUNTIME_PRINTF(2, 3) int asprintf(char **__restrict to, const char *__restrict format, ...);
RUNTIME_PRINTF(2, 0)
int vasprintf(char **__restrict to, const char *__restrict format, va_list values);

/* A line with its '\n', or up to and with another byte, and a 0 behind it. Its
 * length, or -1: at the end, after a failure, and with EINVAL for a NULL. *line is NULL or
 * from malloc, *capacity its size; it is made larger as needed, and the caller's to free,
 * after -1 too. */
ssize_t getline(char **__restrict line, size_t *__restrict capacity, FILE *__restrict from);
ssize_t getdelim(char **__restrict line, size_t *__restrict capacity, int delimiter,
                 FILE *__restrict from);

/* Streams take no lock, so these do what the names without it do. */
int getc_unlocked(FILE *from);
int getchar_unlocked(void);
int putc_unlocked(int c, FILE *to);
int putchar_unlocked(int c);
/* Nothing to be done; 0. */
void flockfile(FILE *stream);
int ftrylockfile(FILE *stream);
void funlockfile(FILE *stream);

/* A stream over `size` bytes of the caller's, or of its own if memory is NULL. The
 * content is all of them with "r", none with "w", and with "a" what stands before the first
 * 0. What does not fit is ENOSPC when it is written, which fflush and fclose do; a 0 follows
 * content that grew, if there is room, and with "w" and "a" ends it in any case. No place
 * beyond `size`: EINVAL. */
FILE *fmemopen(void *__restrict memory, size_t size, const char *__restrict mode);
/* A stream for writing that sets *string, with a 0 at its end, and its size up to
 * the stream's place or the end of what was written, whichever is less: true after fflush
 * and fclose, until more is written. The string is from malloc and the caller's to free
 * after fclose. Failure to write is ENOMEM. */
FILE *open_memstream(char **string, size_t *size);

/* See <unistd.h>. A stream of a descriptor, which fclose closes: mode must
 * be what the file was opened for, else EINVAL. The descriptor of a stream, which
 * gets one when it is first asked. */
FILE *fdopen(int descriptor, const char *mode);
int fileno(FILE *stream);

int fseeko(FILE *in, off_t offset, int from);
off_t ftello(FILE *of);
/* BSD: _IOLBF. */
void setlinebuf(FILE *stream);

#endif

#undef RUNTIME_PRINTF
#undef RUNTIME_SCANF

#ifdef __cplusplus
}
#endif
