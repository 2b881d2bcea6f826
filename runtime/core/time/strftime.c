/* Times as text, in the "C" locale; C17 7.27.3. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "names.h"

/* Where the text goes, and whether it still fits. */
struct text {
	char *to;
	size_t size, length;
	int overflow;
};

static void append(struct text *text, const char *s, size_t length)
{
	if (text->overflow || text->size - text->length <= length) {
		text->overflow = 1;
		return;
	}
	memcpy(text->to + text->length, s, length);
	text->length += length;
}

__attribute__((format(__printf__, 2, 0))) static void
append_number(struct text *text, const char *format, long long value)
{
	char digits[24];
	int length = snprintf(digits, sizeof digits, format, value);

	append(text, digits, (size_t)length);
}

/* names[index], its first `limit` letters; ? for what is no index. */
static void append_name(struct text *text, const char (*names)[NAME_SIZE], int count, int index,
                        size_t limit)
{
	const char *name = index >= 0 && index < count ? names[index] : "?";

	append(text, name, strnlen(name, limit));
}

static int floor_modulo(long long value, int divisor)
{
	int rest = (int)(value % divisor);

	return rest < 0 ? rest + divisor : rest;
}

static int days_in_year(long long year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365;
}

/* ISO 8601: weeks begin on Monday, and the first one of a year has its first
 * Thursday. Gives the year that the week belongs to. */
static int iso_week(const struct tm *time, long long *year)
{
	int from_monday = floor_modulo(time->tm_wday - 1LL, 7);
	int thursday = time->tm_yday - from_monday + 3;

	*year = time->tm_year + 1900LL;
	if (thursday < 0)
		thursday += days_in_year(--*year);
	else if (thursday >= days_in_year(*year))
		thursday -= days_in_year((*year)++);
	return thursday / 7 + 1;
}

/* The week of the year when weeks begin `first` days after Sunday. */
static int week(const struct tm *time, int first)
{
	return (time->tm_yday + 7 - floor_modulo((long long)time->tm_wday - first, 7)) / 7;
}

static int hour_of_12(const struct tm *time)
{
	int hour = floor_modulo(time->tm_hour, 12);

	return hour == 0 ? 12 : hour;
}

static long long century(long long year)
{
	return (year - floor_modulo(year, 100)) / 100;
}

/* A decoder: as long as the standard's list. */
static void append_conversion(struct text *text, char conversion, const struct tm *time)
{
	long long year = time->tm_year + 1900LL, week_year;
	int iso = iso_week(time, &week_year);
	struct tm copy = *time;

	switch (conversion) {
	case 'a': append_name(text, rt_day_names, DAY_COUNT, time->tm_wday, NAME_SHORT); break;
	case 'A': append_name(text, rt_day_names, DAY_COUNT, time->tm_wday, NAME_SIZE); break;
	case 'b':
	case 'h': append_name(text, rt_month_names, MONTH_COUNT, time->tm_mon, NAME_SHORT); break;
	case 'B': append_name(text, rt_month_names, MONTH_COUNT, time->tm_mon, NAME_SIZE); break;
	case 'C': append_number(text, "%02lld", century(year)); break;
	case 'd': append_number(text, "%02lld", time->tm_mday); break;
	case 'e': append_number(text, "%2lld", time->tm_mday); break;
	case 'g': append_number(text, "%02lld", floor_modulo(week_year, 100)); break;
	case 'G': append_number(text, "%lld", week_year); break;
	case 'H': append_number(text, "%02lld", time->tm_hour); break;
	case 'I': append_number(text, "%02lld", hour_of_12(time)); break;
	case 'j': append_number(text, "%03lld", time->tm_yday + 1LL); break;
	case 'm': append_number(text, "%02lld", time->tm_mon + 1LL); break;
	case 'M': append_number(text, "%02lld", time->tm_min); break;
	case 'n': append(text, "\n", 1); break;
	case 'p': append(text, time->tm_hour < 12 ? "AM" : "PM", 2); break;
	case 's': append_number(text, "%lld", timegm(&copy)); break;
	case 'S': append_number(text, "%02lld", time->tm_sec); break;
	case 't': append(text, "\t", 1); break;
	case 'u': append_number(text, "%lld", time->tm_wday == 0 ? 7 : time->tm_wday); break;
	case 'U': append_number(text, "%02lld", week(time, 0)); break;
	case 'V': append_number(text, "%02lld", iso); break;
	case 'w': append_number(text, "%lld", time->tm_wday); break;
	case 'W': append_number(text, "%02lld", week(time, 1)); break;
	case 'y': append_number(text, "%02lld", floor_modulo(year, 100)); break;
	case 'Y': append_number(text, "%lld", year); break;
	case 'z': append(text, "+0000", 5); break;
	case 'Z': append(text, "UTC", 3); break;
	case '%': append(text, "%", 1); break;
	default:  append(text, (char[]){ '%', conversion }, 2); break;
	}
}

static void append_all(struct text *text, const char *format, const struct tm *time)
{
	for (; *format != '\0'; format++) {
		if (*format != '%' || format[1] == '\0') {
			append(text, format, 1);
			continue;
		}
		format++;
		if ((*format == 'E' || *format == 'O') && format[1] != '\0')
			format++;
		const char *parts = rt_time_parts(*format);
		if (parts)
			append_all(text, parts, time); /* of plain ones: one level */
		else
			append_conversion(text, *format, time);
	}
}

size_t strftime(char *__restrict to, size_t size, const char *__restrict format,
                const struct tm *__restrict time)
{
	struct text text = { .to = to, .size = size };

	if (size == 0)
		return 0;
	append_all(&text, format, time);
	if (text.overflow)
		return 0;
	to[text.length] = '\0';
	return text.length;
}

char *asctime_r(const struct tm *__restrict time, char *__restrict to)
{
	if (strftime(to, ASCTIME_BYTES_MIN, "%a %b %e %H:%M:%S %Y\n", time) != 0)
		return to;
	errno = EOVERFLOW;
	return NULL;
}

static char shared[ASCTIME_BYTES_MIN];

char *asctime(const struct tm *time)
{
	return asctime_r(time, shared);
}

char *ctime_r(const time_t *from, char *to)
{
	struct tm time;

	return !gmtime_r(from, &time) ? NULL : asctime_r(&time, to);
}

char *ctime(const time_t *from)
{
	return ctime_r(from, shared);
}
