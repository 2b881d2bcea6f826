#pragma once
/* names: of days and months, and how dates are written, in the "C" locale.
 * Included by: core/time. */

#define DAY_COUNT   7
#define MONTH_COUNT 12
#define NAME_SIZE   10 /* of the longest, with its 0 */
#define NAME_SHORT  3  /* letters of an abbreviation */

extern const char rt_day_names[DAY_COUNT][NAME_SIZE];
extern const char rt_month_names[MONTH_COUNT][NAME_SIZE];

/* The conversions, each of one field, that one of several is made of; NULL if it is
 * none of those. */
const char *rt_time_parts(char conversion);
