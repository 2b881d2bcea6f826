/* Times from text, in the "C" locale; POSIX.
 *
 * Each conversion stores its field, or for `finish` what is none by itself: the hour of
 * a half day, a century, a week. Days of the week and of the year follow from dates,
 * and dates from them. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "names.h"

#define HALF_DAY 12
/* Years of two digits: from this on of the 20th century. */
#define FIRST_OF_20TH 69

struct reading {
	struct tm *to;
	bool has_month, has_day, has_weekday, has_yearday;
	bool tells_date; /* a part of one was read */
	bool is_pm, is_hour_of_12;
	bool is_year_of_century;
	int century;        /* -1: none was read */
	int week;           /* -1: none was read */
	int week_first_day; /* 0: of %U, 1: of %W */
};

static const char *skip_space(const char *s)
{
	while (isspace((unsigned char)*s))
		s++;
	return s;
}

/* White space, and up to `digits` digits, as long as one more can belong to the number. */
static const char *read_number(const char *s, int low, int high, int digits, int *number)
{
	int value = 0;

	s = skip_space(s);
	if (!isdigit((unsigned char)*s))
		return NULL;
	do
		value = value * 10 + (*s++ - '0');
	while (--digits > 0 && value * 10 <= high && isdigit((unsigned char)*s));
	*number = value;
	return low <= value && value <= high ? s : NULL;
}

/* One of the names, whole or short, in any case. */
static const char *read_name(const char *s, const char (*names)[NAME_SIZE], int count, int *index)
{
	for (*index = 0; *index < count; ++*index) {
		const char *name = names[*index];

		if (strncasecmp(s, name, strlen(name)) == 0)
			return s + strlen(name);
		if (strncasecmp(s, name, NAME_SHORT) == 0)
			return s + NAME_SHORT;
	}
	return NULL;
}

static const char *read_half_day(struct reading *r, const char *s)
{
	r->is_pm = strncasecmp(s, "PM", 2) == 0;
	return r->is_pm || strncasecmp(s, "AM", 2) == 0 ? s + 2 : NULL;
}

/* Z, or a sign and hh, hhmm or hh:mm. */
static const char *read_offset(struct reading *r, const char *s)
{
	int parts[2] = { 0 }, count = 0;

	s = skip_space(s);
	if (*s == 'Z') {
		r->to->tm_gmtoff = 0;
		return s + 1;
	}
	if (*s != '+' && *s != '-')
		return NULL;
	bool is_west = *s++ == '-';
	for (; count < 4 && isdigit((unsigned char)*s); s++) {
		parts[count / 2] = parts[count / 2] * 10 + (*s - '0');
		if (++count == 2 && s[1] == ':' && isdigit((unsigned char)s[2]))
			s++;
	}
	if ((count != 2 && count != 4) || parts[1] >= 60)
		return NULL;
	long seconds = parts[0] * 3600L + parts[1] * 60L;
	r->to->tm_gmtoff = is_west ? -seconds : seconds;
	return s;
}

/* Seconds since 1970. */
static const char *read_epoch(struct reading *r, const char *s)
{
	time_t seconds = 0;

	if (!isdigit((unsigned char)*s))
		return NULL;
	for (; isdigit((unsigned char)*s); s++)
		if (__builtin_mul_overflow(seconds, 10, &seconds) ||
		    __builtin_add_overflow(seconds, *s - '0', &seconds))
			return NULL;
	return localtime_r(&seconds, r->to) ? s : NULL;
}

/* A year of a week, of which nothing follows. */
static const char *skip_digits(const char *s)
{
	if (!isdigit((unsigned char)*s))
		return NULL;
	while (isdigit((unsigned char)*s))
		s++;
	return s;
}

static const char *skip_word(const char *s)
{
	s = skip_space(s);
	while (*s != '\0' && !isspace((unsigned char)*s))
		s++;
	return s;
}

/* The ranges of what is a number, and how many digits it has. */
struct range {
	char conversion;
	unsigned char low, digits;
	short high;
};

static const struct range *range_of(char conversion)
{
	static const struct range ranges[] = {
		{ 'C', 0, 2, 99 },  { 'd', 1, 2, 31 }, { 'e', 1, 2, 31 },   { 'g', 0, 2, 99 },
		{ 'H', 0, 2, 23 },  { 'k', 0, 2, 23 }, { 'I', 1, 2, 12 },   { 'l', 1, 2, 12 },
		{ 'j', 1, 3, 366 }, { 'm', 1, 2, 12 }, { 'M', 0, 2, 59 },   { 'S', 0, 2, 60 },
		{ 'u', 1, 1, 7 },   { 'U', 0, 2, 53 }, { 'V', 0, 2, 53 },   { 'w', 0, 1, 6 },
		{ 'W', 0, 2, 53 },  { 'y', 0, 2, 99 }, { 'Y', 0, 4, 9999 },
	};

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (ranges[i].conversion == conversion)
			return &ranges[i];
	return NULL;
}

static void set_hour(struct reading *r, int hour, bool is_hour_of_12)
{
	r->is_hour_of_12 = is_hour_of_12;
	r->to->tm_hour = is_hour_of_12 ? hour % HALF_DAY : hour;
}

static void set_month(struct reading *r, int month)
{
	r->to->tm_mon = month;
	r->has_month = r->tells_date = true;
}

static void set_weekday(struct reading *r, int day)
{
	r->to->tm_wday = day;
	r->has_weekday = true;
}

static void set_year(struct reading *r, int year, bool is_of_century)
{
	r->to->tm_year = year;
	r->is_year_of_century = is_of_century;
	if (!is_of_century)
		r->century = -1; /* it is told whole */
	r->tells_date = true;
}

static void set_week(struct reading *r, int week, int first_day)
{
	r->week = week;
	r->week_first_day = first_day;
}

/* A decoder: as long as the list of conversions. */
static void store(struct reading *r, char conversion, int value)
{
	switch (conversion) {
	case 'C':
		r->century = value;
		r->tells_date = true;
		break;
	case 'd':
	case 'e':
		r->to->tm_mday = value;
		r->has_day = r->tells_date = true;
		break;
	case 'H':
	case 'k': set_hour(r, value, false); break;
	case 'I':
	case 'l': set_hour(r, value, true); break;
	case 'j':
		r->to->tm_yday = value - 1;
		r->has_yearday = true;
		break;
	case 'm': set_month(r, value - 1); break;
	case 'M': r->to->tm_min = value; break;
	case 'S': r->to->tm_sec = value; break;
	case 'u':
	case 'w': set_weekday(r, value % 7); break;
	case 'U': set_week(r, value, 0); break;
	case 'W': set_week(r, value, 1); break;
	case 'y': set_year(r, value < FIRST_OF_20TH ? value + 100 : value, true); break;
	case 'Y': set_year(r, value - 1900, false); break;
	default:  break; /* g, V */
	}
}

static const char *read_field(struct reading *r, char conversion, const char *s)
{
	const struct range *range = range_of(conversion);
	int value;

	if (range) {
		s = read_number(s, range->low, range->high, range->digits, &value);
		if (s)
			store(r, conversion, value);
		return s;
	}
	switch (conversion) {
	case 'a':
	case 'A':
		s = read_name(s, rt_day_names, DAY_COUNT, &value);
		if (s)
			set_weekday(r, value);
		return s;
	case 'b':
	case 'B':
	case 'h':
		s = read_name(s, rt_month_names, MONTH_COUNT, &value);
		if (s)
			set_month(r, value);
		return s;
	case 'p': return read_half_day(r, s);
	case 's': return read_epoch(r, s);
	case 'G': return skip_digits(s);
	case 'z': return read_offset(r, s);
	case 'Z': return skip_word(s);
	case 'n':
	case 't': return skip_space(s);
	case '%': return *s == '%' ? s + 1 : NULL;
	default:  return NULL;
	}
}

static const char *read_all(struct reading *r, const char *s, const char *format)
{
	for (; s && *format != '\0'; format++) {
		if (isspace((unsigned char)*format)) {
			s = skip_space(s);
			continue;
		}
		if (*format != '%') {
			s = *s == *format ? s + 1 : NULL;
			continue;
		}
		format += 1 + strspn(format + 1, "-_0^#"); /* strftime's, GNU's */
		if ((*format == 'E' || *format == 'O') && format[1] != '\0')
			format++;
		const char *parts = rt_time_parts(*format);
		if (parts)
			s = read_all(r, s, parts); /* of plain ones: one level */
		else if (*format == '\0')
			return NULL;
		else
			s = read_field(r, *format, s);
	}
	return s;
}

/* A day of the year `to`, as a date with its days; false if there is no such year. */
static bool date_of(const struct tm *to, int month, int day, struct tm *date)
{
	*date = (struct tm){ .tm_year = to->tm_year, .tm_mon = month, .tm_mday = day };
	return timegm(date) != -1 || date->tm_year == 69;
}

/* The month and its day that a day of the year is; the text's own, if it has them. Days
 * outside of the year stay in its first and last month. */
static void set_date(struct reading *r)
{
	struct tm date, *to = r->to;

	if (!date_of(to, 0, to->tm_yday + 1, &date))
		return;
	bool is_before = date.tm_year<to->tm_year, is_behind = date.tm_year> to->tm_year;
	if (!r->has_month)
		to->tm_mon = is_before ? 0 : is_behind ? MONTH_COUNT - 1 : date.tm_mon;
	if (!r->has_day)
		to->tm_mday = is_before   ? to->tm_yday + 1
		              : is_behind ? date.tm_mday + 31
		                          : date.tm_mday;
	r->has_month = r->has_day = true;
}

static void set_days(struct reading *r)
{
	struct tm first, date, *to = r->to;

	if (to->tm_mon < 0 || to->tm_mon >= MONTH_COUNT || to->tm_mday < 0 || to->tm_mday > 31)
		return; /* not told, and not set by the caller */
	if (!date_of(to, to->tm_mon, 1, &first) || !date_of(to, to->tm_mon, to->tm_mday, &date))
		return;
	if (!r->has_weekday)
		to->tm_wday = date.tm_wday;
	if (!r->has_yearday)
		to->tm_yday = first.tm_yday + to->tm_mday - 1;
}

/* The day of the year of a week and its day. */
static void set_yearday_of_week(struct reading *r)
{
	struct tm first, *to = r->to;

	if (!date_of(to, 0, 1, &first))
		return;
	int week_start = (7 - first.tm_wday + r->week_first_day) % 7;
	to->tm_yday = week_start + (r->week - 1) * 7 + (to->tm_wday + 7 - r->week_first_day) % 7;
}

static void finish(struct reading *r)
{
	struct tm *to = r->to;

	if (r->is_hour_of_12 && r->is_pm)
		to->tm_hour += HALF_DAY;
	if (r->century >= 0)
		to->tm_year = (r->century - 19) * 100 +
		              (r->is_year_of_century ? to->tm_year % 100 : 0);
	if (r->week >= 0 && r->has_weekday && !r->has_yearday) {
		if (!(r->has_month && r->has_day)) {
			set_yearday_of_week(r);
			r->has_yearday = true;
		}
	}
	if (r->has_yearday && !(r->has_month && r->has_day) && (r->tells_date || r->week >= 0))
		set_date(r);
	if (r->tells_date)
		set_days(r);
}

char *strptime(const char *__restrict s, const char *__restrict format, struct tm *__restrict to)
{
	struct reading r = { .to = to, .century = -1, .week = -1 };

	s = read_all(&r, s, format);
	if (s)
		finish(&r);
	return (char *)s;
}
