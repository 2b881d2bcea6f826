/* Formatted text, compiled once for each of WHO. A double's conversions are
 * listed as the hardware's where WHO_FLOAT says so. */

#include <stddef.h>

#include "calls.h"

int NAME(snprintf)(char *, size_t, const char *, ...);

static char out[400];

#define PRINT(name, who, format, value) \
	CALL(print_##name, who, NAME(snprintf)(out, sizeof out, format, value))
#define PRINT_DOUBLE(name, format) PRINT(name, WHO_FLOAT, format, doubles[i])

/* From 1e-150 to 1e150 */
static double far_off(int i)
{
	union {
		uint64_t bits;
		double value;
	} u;

	u.value = doubles[i];
	u.bits += (uint64_t)((i * 29) % 1000 - 500) << 52;
	return u.value;
}

PRINT(d, WHO, "%d", (int)integers[i])
PRINT(ld, WHO, "%ld", (long)integers[i])
PRINT(llx, WHO, "%llx", (long long)integers[i])
PRINT(016lx, WHO, "%016lx", (unsigned long)integers[i])
PRINT(s, WHO, "%s", "a string of some length")
PRINT_DOUBLE(g, "%g")
PRINT_DOUBLE(17g, "%.17g")
PRINT_DOUBLE(f, "%f")
PRINT_DOUBLE(3f, "%.3f")
PRINT_DOUBLE(e, "%e")
PRINT_DOUBLE(a, "%a")
PRINT(17g_far, WHO_FLOAT, "%.17g", far_off(i))
PRINT(40f, WHO_FLOAT, "%.40f", doubles[i])
