/* strptime against the host's: a format, a line end, and the text. Conversions of which
 * POSIX leaves open what follows from them, or of which hosts get it wrong (weeks, days of
 * the year, centuries; names: glibc takes "MonTue" for one), are read by the runtime alone,
 * for the sanitizers: tests/unit/runtime/test_time.c compares them where they agree.
 *
 * Runs: 80000
 * Longest: 80 */
#include "tests/fuzz/readers/runtime/rt.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

char *strptime(const char *s, const char *format, struct tm *to);
RT(strptime);

/* What both read alike: each conversion, and what is none, is of these. */
static bool is_compared(const char *format)
{
	for (const char *at = format; *at; at++) {
		if ((unsigned char)*at >= 0x80)
			return false;
		if (*at == '%' && (*++at == '\0' || !strchr("demHIklMSpnyYDFRTtrxX%", *at)))
			return false;
	}
	return true;
}

FUZZ(data, size)
{
	char *format = input_text(data, size), *line_end = strchr(format, '\n');
	struct tm got, wanted;

	if (!line_end) {
		free(format);
		return;
	}
	*line_end = '\0';
	char *text = input_text((const uint8_t *)line_end + 1,
	                        size - (size_t)(line_end + 1 - format));
	memset(&got, 0, sizeof got);
	got.tm_year = 71;
	got.tm_mday = 5;
	wanted = got;
	const char *end = rt_strptime(text, format, &got);
	HOLDS(!end || (end >= text && end <= text + strlen(text)));
	if (is_compared(format)) {
		const char *host_end = strptime(text, format, &wanted);

		/* glibc has a second 61, which POSIX has not, and other weekdays in year 0 */
		bool is_odd = wanted.tm_sec == 61 || wanted.tm_year == -1900;
		HOLDS(is_odd || end == host_end);
		if (end && !is_odd) {
			HOLDS_EQUAL(got.tm_year, wanted.tm_year);
			HOLDS_EQUAL(got.tm_mon, wanted.tm_mon);
			HOLDS_EQUAL(got.tm_mday, wanted.tm_mday);
			HOLDS_EQUAL(got.tm_hour, wanted.tm_hour);
			HOLDS_EQUAL(got.tm_min, wanted.tm_min);
			HOLDS_EQUAL(got.tm_wday, wanted.tm_wday);
			HOLDS_EQUAL(got.tm_yday, wanted.tm_yday);
		}
	}
	free(text);
	free(format);
}
