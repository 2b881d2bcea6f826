#pragma once
/* <uchar.h>: C17 7.28. char16_t is UTF-16, char32_t Unicode's number, and
 * multibyte text UTF-8; see <wchar.h> for what is no character. Without a
 * state of the caller's each function has one for the machine. */

#define __need_size_t
#include <stddef.h>
#include <wchar.h>

#ifdef __cplusplus
extern "C" {
#else
typedef __CHAR16_TYPE__ char16_t;
typedef __CHAR32_TYPE__ char32_t;
#endif

/* Bytes taken, 0 for the null character, (size_t)-1 and EILSEQ, (size_t)-2 for
 * a character that goes on after `size`, (size_t)-3 for the second half of a
 * pair, which takes none. */
size_t mbrtoc16(char16_t *__restrict to, const char *__restrict from, size_t size,
                mbstate_t *__restrict state);
size_t mbrtoc32(char32_t *__restrict to, const char *__restrict from, size_t size,
                mbstate_t *__restrict state);
/* Bytes written, at most MB_CUR_MAX; 0 for the first half of a pair;
 * (size_t)-1 and EILSEQ. */
size_t c16rtomb(char *__restrict to, char16_t c, mbstate_t *__restrict state);
size_t c32rtomb(char *__restrict to, char32_t c, mbstate_t *__restrict state);

#ifdef __cplusplus
}
#endif
