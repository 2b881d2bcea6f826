#pragma once
/* calendar: a moment as a file system writes it. */
#include <stdint.h>

#define CALENDAR_YEAR_FIRST 1980 /* of FAT; its last is 2107 */

struct calendar {
	uint32_t year, month, day, hour, minute, second;
}; /* from 1, from 0 */

/* UTC, moved into those years. */
struct calendar calendar_of(int64_t epoch_seconds);
