/* strtod and strtof against the host's: the same bits, the same end, of any text. Where a
 * NaN comes from it is any NaN; hexadecimal subnormals, which glibc rounded wrongly until
 * 2.37, are judged in tests/unit/soak/test_number.c.
 *
 * Runs: 100000
 * Longest: 400 */
#include "tests/fuzz/readers/runtime/rt.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

RT(strtod);
RT(strtof);

static bool is_hexadecimal(const char *text)
{
	text += strspn(text, " \t\n\v\f\r");
	text += *text == '-' || *text == '+';
	return strncasecmp(text, "0x", 2) == 0;
}

FUZZ(data, size)
{
	char *text = input_text(data, size), *end, *our_end;
	double wanted = strtod(text, &end), got = rt_strtod(text, &our_end);
	bool is_hex = is_hexadecimal(text);

	HOLDS_EQUAL(our_end - text, end - text);
	if (isnan(wanted))
		HOLDS(isnan(got));
	else if (!is_hex || !(fabs(wanted) < 2 * DBL_MIN))
		HOLDS(memcmp(&wanted, &got, sizeof got) == 0);

	float single = strtof(text, &end), our_single = rt_strtof(text, &our_end);
	HOLDS_EQUAL(our_end - text, end - text);
	if (isnan(single))
		HOLDS(isnan(our_single));
	else if (!is_hex || !(fabsf(single) < 2 * FLT_MIN))
		HOLDS(memcmp(&single, &our_single, sizeof single) == 0);
	free(text);
}
