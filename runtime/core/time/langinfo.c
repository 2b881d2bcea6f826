/* What a locale says, for the most part of times; POSIX. */
#include <langinfo.h>
#include <string.h>

#include "names.h"

static const char *const items[] = {
	[CODESET] = "UTF-8", [RADIXCHAR] = ".",   [THOUSEP] = "",     [AM_STR] = "AM",
	[PM_STR] = "PM",     [YESEXPR] = "^[yY]", [NOEXPR] = "^[nN]", [CRNCYSTR] = "-",
};

static const char *shorten(const char *name)
{
	static char abbreviation[NAME_SHORT + 1];

	return memcpy(abbreviation, name, NAME_SHORT);
}

static const char *find(nl_item item)
{
	if (item >= DAY_1 && item <= DAY_7)
		return rt_day_names[item - DAY_1];
	if (item >= MON_1 && item <= MON_12)
		return rt_month_names[item - MON_1];
	if (item >= ABDAY_1 && item <= ABDAY_7)
		return shorten(rt_day_names[item - ABDAY_1]);
	if (item >= ABMON_1 && item <= ABMON_12)
		return shorten(rt_month_names[item - ABMON_1]);
	if (item >= D_T_FMT && item <= T_FMT_AMPM)
		return rt_time_parts("cxXr"[item - D_T_FMT]);
	if (item >= 0 && item < (nl_item)(sizeof items / sizeof *items))
		return items[item];
	return "";
}

char *nl_langinfo(nl_item item)
{
	return (char *)find(item);
}
