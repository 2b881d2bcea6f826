#pragma once
/* <langinfo.h>: POSIX. What a locale says, which is the same in both of <locale.h>'s.
 * Context: anywhere. */

#ifdef __cplusplus
extern "C" {
#endif

typedef int nl_item;

#define CODESET    0 /* "UTF-8" */
#define RADIXCHAR  1
#define THOUSEP    2
#define D_T_FMT    3 /* for strftime */
#define D_FMT      4
#define T_FMT      5
#define T_FMT_AMPM 6
#define AM_STR     7
#define PM_STR     8
#define YESEXPR    9 /* regular expressions */
#define NOEXPR     10
#define CRNCYSTR   11
/* Of another calendar: there is none. */
#define ERA         12
#define ERA_D_FMT   13
#define ERA_D_T_FMT 14
#define ERA_T_FMT   15
#define ALT_DIGITS  16

/* Days from Sunday on, months from January on, and their abbreviations. */
#define DAY_1    20
#define DAY_2    21
#define DAY_3    22
#define DAY_4    23
#define DAY_5    24
#define DAY_6    25
#define DAY_7    26
#define ABDAY_1  30
#define ABDAY_2  31
#define ABDAY_3  32
#define ABDAY_4  33
#define ABDAY_5  34
#define ABDAY_6  35
#define ABDAY_7  36
#define MON_1    40
#define MON_2    41
#define MON_3    42
#define MON_4    43
#define MON_5    44
#define MON_6    45
#define MON_7    46
#define MON_8    47
#define MON_9    48
#define MON_10   49
#define MON_11   50
#define MON_12   51
#define ABMON_1  60
#define ABMON_2  61
#define ABMON_3  62
#define ABMON_4  63
#define ABMON_5  64
#define ABMON_6  65
#define ABMON_7  66
#define ABMON_8  67
#define ABMON_9  68
#define ABMON_10 69
#define ABMON_11 70
#define ABMON_12 71

/* Never NULL, "" for no such item; not to be changed, and an abbreviation only until the
 * next call. */
char *nl_langinfo(nl_item item);

#ifdef __cplusplus
}
#endif
