#include "host/image/calendar.h"

#define DAY_SECONDS 86400
#define EPOCH_MIN   315532800ll  /* 1980-01-01 00:00:00 UTC */
#define EPOCH_MAX   4354819199ll /* 2107-12-31 23:59:59 */

static uint32_t month_days(uint32_t year, uint32_t month)
{
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int leap = year % 4 == 0 && year != 2100;

	return days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

struct calendar calendar_of(int64_t epoch_seconds)
{
	int64_t clamped = epoch_seconds < EPOCH_MIN   ? EPOCH_MIN
	                  : epoch_seconds > EPOCH_MAX ? EPOCH_MAX
	                                              : epoch_seconds;
	uint32_t day = (uint32_t)((clamped - EPOCH_MIN) / DAY_SECONDS);
	uint32_t second = (uint32_t)((clamped - EPOCH_MIN) % DAY_SECONDS);
	uint32_t year = CALENDAR_YEAR_FIRST, month = 1;

	while (day >= month_days(year, month)) {
		day -= month_days(year, month);
		month = month % 12 + 1;
		year += month == 1;
	}
	return (struct calendar){
		year, month, day + 1, second / 3600, second / 60 % 60, second % 60
	};
}
