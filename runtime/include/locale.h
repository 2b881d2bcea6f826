#pragma once
/* <locale.h>: C17 7.11 with two locales, "C" and "C.UTF-8", that differ in their names
 * alone: text is UTF-8 in both (<wchar.h>), and everything else is ASCII's.
 * Context: anywhere; one locale for the machine, which takes no lock. */

#define __need_NULL
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LC_ALL      0
#define LC_COLLATE  1
#define LC_CTYPE    2
#define LC_MONETARY 3
#define LC_NUMERIC  4
#define LC_TIME     5
#define LC_MESSAGES 6 /* POSIX */

/* CHAR_MAX and "" mean "not specified". */
struct lconv {
	char *decimal_point; /* "." */
	char *thousands_sep;
	char *grouping;
	char *mon_decimal_point;
	char *mon_thousands_sep;
	char *mon_grouping;
	char *positive_sign;
	char *negative_sign;
	char *currency_symbol;
	char frac_digits;
	char p_cs_precedes;
	char n_cs_precedes;
	char p_sep_by_space;
	char n_sep_by_space;
	char p_sign_posn;
	char n_sign_posn;
	char *int_curr_symbol;
	char int_frac_digits;
	char int_p_cs_precedes;
	char int_n_cs_precedes;
	char int_p_sep_by_space;
	char int_n_sep_by_space;
	char int_p_sign_posn;
	char int_n_sign_posn;
};

/* Selects a locale and returns its name: "C" or "POSIX", "C.UTF-8" or "C.utf8". "" is what
 * LC_ALL, the category's own name or LANG is in the environment, the first of them that is
 * there, else "C". NULL as name queries it. NULL for any other locale or category: then
 * nothing has changed. What LC_ALL is called where its categories differ selects them again;
 * it stays until the next call. */
char *setlocale(int category, const char *name);
/* Never NULL; not to be changed. */
struct lconv *localeconv(void);

#ifdef __cplusplus
}
#endif
