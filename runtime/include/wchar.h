#pragma once
/* <wchar.h>: C17 7.29, and strings of POSIX.1-2024. A wchar_t is Unicode's number;
 * multibyte text is UTF-8 (RFC 3629). What is no character (a surrogate, a number
 * beyond U+10FFFF, a longer form than needed, a byte out of place) is an error:
 * EILSEQ.
 *
 * Context: anywhere, save the streams, and functions that take a state and
 * are given none: each of those has one for the machine. */

#include <stdarg.h>
#define __need_size_t
#define __need_wchar_t
#define __need_NULL
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef WCHAR_MAX
#define WCHAR_MAX __WCHAR_MAX__
#define WCHAR_MIN (-__WCHAR_MAX__ - 1)
#endif

#ifndef RUNTIME_WINT
#define RUNTIME_WINT
typedef __WINT_TYPE__ wint_t;
#define WEOF ((wint_t) - 1)
#endif
/* A character that was begun; zeros are the state at its start. */
typedef struct {
	unsigned value;
	unsigned char left;    /* bytes that are missing */
	unsigned char length;  /* of the whole character */
	unsigned short second; /* UTF-16: the other half of a pair */
} mbstate_t;
struct tm;

/* ---- Strings ---- */

size_t wcslen(const wchar_t *s);
wchar_t *wcscpy(wchar_t *__restrict to, const wchar_t *__restrict from);
wchar_t *wcsncpy(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count);
wchar_t *wcscat(wchar_t *__restrict to, const wchar_t *__restrict from);
wchar_t *wcsncat(wchar_t *__restrict to, const wchar_t *__restrict from, size_t limit);
int wcscmp(const wchar_t *a, const wchar_t *b);
int wcsncmp(const wchar_t *a, const wchar_t *b, size_t limit);
int wcscoll(const wchar_t *a, const wchar_t *b);
size_t wcsxfrm(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count);
wchar_t *wcschr(const wchar_t *s, wchar_t c);
wchar_t *wcsrchr(const wchar_t *s, wchar_t c);
size_t wcsspn(const wchar_t *s, const wchar_t *accepted);
size_t wcscspn(const wchar_t *s, const wchar_t *rejected);
wchar_t *wcspbrk(const wchar_t *s, const wchar_t *wanted);
wchar_t *wcsstr(const wchar_t *s, const wchar_t *needle);
wchar_t *wcstok(wchar_t *__restrict s, const wchar_t *__restrict separators,
                wchar_t **__restrict rest);
/* Counts of wide characters. */
wchar_t *wmemcpy(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count);
wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t count);
wchar_t *wmemset(wchar_t *to, wchar_t c, size_t count);
int wmemcmp(const wchar_t *a, const wchar_t *b, size_t count);
wchar_t *wmemchr(const wchar_t *in, wchar_t c, size_t count);

/* ---- Numbers and times: as their namesakes in <stdlib.h> and <time.h> ---- */

long wcstol(const wchar_t *__restrict s, wchar_t **__restrict end, int base);
long long wcstoll(const wchar_t *__restrict s, wchar_t **__restrict end, int base);
unsigned long wcstoul(const wchar_t *__restrict s, wchar_t **__restrict end, int base);
unsigned long long wcstoull(const wchar_t *__restrict s, wchar_t **__restrict end, int base);
float wcstof(const wchar_t *__restrict s, wchar_t **__restrict end);
double wcstod(const wchar_t *__restrict s, wchar_t **__restrict end);
long double wcstold(const wchar_t *__restrict s, wchar_t **__restrict end);
size_t wcsftime(wchar_t *__restrict to, size_t count, const wchar_t *__restrict format,
                const struct tm *__restrict time);

/* ---- Multibyte text ---- */

wint_t btowc(int c);
int wctob(wint_t c);
int mbsinit(const mbstate_t *state);
/* Bytes taken; 0: the null character; (size_t)-2: it goes on after `size`. */
size_t mbrlen(const char *__restrict s, size_t size, mbstate_t *__restrict state);
size_t mbrtowc(wchar_t *__restrict to, const char *__restrict from, size_t size,
               mbstate_t *__restrict state);
size_t wcrtomb(char *__restrict to, wchar_t c, mbstate_t *__restrict state);
size_t mbsrtowcs(wchar_t *__restrict to, const char **__restrict from, size_t count,
                 mbstate_t *__restrict state);
size_t wcsrtombs(char *__restrict to, const wchar_t **__restrict from, size_t size,
                 mbstate_t *__restrict state);
/* ---- Streams: see <stdio.h> ---- */

struct runtime_stream;

/* C17 7.29.2. Formats, and what holds for values, are those of <stdio.h>; widths,
 * precisions and what is returned count wide characters. %s and %c are multibyte text
 * and a byte, %ls and %lc wide; scanning stores the same. -1, and for scanning EOF, with
 * EILSEQ for what is no character. swprintf: -1 and EOVERFLOW for what does not fit with
 * its 0, though as much as does is there. %n of wprintf ends in runtime_panic. */
int wprintf(const wchar_t *__restrict format, ...);
int vwprintf(const wchar_t *__restrict format, va_list values);
int fwprintf(struct runtime_stream *__restrict to, const wchar_t *__restrict format, ...);
int vfwprintf(struct runtime_stream *__restrict to, const wchar_t *__restrict format,
              va_list values);
int swprintf(wchar_t *__restrict to, size_t count, const wchar_t *__restrict format, ...);
int vswprintf(wchar_t *__restrict to, size_t count, const wchar_t *__restrict format,
              va_list values);
int wscanf(const wchar_t *__restrict format, ...);
int vwscanf(const wchar_t *__restrict format, va_list values);
int fwscanf(struct runtime_stream *__restrict from, const wchar_t *__restrict format, ...);
int vfwscanf(struct runtime_stream *__restrict from, const wchar_t *__restrict format,
             va_list values);
int swscanf(const wchar_t *__restrict s, const wchar_t *__restrict format, ...);
int vswscanf(const wchar_t *__restrict s, const wchar_t *__restrict format, va_list values);

wint_t fgetwc(struct runtime_stream *from);
wint_t getwc(struct runtime_stream *from);
wint_t getwchar(void);
wint_t ungetwc(wint_t c, struct runtime_stream *to);
wchar_t *fgetws(wchar_t *__restrict to, int count, struct runtime_stream *__restrict from);
wint_t fputwc(wchar_t c, struct runtime_stream *to);
wint_t putwc(wchar_t c, struct runtime_stream *to);
wint_t putwchar(wchar_t c);
int fputws(const wchar_t *__restrict s, struct runtime_stream *__restrict to);
/* Bytes and wide characters may be mixed; this only remembers. */
int fwide(struct runtime_stream *of, int mode);

/* ---- POSIX.1-2024 and GNU ---- */

/* Hidden by _ANSI_SOURCE, for programs that have other functions under these names. */
#ifndef _ANSI_SOURCE

/* As their namesakes in <string.h> and <strings.h>. */
size_t wcsnlen(const wchar_t *s, size_t limit);
wchar_t *wcsdup(const wchar_t *s);
wchar_t *wcpcpy(wchar_t *__restrict to, const wchar_t *__restrict from);
wchar_t *wcpncpy(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count);
size_t wcslcpy(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count);
size_t wcslcat(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count);
int wcscasecmp(const wchar_t *a, const wchar_t *b);
int wcsncasecmp(const wchar_t *a, const wchar_t *b, size_t limit);
wchar_t *wmempcpy(wchar_t *__restrict to, const wchar_t *__restrict from, size_t count);
/* Of at most `size` bytes, and of at most `count` wide characters. */
size_t mbsnrtowcs(wchar_t *__restrict to, const char **__restrict from, size_t size, size_t count,
                  mbstate_t *__restrict state);
size_t wcsnrtombs(char *__restrict to, const wchar_t **__restrict from, size_t count, size_t size,
                  mbstate_t *__restrict state);
/* As open_memstream, but the string is wide, and sizes and places count wide
 * characters. */
struct runtime_stream *open_wmemstream(wchar_t **string, size_t *size);

#endif

#ifdef __cplusplus
}
#endif
