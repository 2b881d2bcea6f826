/* sscanf against the host's: random formats over random texts. Where hosts
 * differ from C17 (an item that is not whole: "0x", "1e+"), texts avoid it;
 * tests/unit/runtime/test_scan.c writes those results down. */

#include "soak.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

RT(sscanf);

#define VALUES      4
#define VALUE_BYTES 128

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat"

const uint64_t soak_rounds_default = 100000;

static unsigned char got[VALUES][VALUE_BYTES], wanted[VALUES][VALUE_BYTES];

static void agree(const char *text, const char *format)
{
	memset(got, 0x55, sizeof got);
	memset(wanted, 0x55, sizeof wanted);
	int n = sscanf(text, format, wanted[0], wanted[1], wanted[2], wanted[3]);
	int m = rt_sscanf(text, format, got[0], got[1], got[2], got[3]);
	if (m != n)
		soak_fail("\"%s\" by \"%s\": %d, not %d", text, format, m, n);
	for (int i = 0; i < VALUES; i++)
		if (memcmp(got[i], wanted[i], VALUE_BYTES) != 0)
			soak_fail("\"%s\" by \"%s\": value %d differs", text, format, i + 1);
}

static const char *pick(const char *const *from, size_t count)
{
	return from[random_below(count)];
}

#define PICK(from) pick(from, sizeof from / sizeof from[0])

/* ---- Integers: digits that fit the type (else C leaves the result open) ---- */

SOAK(integers, "sscanf: integers of every length and width")
{
	static const char *const formats[] = {
		"%hhd%hd%d%n", "%d,%d,%d%n", "%i %i %i",    "%u%*u%u%n", "%ld %lld%n",
		"%zd|%td",     "%jd %ju",    "%o %o",       "%x %X%n",   "%3d%3d%3d%n",
		"%3i%4i%i",    "%*d%d%n",    "%1d%1d%1d%n", "%5u%n",     " %d %% %d",
		"%d%%%d%n",    "%lx%n",      "%hhu%hhx%n",  "%9lo%n",
	};
	static const char *const between[] = { " ", ",", "  ", "", "%", "\t", "|", " ,", "-", "+" };

	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		char text[128] = "";
		for (int i = 0; i < 3; i++) {
			int value = (int)random_below(random_below(2) ? 100 : 8) - 4;
			sprintf(text + strlen(text), random_below(2) ? "%d%s" : "%o%s", value & 127,
			        PICK(between));
		}
		agree(text, PICK(formats));
	}
}

/* The full range of each length. */
SOAK(limits, "sscanf: integers at their limits")
{
	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		char text[64];
		uint64_t value = random_word();
		static const char *const formats[] = {
			"%lld", "%lli", "%jd", "%llx", "%llo", "%ju"
		};
		static const char *const writes[] = {
			"%" PRId64, "%" PRId64, "%" PRId64, "%" PRIx64, "%" PRIo64, "%" PRIu64,
		};
		unsigned which = (unsigned)random_below(6);
		sprintf(text, writes[which], value);
		agree(text, formats[which]);
		sprintf(text, "%d %u %hd", (int)value, (unsigned)value, (short)value);
		agree(text, "%d %u %hd%n");
	}
}

/* ---- Doubles ---- */

SOAK(doubles, "sscanf: doubles and floats")
{
	static const char *const formats[] = {
		"%lf%n",    "%lf %f%n", "%f%lf%n", "%le,%lg",
		"%*f%la%n", "%40lf%n",  "%lE %E",  " %lG;%lf",
	};
	static const char *const writes[] = { "%.17g", "%e", "%a", "%.3f", "%g", "%.0f" };
	static const char *const between[] = { " ", ",", "  ", ";", "\n", "z" };

	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		char text[1024] = "";
		for (int i = 0; i < 2; i++) {
			sprintf(text + strlen(text), PICK(writes), random_double());
			strcat(text, PICK(between));
		}
		agree(text, PICK(formats));
	}
}

/* A width cuts an item; what is left must still be a whole number. */
SOAK(doubles_that_are_cut, "sscanf: doubles cut by a width")
{
	for (uint64_t round = 0; round < soak_rounds() / 4 && !soak_failed(); round++) {
		char text[64], format[32];
		sprintf(text, "%" PRIu64 ".%" PRIu64, random_word(), random_word());
		sprintf(format, "%%%dlf%%lf%%n", 1 + (int)random_below(30));
		agree(text, format);
	}
}

/* ---- Text ---- */

SOAK(text, "sscanf: text, characters and sets")
{
	static const char *const pieces[] = {
		"%s",    "%5s",   "%c",    "%[a-c]", "%[^ ]", "%4[abc ]",
		"%[]x]", "%[^]]", "%[a-]", "%*s",    "%*c",   "%*[a-b]",
	};
	static const char *const between[] = { " ", "", "", "-", "%%", "a", "%n" };
	static const char letters[] = "aaabbc c-]x%  \t";

	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		char from[48], format[64] = "";
		size_t length = random_below(sizeof from);
		for (size_t i = 0; i < length; i++)
			from[i] = letters[random_below(sizeof letters - 1)];
		from[length] = '\0';
		for (int i = 0; i < 2; i++) {
			strcat(format, PICK(pieces));
			strcat(format, PICK(between));
		}
		agree(from, format);
	}
}
