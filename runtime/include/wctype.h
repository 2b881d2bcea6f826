#pragma once
/* <wctype.h>: C17 7.30 in the "C" locale: ASCII has the classes that <ctype.h>
 * gives it, and what is beyond is in none and has no case. Context: anywhere. */

#ifdef __cplusplus
extern "C" {
#endif

#ifndef RUNTIME_WINT
#define RUNTIME_WINT
typedef __WINT_TYPE__ wint_t;
#define WEOF ((wint_t) - 1)
#endif
typedef unsigned wctype_t;  /* 0: no such class */
typedef unsigned wctrans_t; /* 0: no such mapping */

int iswalnum(wint_t c);
int iswalpha(wint_t c);
int iswblank(wint_t c);
int iswcntrl(wint_t c);
int iswdigit(wint_t c);
int iswgraph(wint_t c);
int iswlower(wint_t c);
int iswprint(wint_t c);
int iswpunct(wint_t c);
int iswspace(wint_t c);
int iswupper(wint_t c);
int iswxdigit(wint_t c);
wint_t towlower(wint_t c);
wint_t towupper(wint_t c);

/* "alpha", "digit"... by name. */
wctype_t wctype(const char *name);
int iswctype(wint_t c, wctype_t which);
/* "tolower", "toupper". */
wctrans_t wctrans(const char *name);
wint_t towctrans(wint_t c, wctrans_t which);

#ifdef __cplusplus
}
#endif
