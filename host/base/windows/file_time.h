#pragma once
/* file_time: moments as Windows counts them, in units of 100 ns since 1601. */
#include <stdint.h>
#include <windows.h>

#define FILE_TIME_TO_1970 116444736000000000
#define FILE_TIME_NS      100

/* Since 1970, as files have it elsewhere. */
static inline int64_t file_time_ns(FILETIME time)
{
	int64_t units = (int64_t)((uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime);

	return (units - FILE_TIME_TO_1970) * FILE_TIME_NS;
}
